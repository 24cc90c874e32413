"""``sayso doctor``: it looks and leaves everything as it was, in words or as JSON."""

import json
import shutil
import sqlite3

import pytest
from typer.testing import CliRunner

from bot.cli import app

POLICY = 'version: 1\ntiers: {team_member: {channel: "#a", reviewers: [U0SAM]}}\n'


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty working directory and no settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_DATABASE_URL", raising=False)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, ("doctor", *arguments), catch_exceptions=False)


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def findings():
    done = run("--json")
    return json.loads(done.stdout)["findings"]


def test_an_empty_folder_stays_empty(folder):
    assert run().exit_code == 1
    assert list(folder.iterdir()) == []


def test_a_database_that_nobody_serves_stays_as_it_is(folder, migrated_file):
    (folder / "var").mkdir()
    shutil.copy(migrated_file, folder / "var" / "sayso.db")
    before = contents(folder)
    told = run()
    assert "reachable, tables up to date" in told.stdout
    assert contents(folder) == before


@pytest.mark.parametrize(("command", "told"), [(("audit", "reader"), True), (("agents",), False)])
def test_a_reader_of_the_log_is_no_agent(folder, migrated_file, command, told):
    (folder / "var").mkdir()
    shutil.copy(migrated_file, folder / "var" / "sayso.db")
    assert CliRunner().invoke(app, (*command, "add", "siem"), catch_exceptions=False).exit_code == 0
    assert ("Agents: none" in [finding["what"] for finding in findings()]) is told


def test_an_older_database_is_not_brought_up_to_date(folder, migrated_file):
    (folder / "var").mkdir()
    shutil.copy(migrated_file, file := folder / "var" / "sayso.db")
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("UPDATE alembic_version SET version_num = '0005'")
    connection.close()
    before = contents(folder)
    (database,) = [finding for finding in findings() if finding["part"] == "database"]
    assert database["health"] == "warn"
    assert "0005" in database["what"]
    assert contents(folder) == before


@pytest.mark.parametrize("text", [b"", b"this is no database at all, but it is long enough to look at" * 40])
def test_a_file_that_is_no_database_is_one_sentence(folder, text):
    (folder / "var").mkdir()
    (folder / "var" / "sayso.db").write_bytes(text)
    (database,) = [finding for finding in findings() if finding["part"] == "database"]
    assert database["health"] in ("bad", "warn")
    assert "\n" not in database["what"]


def test_a_faulty_policy_is_told_with_its_lines(folder):
    (folder / "policy.yml").write_text(POLICY + "surprise: 1\nrules: 7\n")
    told = [finding["what"] for finding in findings() if finding["part"] == "policy"]
    assert [what.partition(", ")[0] for what in told] == ["Policy policy.yml: line 3", "Policy policy.yml: line 4"]


def test_a_policy_that_is_not_there_is_one_sentence_and_a_misspelt_one_is_guessed(folder, monkeypatch):
    (policy,) = [finding for finding in findings() if finding["part"] == "policy"]
    assert policy["what"] == "Policy: There is no policy file policy.yml"
    assert "SAYSO_POLICY_FILE" in policy["fix"]
    (folder / "policy.yml").write_text(POLICY)
    monkeypatch.setenv("SAYSO_POLICY_FILE", "polcy.yml")
    (policy,) = [finding for finding in findings() if finding["part"] == "policy"]
    assert "Did you mean policy.yml?" in policy["fix"]


def test_a_misnamed_variable_and_swapped_tokens_are_told_before_slack_is_asked(monkeypatch):
    monkeypatch.setenv("SAYSO_DB_URL", "postgresql://bot:s3cret@db/x")
    monkeypatch.setenv("SAYSO_SLACK_BOT_TOKEN", "xapp-1-2")
    monkeypatch.setenv("SAYSO_SLACK_APP_TOKEN", "xoxb-1-2")
    done = run("--json")
    assert "s3cret" not in done.output
    told = json.loads(done.stdout)["findings"]
    assert [(finding["part"], finding["health"]) for finding in told] == [
        ("settings", "ok"),
        ("settings", "warn"),
        ("policy", "bad"),
        ("database", "warn"),
        ("slack", "bad"),
    ]
    assert "SAYSO_DATABASE_URL" in told[1]["fix"]
    assert "swapped" in told[-1]["what"]


def test_the_shape_for_programs_and_the_exit_codes(monkeypatch):
    done = run("--json")
    told = json.loads(done.stdout)
    assert list(told) == ["version", "ok", "findings"]
    assert (done.exit_code, told["ok"]) == (1, False)
    assert {tuple(finding) for finding in told["findings"]} == {("part", "health", "what", "fix")}
    monkeypatch.setenv("SAYSO_PORT", "eighty")
    done = run("--json")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["findings"][0]["health"] == "bad"
    assert run().exit_code == 2
