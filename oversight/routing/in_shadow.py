"""What ``mode: shadow`` makes of a route: it asks nobody, and says who would have been asked."""

from msgspec.structs import replace

from oversight.action.risk import Risk
from oversight.action.route import Reason, Route, Shadow, Verdict, tier_words
from oversight.routing.case import Case
from oversight.routing.verdict import ALONE


def in_shadow(case: Case, route: Route, full: Route) -> Route:
    """The route by the rules in force, with what it would be by all rules; a type in shadow runs at once."""
    if route.verdict is not Verdict.APPROVE and _may_run_in_shadow(case, route):
        route = replace(route, verdict=Verdict.APPROVE, patterns=ALONE, ladder=())
    if (route.verdict, route.ladder) == (full.verdict, full.ladder):
        return route
    would_be = Reason("shadow", _words(full))
    reasons = (
        (would_be, *full.reasons)
        if route.verdict is Verdict.APPROVE
        else (*route.reasons, would_be, *(reason for reason in full.reasons if reason not in route.reasons))
    )
    return replace(route, reasons=reasons, shadow=Shadow(full.verdict, full.first_tier))


def _may_run_in_shadow(case: Case, route: Route) -> bool:
    """Never what is critical or unfinished, nor what the agent itself calls worse than the policy does."""
    return (
        case.known is not None
        and case.known.shadow
        and route.risk is not Risk.CRITICAL
        and case.proposal.draft is None
        and not case.classified.is_raised
    )


def _words(full: Route) -> str:
    match full.verdict:
        case Verdict.ASK:
            return f"In shadow: the {tier_words(full.first_tier)} would have been asked"
        case Verdict.REJECT:
            return "In shadow: the policy would have rejected it"
        case Verdict.APPROVE:
            return "In shadow: it would have run by itself"
