"""``sayso audit reader``: a key is printed once, and readers are not among the agents."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from bot.cli import app
from oversight.agents.keys import prefix_of


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch, migrated_file):
    """A database."""
    shutil.copy(migrated_file, tmp_path / "sayso.db")
    monkeypatch.setenv("SAYSO_DATABASE_URL", f"sqlite:///{tmp_path / 'sayso.db'}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


def listed(*command):
    return json.loads(run(*command, "--json").stdout)


def test_a_reader_is_added_listed_and_revoked():
    added = run("audit", "reader", "add", "siem")
    key = added.stdout.strip()
    prefix = prefix_of(key)
    assert prefix is not None
    assert "not shown again" in added.stderr
    run("audit", "reader", "add", "vault", "--with-values")
    readers = listed("audit", "reader", "list")
    assert [(reader["name"], reader["with_values"]) for reader in readers] == [("siem", False), ("vault", True)]
    assert readers[0]["live_keys"] == [f"say_{prefix}_…"]
    table = run("audit", "reader", "list").stdout
    assert key not in table
    assert len(table.splitlines()) == 3
    assert run("audit", "reader", "revoke", "siem").exit_code == 0
    assert [reader["live_keys"] == [] for reader in listed("audit", "reader", "list")] == [True, False]
    assert "none: shut out" in run("audit", "reader", "list").stdout


def test_readers_are_not_among_the_agents():
    run("audit", "reader", "add", "siem")
    run("agents", "add", "refund-bot")
    assert [agent["name"] for agent in listed("agents", "list")] == ["refund-bot"]
    assert [reader["name"] for reader in listed("audit", "reader", "list")] == ["siem"]
    for refused in (run("agents", "rotate", "siem"), run("agents", "revoke", "siem")):
        assert refused.exit_code == 1
        assert "no agent called siem" in refused.stderr
    assert run("audit", "reader", "revoke", "refund-bot").exit_code == 1


@pytest.mark.parametrize("name", ["two words", "all", "REFUND-BOT", "refund-bot"])
def test_a_name_that_would_mislead_is_refused(name):
    run("agents", "add", "refund-bot")
    refused = run("audit", "reader", "add", name)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert name in refused.stderr


@pytest.mark.parametrize("scope", ["@audit.read", "refund.*,@audit.read.values"])
def test_no_agent_is_given_the_scope_of_a_reader(scope):
    refused = run("agents", "add", "refund-bot", "--types", scope)
    assert refused.exit_code == 1
    assert "can fit no action type" in refused.stderr


def test_a_list_without_readers_is_empty():
    assert listed("audit", "reader", "list") == []
