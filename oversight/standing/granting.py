"""What a reviewer may allow in advance: what looks like an action that they approved, within the policy's caps."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate

from msgspec import Struct

from oversight.action.action import Action
from oversight.action.decision import DeciderKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.risk import Risk
from oversight.action.route import Reason, Verdict
from oversight.action.stages import stage_names
from oversight.action.status import OutcomeKind, Status
from oversight.calendar.duration import duration_words
from oversight.exact_json.canonical import MAX_SAFE_INTEGER, Json
from oversight.exact_json.strict_json import check_json
from oversight.exact_json.walk import holds_values, walk
from oversight.policy import Check, Policy, PolicyRule
from oversight.policy.standing_limits import StandingLimits
from oversight.routing.classification import classify
from oversight.routing.routing import Evaluation, evaluate
from oversight.standing.choices import Choices, JsonValue, json_values
from oversight.standing.grounds import OF_THE_TYPE, in_words, other_reasons, unforeseeable
from oversight.standing.matching import lets_through
from oversight.standing.shape import least, shape
from oversight.voting.quorum import required_approvals

WITHIN = timedelta(hours=24)
"""How long after a decision its reviewer may still allow what looks like it."""
CHANGED = "The policy has changed since this was approved. Allow it after the next one like it."
LONGEST = 2_900
"""The most characters of a condition: nobody may allow what nobody can read whole on one page of Slack."""
TOO_LONG = "This payload is too long: nobody could read its condition whole. Go on approving it by hand."


class Preview(Struct, frozen=True):
    """What would be allowed."""

    cel: str
    """The condition, as it would be kept."""
    grounds: tuple[str, ...] = ()
    """The rules behind it, by name."""
    seen: tuple[str, ...] = ()
    """The rules and checks that called for a person, word for word."""


def refuse_to_grant(action: Action, policy: Policy, now: datetime | None = None) -> Refusal | None:
    """Why nobody may allow what looks like this action, or None; without ``now``, whenever it was decided."""
    sentence = next(_objections(action, policy), None) or _new_reason(action, policy)
    if sentence is not None:
        return Refusal(RefusalCode.CANNOT_ALLOW, sentence)
    decision = action.decision
    if now is not None and decision is not None and not timedelta(0) <= now - decision.at <= WITHIN:
        return Refusal(
            RefusalCode.CANNOT_ALLOW,
            f"This was decided more than {duration_words(WITHIN)} ago. Allow it after the next one like it.",
        )
    return None


def preview(action: Action, choices: Choices, policy: Policy) -> Preview | Refusal:
    """What these choices would let through, to be shown before it is saved; or why it cannot be allowed."""
    if (refusal := refuse_to_grant(action, policy)) is not None:
        return refusal
    limits = policy.standing_approvals
    assert limits is not None, "without limits everything is refused"
    payload = action.version.payload
    problem = _beyond(choices, limits) or next(_odd_choices(choices, payload), None)
    if problem is not None:
        return Refusal(RefusalCode.CANNOT_ALLOW, problem)
    cel = shape(payload, choices)
    if len(cel) > LONGEST:
        return Refusal(RefusalCode.CANNOT_ALLOW, TOO_LONG)
    # It does by construction; were it ever not so, nothing is kept that means something else than it says.
    if not lets_through(shape(payload), payload):
        return Refusal(RefusalCode.CANNOT_ALLOW, "No condition can be written for this payload. Approve it by hand.")
    grounds = tuple(dict.fromkeys(reason.rule for reason in action.route.reasons))
    return Preview(cel, grounds, tuple(in_words(caller) for caller, _ in _today(action, policy).callers))


def names_too_much(payload: Json) -> bool:
    """Whether its keys and entries alone are more than a condition may name, whatever is left open."""
    holders = (value for _, value in walk(payload) if holds_values(value))
    named = (len(value) + (sum(map(len, value)) if isinstance(value, dict) else 0) for value in holders)
    return any(count > LONGEST for count in accumulate(named))


def _objections(action: Action, policy: Policy) -> Iterator[str]:
    """The objections that follow from the policy or from the action itself."""
    known = policy.action_types.get(action.proposal.action_type)
    if policy.standing_approvals is None:
        yield "The policy lets nobody allow things in advance. Its standing_approvals section would."
    yield from _not_approved(action)
    if names_too_much(action.version.payload):
        yield TOO_LONG
    if known is None or not action.route.known_type:
        yield "The policy does not know this type of action, so a person looks at each."
    if known is not None and not known.may_be_allowed:
        yield "The policy lets nobody allow actions of this type in advance."
    if action.route.risk is Risk.CRITICAL or (known is not None and known.risk is Risk.CRITICAL):
        yield "This is critical: a person decides each time."
    if action.tier not in [tier.name for tier in policy.tiers]:
        yield "The policy no longer has the tier that approved this."


def _not_approved(action: Action) -> Iterator[str]:
    """The reasons why no single person approved the action as it was proposed."""
    decision, outcome = action.decision, action.outcome
    if action.status is not Status.APPROVED or decision is None or decision.decided_by.kind is not DeciderKind.HUMAN:
        yield "Only what a person approved as it was can be allowed in advance."
    if outcome is not None and outcome.kind is not OutcomeKind.EXECUTED:
        yield "This went wrong when it was carried out, so it is no model for others."
    if action.proposal.draft is not None:
        yield "This was a draft: a person finishes each."
    if stage_names(action.route.ladder):
        yield "This goes through stages: each of them decides each time."
    if action.assignment is None or required_approvals(action) > 1:
        yield "This needs more than one approval: no single person can allow it in advance."


def _new_reason(action: Action, policy: Policy) -> str | None:
    """The reason for asking a person that no condition can foresee, or that the reviewer did not see."""
    evaluation = _today(action, policy)
    known = policy.action_types[action.proposal.action_type]
    if classify(action.proposal, known).is_raised:
        return "The agent itself called this worse than the policy does, so a person looks at each."
    if (name := unforeseeable(evaluation)) is not None:
        return (
            f"“{name}” called for a person, and it looks at more than the payload, so no condition can foresee it. "
            "Go on approving these by hand."
        )
    others = [
        other_reason
        for other_reason in other_reasons(action.route.reasons, evaluation)
        if other_reason.rule not in OF_THE_TYPE
    ]
    if others:
        return f"A person was asked for a reason that no condition can foresee ({others[0].text})."
    before, today = action.route, evaluation.route
    if today.verdict is not Verdict.ASK or today.risk.rank > before.risk.rank or today.reversible < before.reversible:
        return CHANGED
    if not all(_was_told(caller, action) for caller, _ in evaluation.callers):
        return CHANGED
    return None


def _was_told(caller: PolicyRule | Check, action: Action) -> bool:
    """Whether the reviewer read this reason, in these words."""
    reasons = action.route.reasons
    if isinstance(caller, PolicyRule):
        return Reason(caller.name, caller.reason) in reasons
    return any(reason.rule == caller.name for reason in reasons)


def _today(action: Action, policy: Policy) -> Evaluation:
    """The action as today's policy would route it, at the time at which it came in."""
    return evaluate(action.proposal, action.agent, policy, at=action.created_at)


