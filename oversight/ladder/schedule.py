"""When time changes a waiting action: everything that may fall due, worked out from its rung.

Nothing here is remembered: each date follows from the rung and from when it opened. So a halt that moves the opening
moves all dates, and they are the same however late somebody asks.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from oversight.action.action import Action
from oversight.action.moves import asked_again
from oversight.action.position import Position
from oversight.action.route import Rung

Due = Literal["give_up", "deadline", "pass_over", "come_back", "escalate", "repeat", "fall_back", "remind"]
"""The one that matters most comes first."""


def schedule(action: Action) -> dict[Due, datetime]:
    """When each thing falls due that time has still to do; empty for a decided action."""
    position = action.position
    if action.status.is_final or position is None:
        return {}
    dates, frozen_at = dict(_dates(action, position)), position.assignment.frozen_at
    if frozen_at is None:
        return dates
    # A halt has stopped its time: what had fallen due by then still happens, and nothing falls due later.
    return {kind: at for kind, at in dates.items() if at <= frozen_at}


def reminders_due(position: Position, until: datetime) -> int:
    """How many reminders of this rung have fallen due by then, with those already sent."""
    assignment, rung = position.assignment, position.here
    upto = until if assignment.frozen_at is None else min(until, assignment.frozen_at)
    due = assignment.reminded_times
    while (at := _reminder(rung, assignment.opened_at, due)) is not None and at <= upto:
        due += 1
    return min(due, rung.remind_at_most)


def _dates(action: Action, position: Position) -> Iterator[tuple[Due, datetime]]:
    if position.assignment.deadline_at is not None:
        yield "deadline", position.assignment.deadline_at
    yield from _silence(action, position) if position.is_manned else _absence(position)


def _absence(position: Position) -> Iterator[tuple[Due, datetime]]:
    """What falls due where too few are there: the next tier at once, or the end where nobody above is there."""
    assignment = position.assignment
    if position.is_anybody_above(assignment.opened_at):
        yield "pass_over", assignment.opened_at
    elif assignment.deadline_at is not None:
        yield "give_up", assignment.opened_at
    elif (back := _somebody_is_there(position.from_here, assignment.opened_at)) is not None:
        yield "come_back", back


def _somebody_is_there(rungs: Sequence[Rung], since: datetime) -> datetime | None:
    """The first instant, this one or later, at which any of these rungs could decide."""
    for rung in rungs:
        if rung.can_decide(since):
            return since
    edges = sorted(edge for rung in rungs if rung.roster is not None for edge in rung.roster.edges(since))
    return next((at for at in edges if any(rung.can_decide(at) for rung in rungs)), None)


def _silence(action: Action, position: Position) -> Iterator[tuple[Due, datetime]]:
    assignment, rung = position.assignment, position.here
    if rung.escalate_after is not None:
        silent = rung.after(assignment.opened_at, rung.escalate_after)
        # Where nobody is there to be asked by then, silence goes on counting until somebody is.
        if above := position.above:
            if (at := _somebody_is_there(above, silent)) is not None:
                yield "escalate", at
        elif assignment.round < action.route.repeat_ladder and (
            at := _somebody_is_there(_asked_again(action, position), silent)
        ):
            yield "repeat", at
    if rung.fallback_after is not None and not assignment.fallback_asked and position.newly_asked:
        yield "fall_back", rung.after(assignment.opened_at, rung.fallback_after)
    if (at_next := _reminder(rung, assignment.opened_at, assignment.reminded_times)) is not None:
        yield "remind", at_next


def could_begin_again(action: Action, position: Position, at: datetime) -> bool:
    """Whether any rung that would be asked once more could decide at this instant."""
    return any(rung.can_decide(at) for rung in _asked_again(action, position))


def _asked_again(action: Action, position: Position) -> tuple[Rung, ...]:
    return tuple(position.ladder[rung] for rung in asked_again(action, position.stage))


def _reminder(rung: Rung, opened_at: datetime, number: int) -> datetime | None:
    """When the next reminder falls due after this number of them; None where there is no further one."""
    if rung.remind_after is None or number >= rung.remind_at_most or (number and rung.remind_every is None):
        return None
    span = rung.remind_after + number * rung.remind_every if rung.remind_every else rung.remind_after
    return rung.after(opened_at, span)
