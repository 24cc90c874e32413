"""What a reviewer's edit must meet: all that the original met, under the policy that the action came in under.

Otherwise an edit would be the way around everything: the schema, the checks, and the rule that sends a refund of more
than a thousand to the experts.
"""

from dataclasses import replace

from oversight.action import Action
from oversight.exact_json.canonical import Json
from oversight.exact_json.strict_json import check_json
from oversight.patterns.facts import facts
from oversight.patterns.routing import route
from oversight.policy import ActionType, Policy
from oversight.policy.conditions import Facts
from oversight.refusal import Refusal, RefusalCode
from oversight.route import tier_words

POLICY_GONE = Refusal(
    RefusalCode.POLICY_GONE,
    "The policy that this came in under is no longer known, so an edit cannot be checked. "
    "Approve it as it is, reject it, or escalate it.",
)


def refuse_edit(action: Action, payload: Json, pinned: Policy | None) -> Refusal | None:
    """Why the edited payload may not be approved here, or nothing to object."""
    if pinned is None:
        return POLICY_GONE
    if fault := check_json(payload):
        return Refusal(
            RefusalCode.INVALID_PAYLOAD, "This is not JSON that can run.", (f"{fault.path}: {fault.problem}",)
        )
    known = pinned.action_types.get(action.proposal.action_type)
    if known is not None and (problems := _problems(action, payload, known, pinned)):
        return Refusal(
            RefusalCode.INVALID_PAYLOAD, "This payload cannot be approved. Mend it and send again.", problems
        )
    return _refuse_tier(action, payload, pinned)


def _problems(action: Action, payload: Json, known: ActionType, pinned: Policy) -> tuple[str, ...]:
    """What the edit breaks: the schema, or a check that passed before."""
    if broken := known.schema_problems(payload):
        return broken
    before = known.failing_validators(_facts(action, action.original_payload, pinned))
    after = known.failing_validators(_facts(action, payload, pinned))
    return tuple(f"the check “{name}” no longer passes" for name in after if name not in before)


def _refuse_tier(action: Action, payload: Json, pinned: Policy) -> Refusal | None:
    """An edit that the policy would have sent higher must be decided higher."""
    way = route(replace(action.proposal, payload=payload), action.agent, pinned, at=action.created_at)
    if not way.ladder or pinned.higher(way.ladder[0].tier, action.tier) == action.tier:
        return None
    why = next((reason for reason in way.reasons if reason not in action.route.reasons), way.reasons[0])
    return Refusal(
        RefusalCode.NEEDS_HIGHER_TIER,
        f"With this change it is for the tier {tier_words(way.ladder[0].tier)} ({why.text}). "
        "Change less, or escalate it first.",
    )


def _facts(action: Action, payload: Json, pinned: Policy) -> Facts:
    edited = replace(action.proposal, payload=payload)
    return facts(edited, action.agent, action.route.risk, pinned, at=action.created_at)