def _beyond(choices: Choices, limits: StandingLimits) -> str | None:
    """The choice that exceeds the policy's caps."""
    if not timedelta(0) < choices.lasts <= limits.for_at_most:
        return f"The policy allows {duration_words(limits.for_at_most)} at most. Choose a time within that."
    if type(choices.uses) is not int or not 1 <= choices.uses <= limits.uses_at_most:
        return f"The policy allows {limits.uses_at_most} uses at most, and at least one. Choose a number within that."
    return None


def _odd_choices(choices: Choices, payload: Json) -> Iterator[str]:
    """The choices that name no text, no number, or a bound that lets nothing through."""
    known = {field.path: field for field in json_values(payload)}
    for path in sorted(choices.free):
        if path not in known or not known[path].is_text:
            yield f"There is no text at {path} that could be free."
    for path, bound in choices.bounds.items():
        if path not in known or not known[path].is_number:
            yield f"There is no number at {path} that could have a bound."
        elif (problem := _odd_bound(known[path], bound)) is not None:
            yield f"The bound of {path} {problem}."


def _odd_bound(approved: JsonValue, bound: Json) -> str | None:
    if type(bound) not in (int, float) or check_json([bound]) is not None:
        return f"is not a number up to {MAX_SAFE_INTEGER}"
    lowest = least(approved.value)
    return f"lets nothing through: it has to be {lowest} or more" if bound < lowest else None
