"""The requester, as the agent names them. Whether they are anybody here is looked up once, when the action comes in."""

from enum import StrEnum

from msgspec.structs import replace

from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.route import Reason, Route


class UnknownRequester(StrEnum):
    """What becomes of an action whose ``on_behalf_of`` names nobody in the workspace."""

    WARN = "warn"
    """The action is accepted; its card and the answer to the agent say so."""
    REFUSE = "refuse"
    """The action is refused."""


NOBODY = Reason(
    "unknown_requester",
    "Nobody in this Slack workspace is known by the name given as requester. Make sure that it is not you.",
)
NOT_CHECKED = Reason(
    "requester_not_checked",
    "Who the requester is could not be checked in Slack. Make sure that it is not you.",
)
_RULES = frozenset({NOBODY.rule, NOT_CHECKED.rule})


def route_for(route: Route, named: frozenset[str] | None) -> Route:
    """The route for an action with these requesters; a reason is added where there is none or nobody knows (None)."""
    if named:
        return replace(route, requesters=tuple(sorted(named)))
    doubt, requesters = (NOT_CHECKED, None) if named is None else (NOBODY, ())
    return replace(route, reasons=(*route.reasons, doubt), requesters=requesters)


def refuse_requester(named: frozenset[str] | None) -> Refusal | None:
    """Why an action is refused where the policy insists on a requester whom Slack knows; None if it is accepted."""
    if named is None:
        return Refusal(
            RefusalCode.REQUESTER_NOT_CHECKED,
            "on_behalf_of could not be checked in Slack, and the policy refuses what is not checked. Repeat the "
            "request in a moment, with the same Idempotency-Key.",
        )
    if not named:
        return Refusal(
            RefusalCode.UNKNOWN_REQUESTER,
            "on_behalf_of names nobody in this Slack workspace. Send the Slack user id or the e-mail address of "
            "whoever asked.",
        )
    return None


def doubt_about(route: Route) -> str | None:
    """What is not known about the requester, in words for the reviewer; None where nothing is in doubt."""
    return next((reason.text for reason in route.reasons if reason.rule in _RULES), None)


def other_reasons_of(route: Route) -> tuple[Reason, ...]:
    """The reasons of a route that are not about the requester."""
    return tuple(reason for reason in route.reasons if reason.rule not in _RULES)
