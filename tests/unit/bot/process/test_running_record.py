"""A bot's note is believed only while the process that wrote it lives."""

import json
import os
from pathlib import Path

import pytest

from bot.policy.source import PolicyFile, load_policy
from bot.process.running_record import RunningRecord, open_record, running_bots
from oversight.policy.file.reading import BadPolicy

POLICY = 'version: 1\ntiers: {team_member: {channel: "#a", reviewers: [U1]}}\n'


@pytest.fixture
def policies(tmp_path: Path) -> PolicyFile:
    (tmp_path / "policy.yml").write_text(POLICY)
    return PolicyFile(tmp_path / "policy.yml")


def test_a_note_says_what_is_in_force_and_what_is_not(tmp_path, policies):
    record = RunningRecord(tmp_path / "run")
    assert running_bots(tmp_path / "run") == (), "nothing is in it yet, so there is nobody to signal"
    record.write(policies)
    (bot,) = running_bots(tmp_path / "run")
    assert (bot.pid, bot.policy_hash, bot.faults, bot.reloads) == (os.getpid(), policies.policy.hash, (), 0)
    assert Path(bot.policy_file) == policies.path.resolve()
    policies.path.write_text(POLICY + "surprise: 1\n")
    with pytest.raises(BadPolicy) as refused:
        load_policy(policies.path)
    policies.refuse(refused.value)
    record.write(policies)
    (bot,) = running_bots(tmp_path / "run")
    assert bot.policy_hash == policies.policy.hash
    assert bot.reloads == 1
    assert "surprise" in bot.faults[0]
    policies.path.write_text(POLICY)
    policies.put_in_force(*load_policy(policies.path))
    record.write(policies)
    assert running_bots(tmp_path / "run")[0].faults == ()
    record.close()
    assert running_bots(tmp_path / "run") == ()
    assert not list((tmp_path / "run").iterdir())


def test_the_note_of_a_process_that_died_is_not_believed(tmp_path, policies):
    record = RunningRecord(tmp_path)
    record.write(policies)
    left = (tmp_path / f"bot-{os.getpid()}.json").read_bytes()
    record.close()
    (tmp_path / "bot-1.json").write_bytes(left)
    assert running_bots(tmp_path) == ()


def test_a_number_of_another_container_is_not_signalled(tmp_path, policies):
    record = RunningRecord(tmp_path)
    record.write(policies)
    path = tmp_path / f"bot-{os.getpid()}.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "numbers": "pid:[7]"}))
    assert running_bots(tmp_path) == ()
    record.close()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"numbers": null, "pid": 1}'])
def test_what_is_half_written_is_not_believed_and_breaks_nothing(tmp_path, text):
    record = RunningRecord(tmp_path)
    (tmp_path / f"bot-{os.getpid()}.json").write_text(text)
    assert running_bots(tmp_path) == ()
    record.close()


def test_where_no_note_can_be_kept_the_bot_runs_without(tmp_path):
    (tmp_path / "file").write_text("")
    assert open_record(tmp_path / "file") is None
    record = RunningRecord(tmp_path)
    assert open_record(tmp_path) is None, "a twin of the same number holds it"
    record.close()
