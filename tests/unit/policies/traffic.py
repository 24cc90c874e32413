"""The recorded calls of the airline's agent, from outside the repository, as proposals beside what was right."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from oversight.action.action import Proposal
from oversight.action.risk import Risk

FILE = Path(__file__).parents[3] / ".." / "shared" / "data" / "airline_actions.jsonl"


@dataclass(frozen=True)
class Call:
    """One call that the agent made. Whether it was right is never shown to what decides."""

    id: str
    proposal: Proposal
    was_right: bool


def recorded_calls() -> list[Call]:
    """All of them; skips the test where the recording is not at hand."""
    if not FILE.exists():
        pytest.skip(f"the recorded traffic is not at {FILE.resolve()}")
    return [_call(json.loads(line)) for line in FILE.read_text(encoding="utf-8").splitlines()]


def _call(row: dict[str, Any]) -> Call:
    proposal = Proposal(
        action_type=row["action_type"],
        description=row["action_type"],
        payload=row["payload"],
        risk_level=Risk(row["risk_level"]),
        reversible=row["reversible"],
        reasoning=row["reasoning"],
        context=row["context"],
    )
    return Call(row["id"], proposal, was_right=row["truth"]["correct"] is True)
