"""``sayso policy``: what it prints, and where it refuses."""

import json
import os
import signal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import policy as command
from bot.policy.source import PolicyFile
from bot.process.running_record import Running, RunningRecord
from oversight.policy.file.json_schema import policy_schema

GOOD = 'version: 1\ntiers: {team_member: {channel: "#a", reviewers: [U1]}}\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policy.yml").write_text(GOOD)
    return tmp_path


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(command.commands, arguments)
    return done.exit_code, done.stdout, done.stderr


def test_the_schema_is_printed_as_it_is(folder):
    code, printed, _ = run("schema")
    assert code == 0
    assert json.loads(printed) == policy_schema()


@pytest.mark.parametrize("command", ["check", "reload"])
def test_a_file_that_never_ends_is_a_sentence_and_takes_no_memory(folder, command):
    (folder / "policy.yml").unlink()
    (folder / "policy.yml").symlink_to("/dev/zero")
    code, _, told = run(command)
    assert code == 1
    assert "policy.yml cannot be read: File too large." in told


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_a_policy_is_read_whatever_its_lines_end_with(folder, end):
    (folder / "policy.yml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", end).encode())
    assert run("check")[0] == 0


def test_a_faulty_policy_is_listed_and_nobody_is_told(folder, monkeypatch):
    monkeypatch.setattr(command, "running_bots", pytest.fail)
    (folder / "policy.yml").write_text(GOOD + "surprise: 1\n")
    code, printed, told = run("reload")
    assert (code, printed) == (1, "")
    assert "line 3, $.surprise" in told


def test_a_bot_of_another_policy_is_left_alone(folder):
    (folder / "other.yml").write_text(GOOD)
    record = RunningRecord(folder / "var" / "run")
    record.write(PolicyFile(folder / "other.yml"))
    code, _, told = run("reload")
    record.close()
    assert code == 1
    assert "No bot with" in told


def told_later(folder: Path, monkeypatch: pytest.MonkeyPatch, later: Running) -> list[tuple[int, int]]:
    """A bot that answers the signal with this note."""
    now = Running(7, str(folder / "policy.yml"), "sha256:old", (), 0)
    signals: list[tuple[int, int]] = []
    monkeypatch.setattr(command, "running_bots", lambda _: (later if signals else now,))
    monkeypatch.setattr(os, "kill", lambda *told: signals.append(told))
    return signals


def test_it_says_what_each_bot_routes_by(folder, monkeypatch):
    new = PolicyFile(folder / "policy.yml").policy.hash
    signals = told_later(folder, monkeypatch, Running(7, str(folder / "policy.yml"), new, (), 1))
    assert run("reload") == (0, f"Process 7 routes by {new}.\n", "")
    assert signals == [(7, signal.SIGHUP)]


def test_a_bot_that_refuses_is_an_error_with_its_reasons(folder, monkeypatch):
    told_later(folder, monkeypatch, Running(7, str(folder / "policy.yml"), "sha256:old", ("line 1, $: odd. Mend",), 1))
    code, _, told = run("reload")
    assert code == 1
    assert "Process 7 kept its earlier policy" in told
    assert "line 1, $: odd" in told


def test_a_bot_that_does_not_answer_is_an_error(folder, monkeypatch):
    monkeypatch.setattr(command, "PATIENCE", 0.1)
    told_later(folder, monkeypatch, Running(7, str(folder / "policy.yml"), "sha256:old", (), 0))
    code, _, told = run("reload")
    assert code == 1
    assert "did not answer" in told


def test_without_a_path_the_bot_s_policy_is_checked(folder, monkeypatch):
    (folder / "policy.yml").rename(folder / "rules.yml")
    monkeypatch.setenv("SAYSO_POLICY_FILE", "rules.yml")
    assert run("check")[1].startswith("rules.yml is valid")
