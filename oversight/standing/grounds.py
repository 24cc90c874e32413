"""The reasons that a standing approval covers: only those that its reviewer saw.

A reviewer sees the payload and, on the card, why a person is asked. What they allow in advance is a shape of the
payload. So a rule or check whose condition looks at the payload alone is covered: its answer can only change as far as
the shape lets the payload differ. One that looks at anything else (the context, signals, what the agent says of itself,
the time) speaks of something that the shape does not show; where it calls for a person, a person looks each time.

What was seen is remembered word for word, so that a rule that says something else under its old name is a new reason.
"""

from collections.abc import Mapping, Sequence

from oversight.action.route import Reason
from oversight.exact_json.canonical import Json, sha256
from oversight.people.requester import NOBODY, NOT_CHECKED
from oversight.policy import Check, PolicyRule
from oversight.policy.conditions.condition import Condition, Unevaluable
from oversight.routing.routing import Evaluation

OF_THE_TYPE = frozenset(
    {"risk", "irreversible", "low_risk", "checked", "confidence", "signals_missing", "shadow"}
) | frozenset({NOBODY.rule, NOT_CHECKED.rule})
"""Reasons of the routing itself that say no more than how the policy sees the type, and that signals settled nothing;
and that nobody here is known by the name of whoever asked, which each approval is bound to.

How much signals say is looked at by itself: :mod:`oversight.standing.signal_drop`.

The others never count as seen: what the agent claims, an unknown type, a draft, a halt, a signal under its floor."""

_IN_THE_SHAPE: Mapping[str, frozenset[str] | None] = {
    "payload": None,
    "agent": None,
    "action": frozenset({"type", "risk"}),
}
"""What a condition may look at and be covered; None for all of it. An approval is for one agent and one type."""


def in_words(caller: PolicyRule | Check) -> str:
    """A hash of all that the rule or check says."""
    said: dict[str, Json] = {"name": caller.name, "when": caller.condition.expanded}
    if isinstance(caller, PolicyRule):
        said |= {"tier": caller.tier, "risk": caller.risk, "stages": list(caller.stages), "reason": caller.reason}
    return sha256(said)


def is_in_the_shape(condition: Condition) -> bool:
    """Whether it looks at nothing that a standing approval's condition does not show."""
    return all(
        name in _IN_THE_SHAPE and _are_within(keys, _IN_THE_SHAPE[name]) for name, keys in condition.needs.keys.items()
    )


def _are_within(keys: Mapping[str, bool] | None, allowed: frozenset[str] | None) -> bool:
    return allowed is None or (keys is not None and allowed.issuperset(keys))


def unforeseeable(evaluation: Evaluation) -> str | None:
    """The name of a rule or check that asks a person each time, whatever was allowed; None where there is none."""
    for caller, answer in evaluation.callers:
        if isinstance(answer, Unevaluable) or not is_in_the_shape(caller.condition):
            return caller.name
    return None


def other_reasons(reasons: Sequence[Reason], evaluation: Evaluation) -> tuple[Reason, ...]:
    """The reasons that come from no rule and no check."""
    named = {caller.name for caller, _ in evaluation.callers}
    named |= {rule.name for rule, holds in evaluation.rules if holds is not False}
    return tuple(reason for reason in reasons if reason.rule not in named)
