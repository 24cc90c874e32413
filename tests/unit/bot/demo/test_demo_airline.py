from __future__ import annotations

import json
import os
from dataclasses import asdict
from itertools import islice

import pytest

from bot.demo import airline
from bot.demo.agents import first_agent
from bot.demo.airline import USUAL_PLACE, BadCalls, recorded_calls, recordings
from bot.demo.builtin_actions import BUILTIN

CALL = {
    "id": "airline-1",
    "action_type": "airline.cancel_reservation",
    "payload": {"reservation_id": "GV1N64"},
    "reasoning": "He asked.",
    "context": {"customer_says": "Yes"},
    "risk_level": "high",
    "reversible": False,
    "truth": {"correct": False},
}


@pytest.fixture
def traffic(tmp_path, monkeypatch):
    path = tmp_path / "calls.jsonl"
    path.write_text("".join(json.dumps({**CALL, "id": f"airline-{n}"}) + "\n" for n in range(30)))
    monkeypatch.setenv("SAYSO_DEMO_TRAFFIC", str(path))
    return path


def test_each_recorded_call_is_proposed_once_a_round_in_another_order(traffic):
    ids = [call.claims["labels"]["recorded_as"] for call in recorded_calls(traffic)]
    assert sorted(ids) == sorted(f"airline-{n}" for n in range(30))
    assert ids[:2] == ["airline-0", "airline-12"]


def test_several_recordings_are_read_whole(traffic, monkeypatch, tmp_path, terminal):
    more = tmp_path / "more.jsonl"
    more.write_text(json.dumps({**CALL, "id": "airline-30"}) + "\n")
    monkeypatch.setenv("SAYSO_DEMO_TRAFFIC", f"{traffic}{os.pathsep}{more}")
    proposed = {call.claims["labels"]["recorded_as"] for call in islice(first_agent(terminal)[1], 31)}
    assert proposed == {f"airline-{n}" for n in range(31)}


def test_what_was_right_is_never_part_of_a_proposal(traffic):
    (call, *_) = recorded_calls(traffic)
    assert call.payload == CALL["payload"]
    assert call.description == "Cancel reservation GV1N64"
    assert "truth" not in json.dumps(asdict(call))
    assert "correct" not in json.dumps(asdict(call))


@pytest.mark.skipif(not USUAL_PLACE.is_file(), reason=f"no recorded calls at {USUAL_PLACE}")
def test_the_real_recording_is_read_whole_and_without_its_truth(monkeypatch):
    monkeypatch.delenv("SAYSO_DEMO_TRAFFIC", raising=False)
    assert recordings() == (USUAL_PLACE,)
    calls = recorded_calls(USUAL_PLACE)
    assert len(calls) == len(USUAL_PLACE.read_text().splitlines())
    assert all(call.description and call.action_type.startswith("airline.") for call in calls)
    assert all(asdict(call).keys() == {"action_type", "description", "payload", "claims"} for call in calls)
    allowed = {"risk_level", "reversible", "reasoning", "context", "labels"}
    assert {key for call in calls for key in call.claims} == allowed


@pytest.mark.parametrize("line", ["no JSON", "[]", "{}", json.dumps({**CALL, "payload": 7})])
def test_a_broken_recording_is_named_and_the_built_in_actions_take_over(traffic, terminal, lines, line):
    traffic.write_text(json.dumps(CALL) + "\n" + line + "\n")
    with pytest.raises(BadCalls, match="line 2"):
        recorded_calls(traffic)
    assert tuple(islice(first_agent(terminal)[1], len(BUILTIN))) == BUILTIN
    assert "line 2" in lines()[0]


def test_a_named_recording_that_is_not_there_is_said(traffic, terminal, lines):
    traffic.unlink()
    assert next(iter(first_agent(terminal)[1])) == BUILTIN[0]
    assert "cannot be read" in lines()[0]


def test_without_a_recording_the_built_in_actions_are_proposed(monkeypatch, tmp_path, terminal, lines):
    monkeypatch.delenv("SAYSO_DEMO_TRAFFIC", raising=False)
    monkeypatch.setattr(airline, "USUAL_PLACE", tmp_path / "nothing.jsonl")
    assert next(iter(first_agent(terminal)[1])) == BUILTIN[0]
    assert lines() == []
