"""Time passing over an action: on time, or late."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.route import Rung
from oversight.action.transition import Transition
from oversight.calendar import BusinessHours, OpeningSpan
from oversight.ladder.deadline import due_at, next_step
from tests.unit.oversight.builders import NOW, a_rung, an_action

MINUTE = timedelta(minutes=1)
WEEK = tuple((OpeningSpan(540, 720), OpeningSpan(780, 1020)) if day < 5 else () for day in range(7))
OFFICE = BusinessHours("UTC", WEEK)


def asked(*ladder: Rung, timeout: int = 30, **terms: Any) -> Action:
    action = an_action(*ladder, timeout=timeout * MINUTE)
    return replace(action, route=replace(action.route, **terms))


def on_time(action: Action, until: datetime | None = None) -> list[Transition]:
    steps: list[Transition] = []
    while (at := due_at(action)) is not None and (until is None or at <= until):
        step = next_step(action, at)
        assert step is not None
        steps.append(step)
        action = step.action
        assert len(steps) < 60
    return steps


def late(action: Action, at: datetime) -> list[Transition]:
    steps: list[Transition] = []
    while (step := next_step(action, at)) is not None:
        steps.append(step)
        action = step.action
        assert len(steps) < 60
    return steps


def told(steps: Sequence[Transition]) -> list[tuple[str, float]]:
    return [(step.events[0].kind.value.removeprefix("action."), (step.events[0].at - NOW) / MINUTE) for step in steps]


LOW = a_rung(escalate_after=10 * MINUTE, approvals_required=2)
TOP = a_rung(tier="executive", escalate_after=5 * MINUTE, reviewers=("U8", "U9"))
