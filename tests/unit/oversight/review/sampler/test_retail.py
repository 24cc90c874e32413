"""Real agents' calls as if all had run: errors found beside chance, at 20 % of the looks. The truth is never shown."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from statistics import mean, stdev

import pytest

from oversight.review.sampler.candidate import Candidate
from tests.architecture.source import PROJECT
from tests.unit.oversight.review.sampler.replay import gain, in_weeks, replayed, say

FOLDER = Path(os.environ.get("SAYSO_SHARED_DATA", PROJECT.parent / "shared" / "data"))
HISTORY = FOLDER / "retail_history.jsonl"
BUDGET, BASE = 0.2, 0.05
pytestmark = pytest.mark.skipif(not HISTORY.exists(), reason=f"{HISTORY} is not here")


def history():
    """The calls, and the ids of the wrong ones."""
    rows = [json.loads(line) for line in HISTORY.read_text(encoding="utf-8").splitlines()]
    calls = [
        Candidate(
            action_id=row["id"],
            confidence=None,
            action_type=row["action_type"],
            agent_id=row["labels"]["agent"],
            payload=row["payload"],
            description=row["reasoning"],
            context=row["context"],
        )
        for row in rows
    ]
    return calls, {row["id"] for row in rows if not row["truth"]["correct"]}


def gains(weeks, seeds):
    calls, wrong = history()
    found = []
    for seed in seeds:
        shuffled = random.Random(seed).sample(calls, len(calls))
        secret = b"desk %d" % seed
        finds, looks = replayed(in_weeks(shuffled, weeks), wrong, budget=BUDGET, base_rate=BASE, secret=secret)
        found.append(gain(finds, looks, wrong, len(calls)))
    return found


@pytest.mark.exhaustive
def test_a_few_desks_find_half_as_much_again_as_chance():
    assert mean(gains(1, range(5))) >= 1.5


@pytest.mark.soak
@pytest.mark.parametrize("weeks", [1, 4, 8])
def test_two_hundred_desks_find_half_as_much_again_as_chance(weeks):
    found = gains(weeks, range(200))
    say(f"\nretail history in {weeks} draws: {mean(found):.2f} times chance (n = 200, sd {stdev(found):.2f})")
    assert mean(found) >= 1.5
