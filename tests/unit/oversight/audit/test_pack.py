"""An auditor's sample: everybody who has the log and the seed draws the same, and nobody else can foresee it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.decision import Actor, DeciderKind
from oversight.action.event_kind import EventKind
from oversight.audit.controls import CONTROLS, Standing
from oversight.audit.envelope import read_leaf
from oversight.audit.leaf import leaf
from oversight.audit.pack import Period, population
from tests.builders import an_event
from tests.unit.oversight.builders import NOW, an_action

DAY = timedelta(days=1)
PERIOD = Period(NOW, NOW + DAY)


def entries(count, at=NOW, kind=EventKind.SUBMITTED, **fields):
    for number in range(count):
        action = replace(an_action(), id=f"act_{number}")
        yield read_leaf(leaf(an_event(action, kind, at=at, **fields), action))


@given(st.text(min_size=1), st.integers(1, 30), st.integers(0, 60))
def test_the_seed_alone_decides_who_is_drawn(seed, count, many):
    records = list(entries(many))
    drawn = population(records, PERIOD, seed, count)
    assert drawn == population(reversed(records), PERIOD, seed, count)
    assert drawn.proposed == many
    assert len(set(drawn.sample)) == min(count, many)
    assert population(records, PERIOD, seed, count + 1).sample[:count] == drawn.sample


def test_another_seed_draws_another_sample_and_each_action_as_often():
    records = list(entries(20))
    drawn: list[str] = []
    for number in range(500):
        drawn += population(records, PERIOD, f"seed {number}", 5).sample
    often = [drawn.count(f"act_{number}") for number in range(20)]
    assert min(often) > 125 - 50
    assert max(often) < 125 + 50


@pytest.mark.parametrize(("at", "counted"), [(-1, 0), (0, 3), (24 * 3600 - 1, 3), (24 * 3600, 0)])
def test_a_period_holds_its_beginning_and_not_its_end(at, counted):
    records = entries(3, at=NOW + timedelta(seconds=at))
    assert population(records, PERIOD, "seed", 5).proposed == counted


def test_decisions_are_counted_by_who_gave_them():
    people = entries(2, kind=EventKind.DECIDED, actor=Actor(DeciderKind.HUMAN, "U1", "Sam"))
    clock = entries(3, kind=EventKind.DECIDED, actor=Actor(DeciderKind.TIMEOUT, "clock", "the clock"))
    found = population([*people, *clock], PERIOD, "seed", 5)
    assert (found.proposed, found.decided, found.sample) == (0, {"human": 2, "timeout": 3}, ())


def test_the_map_says_of_each_duty_what_there_is():
    assert {control.standing for control in CONTROLS} == set(Standing)
    assert len({(control.source, control.duty) for control in CONTROLS}) == len(CONTROLS)
    for source in ("Art. 12", "Art. 14", "Art. 26", "ISO/IEC 42001", "CC6", "CC7", "CC8", "FINOS"):
        assert any(source in control.source for control in CONTROLS), source
