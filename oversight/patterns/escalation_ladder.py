"""Pattern 2, the escalation ladder: who is not answered to climbs, and silence at the top ends in ``timed_out``.

Time is an argument. :func:`due_at` says when something is to happen next, :func:`next_step` what it is; whoever asks
late gets the same answer as whoever asks on time, so an outage delays steps but never loses or doubles one.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from oversight.action import Action, Watch
from oversight.decision import Actor, DeciderKind
from oversight.duration import duration_words
from oversight.event import Event, EventKind
from oversight.lifecycle import Status
from oversight.patterns.approval_gate import decide
from oversight.quorum import required_approvals, standing_votes
from oversight.refusal import Refusal, RefusalCode
from oversight.route import tier_words
from oversight.step import Step

CLOCK = Actor(DeciderKind.TIMEOUT, "clock", "the clock")

Due = Literal["remind", "escalate", "expire"]


def due_at(action: Action) -> datetime | None:
    """When time next changes the action, or None where time changes nothing any more."""
    schedule = _schedule(action)
    return min(schedule.values()) if schedule else None


def next_step(action: Action, now: datetime) -> Step | None:
    """What time does to the action at ``now``: the weightiest of what has fallen due, or nothing yet."""
    due = {kind for kind, at in _schedule(action).items() if at <= now}
    if "expire" in due:
        return _expire(action, now)
    if "escalate" in due:
        if not _is_manned(action):
            return climb(action, now, CLOCK, rule="nobody_there", reason=_absence(action))
        return climb(action, now, CLOCK, rule="escalate_after", reason=_silence(action))
    if "remind" in due:
        return _remind(action, now)
    return None


def climb(action: Action, now: datetime, by: Actor, *, rule: str, reason: str) -> Step | None:
    """The action asked of the next tier, or None where there is no higher one."""
    watch = _watch(action)
    if watch.rung + 1 >= len(action.route.ladder):
        return None
    opened = replace(watch, rung=watch.rung + 1, opened_at=now, reminded=False)
    climbed = replace(action, watch=opened, revision=action.revision + 1)
    details = {"from": action.tier, "to": climbed.tier}
    return Step(climbed, (Event(EventKind.ESCALATED, action.id, now, by, rule, reason, details),))


def climb_from(rung: int, action: Action, now: datetime, by: Actor, *, rule: str, reason: str) -> Step | Refusal:
    """The action asked of the tier above this rung; or why not. Asking twice from one card climbs one rung."""
    if action.watch is None or action.watch.rung != rung:
        return Refusal(RefusalCode.STALE_CARD, f"This was already handed to the tier {tier_words(action.tier)}.")
    above = action.route.ladder[rung + 1 :]
    if above and not any(each.can_decide(now) for each in above):
        return Refusal(
            RefusalCode.NO_HIGHER_TIER,
            "Nobody above is there now. Decide it here, or let it run out: nobody's silence approves it.",
        )
    return climb(action, now, by, rule=rule, reason=reason) or Refusal(
        RefusalCode.NO_HIGHER_TIER,
        f"{tier_words(action.tier).capitalize()} is the last tier for this action. Decide it here, "
        "or let it run out: nobody's silence approves it.",
    )


def expire_if_overdue(action: Action, now: datetime) -> Step | None:
    """The action timed out, where its deadline has passed."""
    deadline = _schedule(action).get("expire")
    return _expire(action, now) if deadline is not None and deadline <= now else None


def _schedule(action: Action) -> dict[Due, datetime]:
    if action.status.is_final or action.watch is None:
        return {}
    watch, rung = action.watch, action.route.ladder[action.watch.rung]
    schedule: dict[Due, datetime] = {"expire": watch.deadline_at}
    if (climbs_at := _climbs_at(action)) is not None:
        schedule["escalate"] = climbs_at
    if rung.remind_after is not None and not watch.reminded:
        schedule["remind"] = rung.after(watch.opened_at, rung.remind_after)
    if watch.frozen_at is None:
        return schedule
    # Its time stands still: what had fallen due by then still happens, nothing falls due after.
    return {kind: at for kind, at in schedule.items() if at <= watch.frozen_at}


def _climbs_at(action: Action) -> datetime | None:
    """When silence climbs: at once where nobody is there; never where nobody above is there by then."""
    watch, rung = _watch(action), action.route.ladder[_watch(action).rung]
    above = action.route.ladder[watch.rung + 1 :]
    if not above:
        return None
    if not _is_manned(action):
        at = watch.opened_at
    elif rung.escalate_after is not None:
        at = rung.after(watch.opened_at, rung.escalate_after)
    else:
        return None
    return at if any(each.can_decide(at) for each in above) else None


def _is_manned(action: Action) -> bool:
    """Whether those who were there when the rung opened can decide. The policy leaves out tiers that name nobody."""
    watch = _watch(action)
    rung = action.route.ladder[watch.rung]
    return rung.roster is None or rung.can_decide(watch.opened_at)


def _expire(action: Action, now: datetime) -> Step:
    waited = duration_words(_watch(action).deadline_at - action.created_at)
    return decide(
        action,
        Status.TIMED_OUT,
        CLOCK,
        now,
        rule="review_timeout",
        reason=f"Nobody decided within {waited}{_so_far(action)}. This is not a person's decision.",
    )


def _silence(action: Action) -> str:
    rung = action.route.ladder[_watch(action).rung]
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
    votes = len(standing_votes(action))
    return f", {votes} of {required_approvals(action)} approvals" if votes else ""


def _remind(action: Action, now: datetime) -> Step:
    reminded = replace(action, watch=replace(_watch(action), reminded=True), revision=action.revision + 1)
    event = Event(EventKind.REMINDED, action.id, now, CLOCK, "remind_after", "Still waiting", {"tier": action.tier})
    return Step(reminded, (event,))


def _watch(action: Action) -> Watch:
    assert action.watch is not None, "only an action that a person is asked about has a place on the ladder"
    return action.watch
