"""``sayso policy calibration``: stated confidence beside what people said."""

import asyncio
import shutil

import pytest
from typer.testing import CliRunner

from bot.cli import app
from oversight.action.status import Status
from storage.store import open_store
from tests.builders import NOON, a_proposal, an_action, decided, moved, new

POLICY = """
version: 1
tiers: {team_member: {channel: "#agent-approvals", reviewers: [U0MEMBER]}}
action_types: {refund.issue: {risk: high}, ticket.tag: {risk: low, reversible: true}}
"""


@pytest.fixture
def url(tmp_path, monkeypatch, migrated_file):
    """A database, and the settings that lead to it."""
    url = f"sqlite:///{tmp_path / 'sayso.db'}"
    policy = tmp_path / "policy.yml"
    policy.write_text(POLICY)
    shutil.copy(migrated_file, tmp_path / "sayso.db")
    monkeypatch.setenv("SAYSO_DATABASE_URL", url)
    monkeypatch.setenv("SAYSO_POLICY_FILE", str(policy))
    return url


async def remember(url):
    """Forty refunds that people decided, ten of them rejected; every other one said how sure the agent was."""
    async with open_store(url, serving=False) as store:
        for number in range(40):
            action = an_action(proposal=a_proposal(confidence=0.95 if number % 2 else None))
            await store.actions.commit(new(action))
            status = Status.REJECTED if number % 4 == 1 else Status.APPROVED
            await store.actions.commit(moved(decided(action, status, at=NOON)))


def run(*options):
    return CliRunner().invoke(app, ["policy", "calibration", *options])


def test_what_was_stated_stands_beside_what_happened(url):
    asyncio.run(remember(url))
    result = run()
    assert result.exit_code == 0, result.output
    assert "10 of 20, 50 %" in result.output
    assert "45 % apart" in result.output
    assert "stated above 0.90: 10 of 10" in result.output
    assert "fitted from 30 actions on" in result.output
    assert run("--type", "refund.issue", "--agent", "refund-bot").output == result.output


@pytest.mark.parametrize("options", [(), ("--type", "ticket.tag"), ("--agent", "nobody")])
def test_where_there_is_nothing_to_compare_it_says_what_would_make_a_table(url, options):
    if options:
        asyncio.run(remember(url))
    result = run(*options)
    assert result.exit_code == 1
    assert "Nothing to compare yet" in result.output
