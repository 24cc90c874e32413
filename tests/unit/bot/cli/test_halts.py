"""``sayso halt``, ``resume``, ``halts``: whatever is typed, a sentence comes back and no traceback."""

import asyncio
import shutil

import pytest
from typer.testing import CliRunner

from bot.cli import app
from storage.policies import SqlPolicies
from storage.store import open_store

POLICY = """
version: 1
tiers: {team_member: {channel: "#agent-approvals", reviewers: [U0MEMBER]}}
action_types: {refund.issue: {risk: high}}
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch, migrated_file):
    """A database, and the settings that lead to it."""
    (tmp_path / "policy.yml").write_text(POLICY)
    shutil.copy(migrated_file, tmp_path / "sayso.db")
    monkeypatch.setenv("SAYSO_DATABASE_URL", f"sqlite:///{tmp_path / 'sayso.db'}")
    monkeypatch.setenv("SAYSO_POLICY_FILE", str(tmp_path / "policy.yml"))


def run(*arguments):
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


def test_brackets_in_a_reason_are_brackets():
    assert run("halt", "all", "[/red]", "prices [bold]are wrong").exit_code == 0
    listed = run("halts")
    assert listed.exit_code == 0
    assert "[/red]" in listed.stdout
    assert "[bold]are" in listed.stdout


@pytest.mark.parametrize("command", ["halt", "resume"])
@pytest.mark.parametrize("word", ["nobody", "agent:", "\udcff\udcfe", "[/red]"])
def test_what_names_nothing_is_refused_with_a_sentence(command, word):
    run("halt", "refund.issue")
    refused = run(command, word)
    assert refused.exit_code == 1
    assert "No agent and no action type is called" in refused.stderr


@pytest.mark.parametrize("word", ["", " "])
def test_an_empty_name_as_of_a_variable_that_is_not_set_resumes_nothing(word):
    run("halt", "all")
    refused = run("resume", word)
    assert refused.exit_code == 1
    assert "sayso halts" in refused.stderr
    assert "all" in run("halts").stdout
    assert run("resume").exit_code == 0


def test_every_halt_is_listed_and_none_is_said_in_words():
    assert run("halts").stdout == "Nothing is halted.\n"
    for what in ("refund.issue", "all"):
        run("halt", what)
    listed = run("halts").stdout
    assert "refund.issue" in listed
    assert "all" in listed


def test_a_slip_in_the_policy_file_does_not_hold_up_the_kill_switch(tmp_path):
    broken = tmp_path / "policy.yml"
    broken.write_text("version: [")
    assert run("halt", "all").exit_code == 1  # no bot has run, so there is nothing to go by
    asyncio.run(a_bot_has_used(f"sqlite:///{tmp_path / 'sayso.db'}", POLICY))
    halted = run("halt", "all")
    assert halted.exit_code == 0
    assert "newest that a bot has used" in halted.stderr


async def a_bot_has_used(url, policy):
    async with open_store(url, serving=False) as store:
        await SqlPolicies(store.database).remember("sha256:0", policy, store.clock.now())
