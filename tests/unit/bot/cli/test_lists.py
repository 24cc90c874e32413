"""Lists: one row a line in a pipe, no id broken, the same as JSON; no database is made to say that there is nothing."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

COMMAND = str(Path(sys.executable).with_name("sayso"))
POLICY = """
version: 1
tiers: {team_member: {channel: "#agent-approvals", reviewers: [U0MEMBER]}}
action_types: {refund.issue: {risk: high}}
"""
LONG = "an-agent-whose-name-is-rather-long-for-a-table-of-eighty-columns"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch, migrated_file):
    """A database and a policy, and a terminal of 80 columns."""
    (tmp_path / "policy.yml").write_text(POLICY)
    shutil.copy(migrated_file, tmp_path / "sayso.db")
    monkeypatch.setenv("SAYSO_DATABASE_URL", f"sqlite:///{tmp_path / 'sayso.db'}")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


def in_a_terminal(*arguments):
    """What a terminal of 80 columns is shown."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([COMMAND, *arguments], stdout=theirs, stderr=theirs, close_fds=True) as running:
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 65536):
                shown += chunk
        except OSError:
            pass  # the other end is closed
        running.wait()
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_each_agent_is_one_line_with_its_whole_id():
    run("agents", "add", LONG, "--types", "refund.issue,refund.cancel,email.send,ticket.*")
    run("agents", "add", "short")
    listed = run("agents", "list").stdout.splitlines()
    assert len(listed) == 3
    agents = json.loads(run("agents", "list", "--json").stdout)
    assert [agent["name"] for agent in agents] == [LONG, "short"]
    for agent in agents:
        (line,) = [line for line in listed if agent["id"] in line.split()]
        assert agent["live_keys"][0] in line
    assert agents[0]["may_propose"] == ["refund.issue", "refund.cancel", "email.send", "ticket.*"]


@pytest.mark.slow
def test_a_narrow_terminal_breaks_no_id_and_no_value():
    run("agents", "add", LONG)
    (agent,) = json.loads(run("agents", "list", "--json").stdout)
    shown = in_a_terminal("agents", "list")
    for whole in (agent["id"], agent["live_keys"][0], LONG):
        assert any(whole in line for line in shown.splitlines())


@pytest.mark.slow
def test_settings_keep_their_values_whole_in_a_narrow_terminal_and_in_a_pipe(folder):
    url = f"sqlite:///{folder / 'sayso.db'}"
    for shown in (in_a_terminal("settings"), run("settings").stdout):
        assert any(url in line for line in shown.splitlines())
    told = {load["setting"]: load["value"] for load in json.loads(run("settings", "--json").stdout)}
    assert told["SAYSO_DATABASE_URL"] == url
    assert told["SAYSO_SLACK_BOT_TOKEN"] is None
    lines = run("settings").stdout.splitlines()
    assert len(lines) == len(told) + 1


def test_halts_are_one_line_each_whatever_was_written(monkeypatch):
    run("halt", "all", "prices\nare\x1b[31m wrong " + "and it takes long to say why " * 8)
    listed = run("halts").stdout.splitlines()
    assert len(listed) == 2
    assert "\x1b" not in listed[1]
    (halt,) = json.loads(run("halts", "--json").stdout)
    assert (halt["halted"], halt["freezes"]) == ("all", True)


@pytest.mark.parametrize("command", [("agents", "list"), ("halts",), ("standing", "list")])
def test_an_empty_list_is_an_empty_list_for_programs(command):
    assert json.loads(run(*command, "--json").stdout) == []


@pytest.mark.parametrize(
    "command",
    [
        ("agents", "list"),
        ("halts",),
        ("halt", "all"),
        ("standing", "list"),
        ("digest", "--now"),
        ("export", "actions"),
        ("export", "feedback"),
    ],
)
def test_no_command_makes_a_database_to_say_that_there_is_nothing(folder, monkeypatch, command):
    monkeypatch.setenv("SAYSO_DATABASE_URL", "sqlite:///nowhere/sayso.db")
    done = run(*command)
    assert done.exit_code == 1
    assert "There is no database at" in done.stderr
    assert not (folder / "nowhere").exists()


def test_a_policy_is_checked_for_programs(folder):
    good = json.loads(run("policy", "check", "--json").stdout)
    assert good["valid"]
    assert good["hash"].startswith("sha256:")
    (folder / "policy.yml").write_text(POLICY + "surprise: 1\n")
    done = run("policy", "check", "--json")
    assert done.exit_code == 1
    (fault,) = json.loads(done.stdout)["faults"]
    assert (fault["line"], fault["path"]) == (5, "$.surprise")


@pytest.mark.parametrize("name", ["all", "Bad Name!", "you"])
def test_a_name_that_would_be_misunderstood_is_refused_and_nothing_is_printed(name):
    done = run("agents", "add", name)
    assert (done.exit_code, done.stdout) == (1, "")
    assert json.loads(run("agents", "list", "--json").stdout) == []


@pytest.mark.parametrize("scopes", ["*.issue", "ref?nd", "", ","])
def test_a_scope_that_can_fit_nothing_is_refused_and_no_key_is_printed(scopes):
    done = run("agents", "add", "a", "--types", scopes)
    assert (done.exit_code, done.stdout) == (1, "")


def test_a_scope_that_fits_no_type_of_the_policy_is_a_warning_beside_the_key():
    done = run("agents", "add", "a", "--types", "refund.*", "--types", "mail.*")
    assert done.exit_code == 0
    assert done.stdout.startswith("say_")
    assert "“mail.*” fits no type" in done.stderr
    assert "“refund.*”" not in done.stderr
    (agent,) = json.loads(run("agents", "list", "--json").stdout)
    assert agent["may_propose"] == ["refund.*", "mail.*"]


def test_the_version_is_told():
    assert run("--version").stdout.startswith("sayso 0.")


def test_error_texts_point_to_what_a_wheel_has(folder):
    rule = "rules: [{name: odd, when: 'qqqqqqqq(payload)', tier: team_member, reason: Odd}]\n"
    (folder / "policy.yml").write_text(POLICY + rule)
    told = run("policy", "check").stderr
    assert "docs/" not in told
    assert "sayso policy reference" in told
    assert run("policy", "reference").stdout.startswith("# ")
