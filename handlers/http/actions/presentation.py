"""How an action becomes what its agent sees."""

import orjson

from handlers.http.actions.finished_draft import decided_by, finished_draft_resource
from handlers.http.actions.resources import (
    ActionPage,
    ActionResource,
    ChangeResource,
    DecisionResource,
    OutcomeResource,
    ReasonResource,
    RouteResource,
    ShadowResource,
)
from oversight.action.action import Action
from oversight.action.decision import Decision, Outcome
from oversight.action.decision_words import decided_words
from oversight.action.finished_draft import FinishedDraft
from oversight.action.route import Route


def action_json(action: Action) -> bytes:
    """The action as its agent reads it."""
    return orjson.dumps(action_resource(action), option=orjson.OPT_UTC_Z)


def page_json(page: ActionPage) -> bytes:
    """The page as its agent reads it."""
    return orjson.dumps(page, option=orjson.OPT_UTC_Z)


def action_path(action_id: str) -> str:
    """Where the action is read."""
    return f"/v1/actions/{action_id}"


def action_resource(action: Action) -> ActionResource:
    """The action in the shape of the API."""
    proposal, path = action.proposal, action_path(action.id)
    return ActionResource(
        id=action.id,
        status=action.status,
        version=action.version.number,
        action_type=proposal.action_type,
        description=proposal.description,
        labels=dict(proposal.labels),
        route=route_resource(action.route),
        tier=action.tier,
        stage=action.stage,
        payload=action.version.payload,
        payload_digest=action.version.digest,
        decision=_decision(action.decision, action.version.draft) if action.decision else None,
        outcome=_outcome(action.outcome, action) if action.outcome else None,
        deadline_at=action.deadline_at,
        held=action.is_held,
        created_at=action.created_at,
        receipt=None,
        links={"self": path, "events": f"{path}/events", "cancel": f"{path}/cancel", "outcome": f"{path}/outcome"},
    )


def route_resource(route: Route) -> RouteResource:
    """The route in the shape of the API."""
    return RouteResource(
        pattern=route.patterns[0],
        patterns=route.patterns,
        verdict=route.verdict,
        risk=route.risk,
        reversible=route.reversible,
        reasons=[ReasonResource(rule=reason.rule, text=reason.text) for reason in route.reasons],
        shadow=None if route.shadow is None else ShadowResource(verdict=route.shadow.verdict, tier=route.shadow.tier),
    )


def _decision(decision: Decision, draft: FinishedDraft | None) -> DecisionResource:
    return DecisionResource(
        status=decision.status,
        text=decided_words(decision),
        decided_by=decided_by(decision.decided_by),
        at=decision.at,
        rule=decision.rule,
        reason=decision.reason_in_words,
        reject_reason=decision.reject_reason,
        modified_payload=decision.modified_payload,
        changes=[
            ChangeResource(path=change.path, before=change.before, after=change.after, kind=change.kind)
            for change in decision.changes
        ],
        draft=finished_draft_resource(draft) if draft is not None and decision.status.releases else None,
    )


def _outcome(outcome: Outcome, action: Action) -> OutcomeResource:
    return OutcomeResource(
        outcome=outcome.kind,
        at=outcome.at,
        note=outcome.note,
        detected_at=outcome.detected_at,
        severity=outcome.severity,
        happened_at=outcome.happened_at,
        reported_by=decided_by(outcome.by or action.agent.actor),
        before=outcome.before,
    )
