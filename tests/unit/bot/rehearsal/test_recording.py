"""Recordings are read by the door that the agents' own requests come through."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.rehearsal.recording import UNNAMED, BadRecording, read_one, read_recording, read_recordings, recording_of
from oversight.action.action import Agent
from oversight.action.risk import Risk
from oversight.rehearsal.recorded import Truth, Witness

LINE = {"action_type": "refund.issue", "payload": {"amount": 9}}


NO_MORE: list[dict[str, object]] = [{}]


def read(*lines, **more):
    return recording_of([json.dumps({**LINE, **line, **more}).encode() for line in lines or NO_MORE], "t.jsonl")


def test_a_line_needs_no_more_than_a_type_and_a_payload():
    [action] = read().actions
    assert action.id == "1"
    assert action.agent == UNNAMED
    assert (action.at, action.truth) == (None, None)
    assert action.proposal.payload == {"amount": 9}
    assert action.proposal.description == "refund.issue"


def test_every_claim_is_read_and_null_says_nothing():
    [action] = read(
        risk_level="high",
        reversible=False,
        confidence=None,
        signals={"input_novelty": 0.5},
        agent_reasoning="so",
        context={"a": 1},
        review_timeout="5m",
        labels={"x": "y"},
        draft=None,
    ).actions
    said = action.proposal
    assert (said.risk_level, said.reversible, said.confidence, said.draft) == (Risk.HIGH, False, None, None)
    assert (said.reasoning, said.signals, said.context) == ("so", {"input_familiarity": 0.5}, {"a": 1})
    assert (said.review_timeout, said.labels) == (timedelta(minutes=5), {"x": "y"})


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        ({"correct": True, "task_solved": False}, Truth(correct=True)),
        (False, Truth(correct=False)),
        ({"correct": None}, None),
        (None, None),
        (
            {"correct": False, "witness": "lazy_review", "probability": 0.05},
            Truth(correct=False, witness=Witness.LAZY_REVIEW, probability=0.05),
        ),
    ],
)
def test_the_truth(said, truth):
    assert read(truth=said).actions[0].truth == truth


def test_who_and_when():
    [action] = read(id="x-1", agent={"id": "agt_1", "name": "bot", "owner": "U1"}, at="2026-01-05T09:00:00Z").actions
    assert action.id == "x-1"
    assert action.agent == Agent("agt_1", "bot", "U1")
    assert action.at == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert read(agent="bot").actions[0].agent == Agent("bot", "bot")


def test_what_means_nothing_is_named():
    """A slip such as “confidnce” must not pass for a claim that was never made."""
    assert read(confidnce=0.2, outcome=None, status="approved", callback_url="http://x").ignored == ("confidnce",)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "t.jsonl, line 2: $"),
        (b"[]", "an action is a JSON object"),
        (b'{"action_type": "a", "action_type": "b", "payload": 1}', "appears twice"),
        (b'{"payload": 1}', "$.action_type"),
        (b'{"action_type": "a"}', "$.payload"),
        (b'{"action_type": "a", "payload": 1, "confidence": 2}', "$.confidence"),
        (b'{"action_type": "a", "payload": 1, "truth": "yes"}', "$.truth"),
        (b'{"action_type": "a", "payload": 1, "truth": {"correct": true, "probability": 0}}', "$.truth.probability"),
        (b'{"action_type": "a", "payload": 1, "truth": {"correct": true, "witness": "me"}}', "$.truth.witness"),
        (b'{"action_type": "a", "payload": 1, "at": "2026-01-05T09:00:00"}', "$.at: it has no zone"),
        (b'{"action_type": "a", "payload": 1, "at": 7}', "$.at"),
        (b'{"action_type": "a", "payload": 1, "agent": 7}', "$.agent"),
    ],
)
def test_a_faulty_line_is_named_with_its_fault(line, told):
    with pytest.raises(BadRecording) as bad:
        recording_of([b"", line], "t.jsonl")
    assert told in str(bad.value)
    assert "line 2" in str(bad.value)


def test_all_faults_come_at_once_and_not_a_thousand_of_them():
    with pytest.raises(BadRecording) as bad:
        recording_of([b"{"] * 50, "t.jsonl")
    told = str(bad.value).splitlines()
    assert len(told) == 21
    assert told[-1] == "… and 30 more"


def test_files(tmp_path):
    path = tmp_path / "t.jsonl"
    with pytest.raises(BadRecording, match="cannot be read"):
        read_recording(path)
    with pytest.raises(BadRecording, match="cannot be read"):
        read_one(path)
    path.write_text("\n\n")
    with pytest.raises(BadRecording, match="holds no action"):
        read_recording(path)
    path.write_text(json.dumps(LINE, indent=1))
    assert read_one(path).proposal.action_type == "refund.issue"
    path.write_text("7")
    with pytest.raises(BadRecording, match=r"t\.jsonl: \$"):
        read_one(path)


def lines(path, *actions):
    path.write_text("".join(json.dumps({"action_type": "a.b", "payload": {}} | action) + "\n" for action in actions))
    return path


def test_several_files_are_one_recording_by_time_and_an_action_in_two_of_them_counts_once(tmp_path):
    late = lines(
        tmp_path / "late", {"id": "2", "at": "2026-02-01T00:00:00Z"}, {"id": "3", "at": "2026-03-01T00:00:00Z"}
    )
    early = lines(
        tmp_path / "early", {"id": "1", "at": "2026-01-01T00:00:00Z"}, {"id": "2", "at": "2026-02-01T00:00:00Z"}
    )
    read = read_recordings([late, early, late])
    assert [action.id for action in read.actions] == ["1", "2", "3"]
    assert read.repeated == 1


def test_without_times_several_files_follow_each_other_and_unnamed_actions_are_called_by_file_and_line(tmp_path):
    first, second = lines(tmp_path / "b", {}, {}), lines(tmp_path / "a", {"at": "2026-01-01T00:00:00Z"}, {"odd": 1})
    read = read_recordings([first, second])
    assert [action.id for action in read.actions] == [f"{first}:1", f"{first}:2", f"{second}:1", f"{second}:2"]
    assert (read.repeated, read.ignored) == (0, ("odd",))


def test_one_file_keeps_its_plain_numbers_and_its_order(tmp_path):
    only = lines(tmp_path / "a", {"at": "2026-02-01T00:00:00Z"}, {"at": "2026-01-01T00:00:00Z"})
    assert read_recordings([only]) == read_recording(only)
    assert [action.id for action in read_recordings([only, only]).actions] == ["1", "2"]
