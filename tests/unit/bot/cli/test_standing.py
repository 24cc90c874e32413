"""``sayso standing``: what runs without asking is listed and ended from a terminal, whatever is typed."""

import asyncio
import shutil
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from bot.cli import app
from oversight.ports.actions import Committed
from storage.store import open_store
from tests.builders import OPERATOR, a_key, an_action, an_agent, new
from tests.unit.blocks.standing.approvals import an_approval

POLICY = """
version: 1
tiers: {team_member: {channel: "#agent-approvals", reviewers: [U0MEMBER]}}
action_types: {refund.issue: {risk: high, card: {redact: [amount]}}}
"""
ON = "standing_approvals: {for_at_most: 7d}\n"


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch, migrated_file):
    """A database, and the settings that lead to it."""
    (tmp_path / "policy.yml").write_text(POLICY + ON)
    shutil.copy(migrated_file, tmp_path / "sayso.db")
    monkeypatch.setenv("SAYSO_DATABASE_URL", f"sqlite:///{tmp_path / 'sayso.db'}")
    monkeypatch.setenv("SAYSO_POLICY_FILE", str(tmp_path / "policy.yml"))
    return f"sqlite:///{tmp_path / 'sayso.db'}"


def run(*arguments):
    return CliRunner().invoke(app, ("standing", *arguments), catch_exceptions=False)


def granted(url, **fields):
    """Somebody allowed this a moment ago."""

    async def work():
        async with open_store(url, serving=False) as store:
            now, agent = store.clock.now(), an_agent()
            await store.agents.add(agent, a_key(agent)[1], OPERATOR)
            action = an_action(agent=agent)
            assert isinstance(await store.actions.commit(new(action)), Committed)
            said = {"agent_id": agent.id, "from_action": action.id, "granted_at": now} | fields
            approval = an_approval(expires_at=now + timedelta(days=1), **said)
            assert await store.standing.grant(approval, ())
            return approval

    return asyncio.run(work())


def test_nothing_is_said_in_words():
    assert run("list").stdout == "Nothing runs by a standing approval.\n"


def test_one_is_listed_and_ended(database):
    approval = granted(database, agent_name="[red]refund-bot[/red]")
    listed = run("list")
    assert listed.exit_code == 0
    for words in (approval.id, "[red]refund-bot[/red]", "any order_id", "0 of 50", "Lea Brandt"):
        assert words in listed.stdout
    assert "900" not in listed.stdout
    ended = run("revoke", approval.id)
    assert ended.exit_code == 0
    assert "is revoked by" in ended.stdout
    assert "asks a person again" in ended.stdout
    assert run("list").stdout == "Nothing runs by a standing approval.\n"


def test_revoking_twice_is_refused_with_a_sentence(database):
    approval = granted(database)
    assert run("revoke", approval.id).exit_code == 0
    again = run("revoke", approval.id)
    assert again.exit_code == 1
    assert "revoked this already" in again.stderr


@pytest.mark.parametrize("word", ["sta_nobody", "", "\udcff\udcfe", "[/red]"])
def test_what_names_nothing_is_refused_with_a_sentence(word):
    refused = run("revoke", word)
    assert refused.exit_code == 1
    assert "There is no such standing approval" in refused.stderr


def test_what_the_policy_switched_off_can_still_be_ended(database, tmp_path):
    approval = granted(database)
    (tmp_path / "policy.yml").write_text(POLICY)
    assert run("list").stdout == "Nothing runs by a standing approval.\n"
    assert run("revoke", approval.id).exit_code == 0
