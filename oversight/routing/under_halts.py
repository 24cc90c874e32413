"""What halts make of a route: whatever the policy would have released by itself goes to people, or is rejected.

A halt adds oversight and never takes any away. A route that asks people or rejects stays as it is, to the letter.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from oversight.action.route import Pattern, Reason, Route, Verdict
from oversight.action.rule import Rule
from oversight.halts.halt import Auto, Halt
from oversight.halts.words import reason_words
from oversight.policy import Policy
from oversight.routing.ladder_for import Ladder
from oversight.routing.route_cache import RouteCache
from oversight.routing.verdict import GATE


def under_halts(route: Route, over: Sequence[Halt], action_type: str, policy: Policy) -> Route:
    """The route of an action that these halts cover."""
    if not over or route.verdict is not Verdict.APPROVE:
        return route
    reasons = (*(Reason(Rule.HALT, reason_words(halt)) for halt in over), *route.reasons)
    ladder = _ladder(route, action_type, policy)
    nobody = ladder.no_reason
    if policy.halt.auto is Auto.REJECT or nobody is not None:
        if policy.halt.auto is Auto.ASK and nobody is not None:
            reasons = (nobody, *reasons)
        patterns = (Pattern.APPROVAL_GATE,)
        return replace(route, verdict=Verdict.REJECT, patterns=patterns, reasons=reasons, ladder=(), shadow=None)
    return replace(
        route,
        verdict=Verdict.ASK,
        patterns=GATE,
        reasons=reasons,
        ladder=ladder.rungs,
        shadow=None,
    )


def _ladder(route: Route, action_type: str, policy: Policy) -> Ladder:
    """The type's stages and ladder; what ran in shadow is asked of those who would have been asked, at least."""
    known = policy.action_types.get(action_type)
    stages, tier = set(known.stages if known else ()), known.tier if known else None
    in_shadow = route.shadow.tier if route.shadow and route.shadow.verdict is Verdict.ASK else None
    if any(stage.name == in_shadow for stage in policy.stages):
        stages |= {stage.name for stage in policy.stages}
    elif in_shadow is not None:
        tier = policy.higher(tier, in_shadow)
    lowest = tier or policy.first_tier
    return policy.kept(RouteCache).ladder_for(policy, lowest, stages, ladder_too=tier is not None)
