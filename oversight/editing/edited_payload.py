"""What a reviewer's edit must meet: all that the original met, under the policy that the action came in under.

Otherwise an edit would be the way around everything: the schema, the checks, and the rule that sends a refund of more
than a thousand to the experts.
"""

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.refusal import Detail, Refusal, RefusalCode
from oversight.action.route import Route, Rung, tier_words
from oversight.action.rule import Rule
from oversight.action.stages import stage_names
from oversight.exact_json.canonical import Json
from oversight.exact_json.strict_json import check_json
from oversight.policy import ActionType, Policy
from oversight.policy.conditions.condition import Facts
from oversight.routing.facts import facts
from oversight.routing.routing import choose_route

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
            RefusalCode.INVALID_PAYLOAD, "This is not JSON that can run.", (Detail(fault.problem, fault.path),)
        )
    known = pinned.action_types.get(action.proposal.action_type)
    if known is not None and (problems := _problems(action, payload, known, pinned)):
        return Refusal(RefusalCode.INVALID_PAYLOAD, "This payload cannot be approved. Fix it and send again.", problems)
    return _refuse_tier(action, payload, pinned)


def failing_checks(action: Action, payload: Json, pinned: Policy) -> tuple[str, ...]:
    """The names of the checks of its type that the action would not pass with this payload."""
    known = pinned.action_types.get(action.proposal.action_type)
    return () if known is None else known.failing_checks(_facts(action, payload, pinned))


def _problems(action: Action, payload: Json, known: ActionType, pinned: Policy) -> tuple[Detail, ...]:
    """What the edit breaks: the schema, or a check that passed before."""
    if broken := known.schema_problems(payload):
        return broken
    before = failing_checks(action, action.original_payload, pinned)
    after = failing_checks(action, payload, pinned)
    return tuple(Detail(f"the check “{name}” no longer passes") for name in after if name not in before)


def _refuse_tier(action: Action, payload: Json, pinned: Policy) -> Refusal | None:
    """An edit that the policy would have sent higher, or to other stages as well, must be decided there."""
    route = choose_route(replace(action.proposal, payload=payload), action.agent, pinned, at=action.created_at)
    missing = _not_asked(route, action, pinned)
    if missing is None:
        return None
    why = next((reason for reason in route.reasons if reason not in action.route.reasons), route.reasons[0])
    return Refusal(
        RefusalCode.NEEDS_HIGHER_TIER, f"With this change it is for the {missing[0]} ({why.text}). {missing[1]}."
    )


def _not_asked(route: Route, action: Action, pinned: Policy) -> tuple[str, str] | None:
    """Who would have to be asked about the edit but is not, and what to do about it; None where nobody is missing."""
    anew = "Change less, or reject it, so that the agent can propose it anew"
    if route.reasons[0].rule == Rule.NOBODY_TO_ASK:
        return "tiers that name nobody", anew
    given = stage_names(action.route.ladder)
    if missing := [stage for stage in stage_names(route.ladder) if stage not in given]:
        return f"stage {tier_words(missing[0])}", anew
    wanted = _ladder_tier(route.ladder)
    if wanted is None:
        return None
    # Where there are stages they start over with the edit, so whoever is on the whole way counts. Else only whoever is
    # asked now. Without a ladder of their own, stages have its tiers behind them, which is enough for the same tier
    # where the policy would ask that ladder instead of them; where it would ask it after them, nobody does.
    asked = action.tier
    if given:
        own = _ladder_tier(action.route.ladder)
        if own is None and stage_names(route.ladder):
            return f"tier {tier_words(wanted)}", anew
        stand_ins = (rung.tier for rung in action.route.ladder if rung.tier != rung.stage)
        asked = own or next(stand_ins, pinned.first_tier)
    if pinned.higher(wanted, asked) == asked:
        return None
    return f"tier {tier_words(wanted)}", anew if given else "Change less, or escalate it first"


def _ladder_tier(ladder: tuple[Rung, ...]) -> str | None:
    """Where the ladder itself begins; None where only stages are asked, or nobody is."""
    return next((rung.tier for rung in ladder if rung.stage is None), None)


def _facts(action: Action, payload: Json, pinned: Policy) -> Facts:
    edited = replace(action.proposal, payload=payload)
    needs = pinned.plan(action.proposal.action_type).needs
    return facts(edited, action.agent, action.route.risk, needs, at=action.created_at)
