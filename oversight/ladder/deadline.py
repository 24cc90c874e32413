"""What silence does to an action: reminders, the next tier, and ``timed_out`` in the end.

Time is an argument. :func:`due_at` says when something happens next, :func:`next_step` what it is. Whoever asks late
gets the same answer as on time, so an outage delays steps but never loses or repeats one.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.decision import CLOCK, Actor, policy_actor
from oversight.action.event import FallbackAsked, Held, Reminded, Reopened
from oversight.action.moves import begin_again, climb
from oversight.action.position import Position
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.route import OnTimeout, tier_words
from oversight.action.rule import Rule
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.calendar.duration import duration_words
from oversight.ladder.schedule import Due, could_begin_again, reminders_due, schedule
from oversight.voting.decide import decide
from oversight.voting.quorum import counted_votes, required_approvals


def due_at(action: Action) -> datetime | None:
    """When time next changes the action, or None where time changes nothing any more."""
    return min(schedule(action).values(), default=None)


def next_step(action: Action, now: datetime) -> Transition | None:
    """What time does to the action at ``now``: what matters most of all that has fallen due; None where nothing has."""
    position = action.position
    if position is None:
        return None
    due = {kind for kind, at in schedule(action).items() if at <= now}
    steps = (take(action, position, now) for kind, take in _STEPS.items() if kind in due)
    return next((step for step in steps if step is not None), None)


def climb_from(rung: int, action: Action, now: datetime, by: Actor, *, rule: Rule, reason: str) -> Transition | Refusal:
    """The action, asked of the tier above this rung; or why not. Asking twice from one card climbs one rung."""
    position = action.position
    if position is None or position.assignment.rung != rung:
        return Refusal(RefusalCode.STALE_CARD, f"This was already handed to {action.asked_words}.")
    if position.above and not position.is_anybody_above(now):
        return Refusal(RefusalCode.NO_HIGHER_TIER, f"Nobody above is there now. Decide it here{_or_else(action)}.")
    return climb(action, now, by, rule=rule, reason=reason) or Refusal(
        RefusalCode.NO_HIGHER_TIER,
        f"{tier_words(action.tier).capitalize()} is the last tier for this action. Decide it here{_or_else(action)}.",
    )


def fall_back_from(
    rung: int, action: Action, now: datetime, by: Actor, *, rule: Rule, reason: str
) -> Transition | None:
    """The action, asked also of those whom this rung falls back on; None where they are asked already or none are."""
    position = action.position
    if position is None or position.assignment.rung != rung or action.status.is_final or not position.newly_asked:
        return None
    return _fallen_back(action, position, now, by, rule=rule, reason=reason)


def _or_else(action: Action) -> str:
    return "" if action.is_held else ", or let it run out: nobody's silence approves it"


def expire_if_overdue(action: Action, now: datetime) -> Transition | None:
    """What the deadline does to the action if it has passed: it ends, is held, or climbs, as the policy says.

    Where nobody was there to answer, the action is given up instead.
    """
    position, dates = action.position, schedule(action)
    deadline = dates.get("deadline")
    if position is None or deadline is None or deadline > now:
        return None
    return _give_up(action, position, now) if "give_up" in dates else _at_deadline(action, position, now)


def give_up(action: Action, now: datetime, *, rule: Rule, reason: str) -> Transition | None:
    """The end of an action that nobody can answer: rejected by the policy, or held where the policy says so.

    None where it is held already.
    """
    position = action.position
    if position is not None and action.route.on_timeout is OnTimeout.HOLD:
        return None if action.is_held else _hold(action, position, now, rule, reason)
    by = policy_actor(action.policy_hash)
    return decide(action, Status.REJECTED, by, now, rule=rule, reason=f"{reason}. This is not a person's decision.")


def _at_deadline(action: Action, position: Position, now: datetime) -> Transition:
    deadline = position.assignment.deadline_at or now
    silent = f"Nobody decided within {duration_words(deadline - action.created_at)}{_so_far(action)}"
    match action.route.on_timeout:
        case OnTimeout.HOLD:
            return _hold(action, position, now, Rule.REVIEW_TIMEOUT, silent)
        case OnTimeout.ESCALATE if position.is_anybody_above(now):
            # Under a halt its time stands still since then, and moves on by as much as the halt stood.
            fresh = (position.assignment.frozen_at or now) + action.route.review_timeout
            moved = climb(action, now, CLOCK, rule=Rule.REVIEW_TIMEOUT, reason=silent, deadline_at=fresh)
        case _:
            moved = None
    why = f"{silent}. This is not a person's decision."
    return moved or decide(action, Status.TIMED_OUT, CLOCK, now, rule=Rule.REVIEW_TIMEOUT, reason=why)


def _hold(action: Action, position: Position, now: datetime, rule: Rule, reason: str) -> Transition:
    held = replace(position.assignment, deadline_at=None)
    event = Held(action.id, now, CLOCK, rule, reason, tier=action.tier)
    return Transition(action.waiting(held), (event,))


def _give_up(action: Action, position: Position, now: datetime) -> Transition | None:
    return give_up(action, now, rule=Rule.NOBODY_THERE, reason=f"{_absence(position)}, and nobody above is")


def _pass_over(action: Action, position: Position, now: datetime) -> Transition | None:
    return climb(action, now, CLOCK, rule=Rule.NOBODY_THERE, reason=_absence(position))


def _come_back(action: Action, position: Position, now: datetime) -> Transition | None:
    """Somebody is there again for what is held: this rung opens anew, or one above it is asked."""
    if not position.here.can_decide(now):
        return _pass_over(action, position, now) if position.is_anybody_above(now) else None
    reopened = position.assignment.opening(position.assignment.rung, now)
    event = Reopened(action.id, now, CLOCK, Rule.SOMEBODY_THERE, "Somebody is there now", tier=action.tier)
    return Transition(action.waiting(reopened), (event,))


def _escalate(action: Action, position: Position, now: datetime) -> Transition | None:
    """The next tier is asked, if somebody is still there by the time that this is noticed."""
    if not position.is_anybody_above(now):
        return None
    return climb(action, now, CLOCK, rule=Rule.ESCALATE_AFTER, reason=_silence(action, position))


def _repeat(action: Action, position: Position, now: datetime) -> Transition | None:
    if not could_begin_again(action, position, now):
        return None
    why = f"{_silence(action, position)}, so all are asked again"
    return begin_again(action, position, now, CLOCK, reason=why)


def _fall_back(action: Action, position: Position, now: datetime) -> Transition:
    waited = duration_words(position.here.fallback_after or timedelta())
    return _fallen_back(action, position, now, CLOCK, rule=Rule.FALLBACK_AFTER, reason=f"No decision within {waited}")


def _fallen_back(
    action: Action, position: Position, now: datetime, by: Actor, *, rule: Rule, reason: str
) -> Transition:
    event = FallbackAsked(action.id, now, by, rule, reason, tier=action.tier, people=position.newly_asked)
    return Transition(action.waiting(replace(position.assignment, fallback_asked=True)), (event,))


def _remind(action: Action, position: Position, now: datetime) -> Transition:
    """One reminder, even where several have fallen due since the last look."""
    assignment = replace(position.assignment, reminded=True, reminders=reminders_due(position, now))
    event = Reminded(action.id, now, CLOCK, Rule.REMIND_AFTER, "Still waiting", tier=action.tier)
    return Transition(action.waiting(assignment), (event,))


_STEPS: dict[Due, Callable[[Action, Position, datetime], Transition | None]] = {
    "give_up": _give_up,
    "deadline": _at_deadline,
    "pass_over": _pass_over,
    "come_back": _come_back,
    "escalate": _escalate,
    "repeat": _repeat,
    "fall_back": _fall_back,
    "remind": _remind,
}
"""The one that matters most comes first."""


def _silence(action: Action, position: Position) -> str:
    rung = position.here
    waited = duration_words(rung.escalate_after or timedelta()) + (" of opening hours" if rung.hours else "")
    so_far = _so_far(action)
    return f"No decision within {waited}{so_far}" if so_far else f"Nobody answered within {waited}"


def _absence(position: Position) -> str:
    """Why the tier was passed over."""
    tier = tier_words(position.here.tier)
    too_few, are = ("Too few", "are") if position.asked.reviewers else ("Nobody", "is")
    return f"{too_few} of the tier {tier} {are} there now"


def _so_far(action: Action) -> str:
    """How many approvals there are, where there are any."""
    votes = len(counted_votes(action))
    return f", {votes} of {required_approvals(action)} approvals" if votes else ""
