"""How an action becomes what its agent sees."""

from pydantic import TypeAdapter

from handlers.http.resources import (
    ActionPage,
    ActionResource,
    DecidedBy,
    DecisionResource,
    Links,
    OutcomeResource,
    RouteResource,
)
from oversight.action import Action
from oversight.decision import Decision
from oversight.decision_words import decided_words
from oversight.route import Route

ACTION = TypeAdapter(ActionResource)
PAGE = TypeAdapter(ActionPage)


def action_json(action: Action) -> bytes:
    """The action as its agent reads it."""
    return ACTION.dump_json(action_resource(action), by_alias=True)


def page_json(page: ActionPage) -> bytes:
    """The page as its agent reads it."""
    return PAGE.dump_json(page, by_alias=True)


def action_path(action_id: str) -> str:
    """Where the action is read."""
    return f"/v1/actions/{action_id}"


def action_resource(action: Action) -> ActionResource:
    """The action in the shape of the API."""
    proposal, path, outcome = action.proposal, action_path(action.id), action.outcome
    return ActionResource(
        id=action.id,
        status=action.status,
        version=action.version.number,
        action_type=proposal.action_type,
        description=proposal.description,
        labels=dict(proposal.labels),
        route=_route(action.route),
        tier=action.tier,
        payload=action.version.payload,
        payload_digest=action.version.digest,
        decision=_decision(action.decision) if action.decision else None,
        outcome=OutcomeResource(outcome.kind, outcome.at, outcome.note, outcome.detected_at) if outcome else None,
        deadline_at=action.deadline_at,
        created_at=action.created_at,
        receipt=None,
        links=Links(path, f"{path}/events", f"{path}/cancel", f"{path}/outcome"),
    )


def _route(route: Route) -> RouteResource:
    return RouteResource(
        pattern=route.patterns[0],
        patterns=route.patterns,
        verdict=route.verdict,
        risk=route.risk,
        reversible=route.reversible,
        reasons=route.reasons,
    )


def _decision(decision: Decision) -> DecisionResource:
    by = decision.decided_by
    return DecisionResource(
        status=decision.status,
        text=decided_words(decision),
        decided_by=DecidedBy(by.kind, by.id, by.name),
        at=decision.at,
        rule=decision.rule,
        reason=decision.reason,
        modified_payload=decision.modified_payload,
        changes=decision.changes,
    )
