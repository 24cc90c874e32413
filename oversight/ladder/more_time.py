"""A reviewer gives an action more time, within what the policy allows."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.assignment import Assignment
from oversight.action.event import DeadlineExtended
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.rule import Rule
from oversight.action.transition import Transition
from oversight.calendar.duration import duration_words
from oversight.people.person import Person
from oversight.voting.click import asked_on

NOTHING = timedelta(0)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def more_time_left(action: Action) -> timedelta:
    """How much time one press adds now; zero where the policy allows none or no more, or without a deadline."""
    extension, assignment = action.route.extension, action.assignment
    if extension is None or assignment is None or action.deadline_at is None or action.status.is_final:
        return NOTHING
    return max(NOTHING, min(extension.by, extension.at_most - assignment.extended))


def shown_deadline(action: Action) -> str:
    """The deadline as “More time” on a card carries it: microseconds since 1970; empty where there is none."""
    deadline = action.deadline_at
    return "" if deadline is None else str((deadline - EPOCH) // timedelta(microseconds=1))


def extend(rung: int, action: Action, person: Person, now: datetime, *, shown: str) -> Transition | Refusal:
    """The action with a later deadline on an entitled person's word; or why not.

    ``shown`` is the deadline that they saw (:func:`shown_deadline`). So one press counts once, even if it
    is delivered twice: by then the deadline is another.
    """
    position = asked_on(action, rung=rung)
    if isinstance(position, Refusal):
        return position
    assignment, deadline, by = position.assignment, position.assignment.deadline_at, person.actor
    if refusal := _refuse(action, assignment):
        return refusal
    if deadline is None or shown != shown_deadline(action):
        return _moved(assignment)
    more = more_time_left(action)
    later = replace(assignment, deadline_at=deadline + more, extended=assignment.extended + more, extended_by=by)
    event = DeadlineExtended(
        *(action.id, now, by, Rule.EXTENSION, f"{person.name} gave it {duration_words(more)} more"),
        tier=action.tier,
        seconds=int(more.total_seconds()),
        until=deadline + more,
    )
    return Transition(action.waiting(later), (event,))


def _moved(assignment: Assignment) -> Refusal:
    giver = assignment.extended_by
    who = f"{giver.name} gave it more time after this card was drawn" if giver else "Its deadline was moved meanwhile"
    return Refusal(RefusalCode.STALE_CARD, f"{who}. Look at the deadline on the card; if it is too soon, press again.")


def _refuse(action: Action, assignment: Assignment) -> Refusal | None:
    if action.is_held:
        return Refusal(RefusalCode.NO_DEADLINE, "It is held, so no deadline ends it. Answer it whenever you can.")
    if action.route.extension is None:
        return Refusal(
            RefusalCode.NO_EXTENSION,
            "The policy lets nobody move this deadline (defaults.extension). Decide it in time, or escalate it.",
        )
    if assignment.frozen_at is not None:
        return Refusal(RefusalCode.NO_DEADLINE, "A halt stopped its time, so it cannot run out. Wait until that ends.")
    if more_time_left(action) == NOTHING:
        given = duration_words(assignment.extended)
        return Refusal(
            RefusalCode.NO_EXTENSION,
            f"It was given {given} more already, which is all that the policy allows. Decide it, or escalate it.",
        )
    return None
