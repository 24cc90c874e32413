"""``sayso sample preview``: what lazy review would draw is said, and nothing is drawn."""

import asyncio
import json
import shutil
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from bot.cli import app
from storage.store import open_store
from tests.builders import a_proposal, an_action, auto_approved, new

POLICY = """
version: 1
tiers: {team_member: {channel: "#agent-approvals", reviewers: [U0MEMBER]}}
lazy_review: {base_rate: 0.5}
"""


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch, migrated_file):
    """A database, and the settings that lead to it."""
    (tmp_path / "policy.yml").write_text(POLICY)
    shutil.copy(migrated_file, tmp_path / "sayso.db")
    monkeypatch.setenv("SAYSO_DATABASE_URL", f"sqlite:///{tmp_path / 'sayso.db'}")
    monkeypatch.setenv("SAYSO_POLICY_FILE", str(tmp_path / "policy.yml"))
    return f"sqlite:///{tmp_path / 'sayso.db'}"


def run(*arguments):
    return CliRunner().invoke(app, ("sample", "preview", *arguments), catch_exceptions=False)


@pytest.fixture
def ran(database):
    """Ten actions ran by themselves yesterday, two of them unsure."""

    async def work():
        async with open_store(database, serving=False) as store:
            at = store.clock.now() - timedelta(days=1)
            for number in range(10):
                proposal = a_proposal(confidence=0.2 if number < 2 else 0.95)
                await store.actions.commit(new(auto_approved(an_action(proposal=proposal, created_at=at))))
            return await store.outbox.counts()

    return asyncio.run(work())


def test_of_nothing_nothing_is_drawn():
    said = run()
    assert said.exit_code == 0
    assert "Of 0 actions in 7 days, about 0.0 would be drawn (0 for certain): 0 minutes." in said.stdout


@pytest.mark.usefixtures("ran")
def test_how_many_by_which_reason_and_how_many_minutes():
    said = run("--days", "2")
    assert said.exit_code == 0
    assert "Of 10 actions in 2 days" in said.stdout
    assert "(2 for certain)" in said.stdout
    assert "low_confidence" in said.stdout
    told = json.loads(run("--json").stdout)
    assert (told["candidates"], told["certain"]) == (10, 2)
    assert told["actions"] == pytest.approx(sum(one["actions"] for one in told["by_reason"]))
    assert told["minutes"] == pytest.approx(1.8 * told["actions"])
    assert run("--days", "0").exit_code == 2


@pytest.mark.usefixtures("ran")
def test_a_budget_that_does_not_suffice_is_said(tmp_path):
    (tmp_path / "policy.yml").write_text(POLICY.replace("0.5}", "0.5, minutes_a_week: 1}"))
    said = run()
    assert said.exit_code == 0
    assert "The budget lacks 10 minutes" in said.stderr
