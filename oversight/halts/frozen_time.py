"""Frozen time: what a halt does to the deadlines, reminders and escalations of pending actions.

A frozen action keeps the moment at which its time stopped. What had fallen due before still happens; nothing falls due
after. When the last halt over it ends, all its dates move by as long as it was frozen.

Actions are frozen a moment after the halt, some at a time, and a crash may come in between. So nothing is remembered
step by step: an action that should be frozen and is not, or the other way round, is corrected by whichever process
finds it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.assignment import Assignment
from oversight.action.decision import CLOCK
from oversight.action.event import Frozen, Thawed
from oversight.action.position import Position
from oversight.action.rule import Rule
from oversight.action.transition import Transition
from oversight.halts.halt import Halt, Halts, covering
from oversight.halts.words import reason_words


def freezing(halts: Sequence[Halt]) -> tuple[Halt, ...]:
    """The halts that freeze time."""
    return tuple(halt for halt in halts if halt.freezes)


def settle(action: Action, halts: Halts, ended: Sequence[Halt], now: datetime) -> Transition | None:
    """The pending action as the halts want it: frozen, or running again; None if nothing has to change.

    ``ended`` are the halts that have ended since the action was frozen, at least.
    """
    position = action.position
    if action.status.is_final or position is None:
        return None
    over, frozen_at = freezing(_over(halts.active, action)), position.assignment.frozen_at
    if over and frozen_at is None:
        return _freeze(action, position.assignment, min(over, key=lambda halt: halt.at), now)
    if not over and frozen_at is not None:
        return _thaw(action, position, frozen_at, freezing(_over(ended, action)), now)
    return None


def _over(halts: Sequence[Halt], action: Action) -> tuple[Halt, ...]:
    return covering(halts, action.agent.id, action.proposal.action_type)


def _freeze(action: Action, assignment: Assignment, halt: Halt, now: datetime) -> Transition:
    since = max(halt.at, action.created_at)
    frozen = action.waiting(replace(assignment, frozen_at=since))
    event = Frozen(action.id, now, halt.by, Rule.HALT, reason_words(halt), halt=halt.id)
    return Transition(frozen, (event,))


def _thaw(action: Action, position: Position, frozen_at: datetime, ended: Sequence[Halt], now: datetime) -> Transition:
    assignment = position.assignment
    endings = [halt.ending for halt in ended if halt.ending is not None and halt.ending.at >= frozen_at]
    last = max(endings, key=lambda ending: ending.at, default=None)
    at = min(last.at, now) if last else now
    by = last.by if last else CLOCK
    at = max(at, frozen_at)
    running = replace(
        assignment,
        # A rung that somebody opened meanwhile was frozen from then on; no date ever moves back.
        opened_at=max(assignment.opened_at, _opened_as_if(position, frozen_at, at)),
        deadline_at=assignment.deadline_at and assignment.deadline_at + (at - frozen_at),
        frozen_at=None,
    )
    thawed = action.waiting(running)
    stood = int((at - frozen_at).total_seconds())
    event = Thawed(action.id, now, by, Rule.HALT, "Work goes on", stood_seconds=stood)
    return Transition(thawed, (event,))


def _opened_as_if(position: Position, frozen_at: datetime, at: datetime) -> datetime:
    """The opening that makes as much of the rung's time have passed by ``at`` as had passed when it froze."""
    hours, opened_at = position.here.hours, position.assignment.opened_at
    if hours is None:
        return at - max(frozen_at - opened_at, timedelta(0))
    return hours.before(at, hours.worked(opened_at, frozen_at))
