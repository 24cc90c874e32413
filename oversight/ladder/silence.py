"""What silence does to an action: reminders, the next tier, and ``timed_out`` in the end.

Time is an argument. :func:`due_at` says when something is to happen next, :func:`next_step` what it is; whoever asks
late gets the same answer as whoever asks on time, so an outage delays steps but never loses or doubles one.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.decision import CLOCK, Actor, policy_actor
from oversight.action.event import FallbackAsked, Held, Reminded, Reopened
from oversight.action.moves import (
    assignment_of,
    begin_again,
    climb,
    is_anybody_above,
    next_up,
    rung_as_frozen,
    rungs_above,
)
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.route import OnTimeout, tier_words
from oversight.action.rule import Rule
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.calendar.duration import duration_words
from oversight.ladder.schedule import Due, could_begin_again, newly_asked, reminders_due, schedule
from oversight.voting.decide import decide
from oversight.voting.quorum import counted_votes, required_approvals

__all__ = [
    "climb",
    "climb_from",
    "due_at",
    "expire_if_overdue",
    "fall_back_from",
    "give_up",
    "next_step",
    "next_up",
]


def due_at(action: Action) -> datetime | None:
    """When time next changes the action, or None where time changes nothing any more."""
    return min(schedule(action).values(), default=None)


def next_step(action: Action, now: datetime) -> Transition | None:
    """What time does to the action at ``now``: the weightiest of what has fallen due, or nothing yet."""
    due = {kind for kind, at in schedule(action).items() if at <= now}
    steps = (take(action, now) for kind, take in _STEPS.items() if kind in due)
    return next((step for step in steps if step is not None), None)


def climb_from(rung: int, action: Action, now: datetime, by: Actor, *, rule: Rule, reason: str) -> Transition | Refusal:
    """The action asked of the tier above this rung; or why not. Asking twice from one card climbs one rung."""
    if action.assignment is None or action.assignment.rung != rung:
        return Refusal(RefusalCode.STALE_CARD, f"This was already handed to {action.asked_words}.")
    if rungs_above(action) and not is_anybody_above(action, now):
        return Refusal(RefusalCode.NO_HIGHER_TIER, f"Nobody above is there now. Decide it here{_or_else(action)}.")
    return climb(action, now, by, rule=rule, reason=reason) or Refusal(
        RefusalCode.NO_HIGHER_TIER,
        f"{tier_words(action.tier).capitalize()} is the last tier for this action. Decide it here{_or_else(action)}.",
    )


def fall_back_from(
    rung: int, action: Action, now: datetime, by: Actor, *, rule: Rule, reason: str
) -> Transition | None:
    """The action asked of those, too, whom this rung falls back on; None where it asks them already, or has none."""
    is_asked = action.assignment is not None and action.assignment.rung == rung and not action.status.is_final
    if not is_asked or not newly_asked(action):
        return None
    return _fallen_back(action, now, by, rule, reason)


def _or_else(action: Action) -> str:
    return "" if action.is_held else ", or let it run out: nobody's silence approves it"


def expire_if_overdue(action: Action, now: datetime) -> Transition | None:
    """What the deadline does to the action, where it has passed: it ends, is held, or climbs, as the policy says.

    Where nobody was there to answer it, that had ended it before.
    """
    dates = schedule(action)
    deadline = dates.get("deadline")
    if deadline is None or deadline > now:
        return None
    return _give_up(action, now) if "give_up" in dates else _at_deadline(action, now)


def give_up(action: Action, now: datetime, *, rule: Rule, reason: str) -> Transition | None:
    """The end of an action that nobody can answer: rejected by the policy, or held where the policy holds.

    None where it is held already.
    """
    if action.route.on_timeout is OnTimeout.HOLD:
        return None if action.is_held else _hold(action, now, rule, reason)
    by = policy_actor(action.policy_hash)
    return decide(action, Status.REJECTED, by, now, rule=rule, reason=f"{reason}. This is not a person's decision.")


def _at_deadline(action: Action, now: datetime) -> Transition:
    silent = f"Nobody decided within {_waited(action)}{_so_far(action)}"
    match action.route.on_timeout:
        case OnTimeout.HOLD:
            return _hold(action, now, Rule.REVIEW_TIMEOUT, silent)
        case OnTimeout.ESCALATE if is_anybody_above(action, now):
            # Under a halt its time stands still since then, and moves on by as much as the halt stood.
            fresh = (assignment_of(action).frozen_at or now) + action.route.review_timeout
            climbed = climb(action, now, CLOCK, rule=Rule.REVIEW_TIMEOUT, reason=silent, deadline_at=fresh)
            assert climbed is not None, "somebody is above"
            return climbed
        case _:
            why = f"{silent}. This is not a person's decision."
            return decide(action, Status.TIMED_OUT, CLOCK, now, rule=Rule.REVIEW_TIMEOUT, reason=why)


def _hold(action: Action, now: datetime, rule: Rule, reason: str) -> Transition:
    held = replace(action, assignment=replace(assignment_of(action), deadline_at=None), revision=action.revision + 1)
    return Transition(held, (Held(action.id, now, CLOCK, rule, reason, tier=action.tier),))


def _give_up(action: Action, now: datetime) -> Transition | None:
    return give_up(action, now, rule=Rule.NOBODY_THERE, reason=f"{_absence(action)}, and nobody above is")


def _pass_over(action: Action, now: datetime) -> Transition | None:
    return climb(action, now, CLOCK, rule=Rule.NOBODY_THERE, reason=_absence(action))


def _come_back(action: Action, now: datetime) -> Transition | None:
    """Somebody is there again for what is held: this rung opens anew, or one above it is asked."""
    if not rung_as_frozen(action).can_decide(now):
        return _pass_over(action, now) if is_anybody_above(action, now) else None
    assignment = assignment_of(action)
    reopened = replace(action, assignment=assignment.opening(assignment.rung, now), revision=action.revision + 1)
    event = Reopened(action.id, now, CLOCK, Rule.SOMEBODY_THERE, "Somebody is there now", tier=action.tier)
    return Transition(reopened, (event,))


def _escalate(action: Action, now: datetime) -> Transition | None:
    """Up, where somebody above is still there: late is late, but nobody is asked who is not there."""
    if not is_anybody_above(action, now):
        return None
    return climb(action, now, CLOCK, rule=Rule.ESCALATE_AFTER, reason=_silence(action))


def _repeat(action: Action, now: datetime) -> Transition | None:
    if not could_begin_again(action, now):
        return None
    return begin_again(action, now, CLOCK, reason=f"{_silence(action)}, so all are asked again")


def _fall_back(action: Action, now: datetime) -> Transition:
    waited = duration_words(rung_as_frozen(action).fallback_after or timedelta())
    return _fallen_back(action, now, CLOCK, Rule.FALLBACK_AFTER, f"No decision within {waited}")


def _fallen_back(action: Action, now: datetime, by: Actor, rule: Rule, reason: str) -> Transition:
    asked = replace(assignment_of(action), fallback_asked=True)
    event = FallbackAsked(action.id, now, by, rule, reason, tier=action.tier, people=newly_asked(action))
    return Transition(replace(action, assignment=asked, revision=action.revision + 1), (event,))


def _remind(action: Action, now: datetime) -> Transition:
    """One reminder, however many fell due while nobody looked."""
    assignment = replace(assignment_of(action), reminded=True, reminders=reminders_due(action, now))
    reminded = replace(action, assignment=assignment, revision=action.revision + 1)
    event = Reminded(action.id, now, CLOCK, Rule.REMIND_AFTER, "Still waiting", tier=action.tier)
    return Transition(reminded, (event,))


_STEPS: dict[Due, Callable[[Action, datetime], Transition | None]] = {
    "give_up": _give_up,
    "deadline": _at_deadline,
    "pass_over": _pass_over,
    "come_back": _come_back,
    "escalate": _escalate,
    "repeat": _repeat,
    "fall_back": _fall_back,
    "remind": _remind,
}
"""The weightiest first."""


def _waited(action: Action) -> str:
    deadline = assignment_of(action).deadline_at
    assert deadline is not None, "only a deadline passes"
    return duration_words(deadline - action.created_at)


def _silence(action: Action) -> str:
    rung = rung_as_frozen(action)
    waited = duration_words(rung.escalate_after or timedelta()) + (" of opening hours" if rung.hours else "")
    so_far = _so_far(action)
    return f"No decision within {waited}{so_far}" if so_far else f"Nobody answered within {waited}"


def _absence(action: Action) -> str:
    """Why the tier was passed over."""
    assert action.rung is not None
    too_few = "Too few" if action.rung.reviewers else "Nobody"
    return f"{too_few} of the tier {tier_words(action.tier)} {'are' if action.rung.reviewers else 'is'} there now"


def _so_far(action: Action) -> str:
    """Who did answer, where that was not enough."""
    votes = len(counted_votes(action))
    return f", {votes} of {required_approvals(action)} approvals" if votes else ""
