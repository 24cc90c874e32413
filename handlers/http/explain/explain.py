"""What would happen to an action, asked before it is proposed."""

from dataclasses import dataclass

import orjson
from aiohttp import web

from handlers.http.actions.presentation import route_resource
from handlers.http.actions.proposal_body import read_proposal
from handlers.http.api_ports import ApiPorts
from handlers.http.doors.body import json_bytes, json_object
from handlers.http.doors.keys import KnownKeys
from handlers.http.doors.problems import refused
from handlers.http.doors.turns import Turns
from handlers.http.explain.resource import (
    CheckResource,
    ExplanationResource,
    RuleResource,
    StandingResource,
    TemplateResource,
)
from oversight.action.refusal import Refusal
from oversight.routing.explanation import Explanation
from oversight.routing.explanation_words import (
    check_words,
    outcome_words,
    rule_words,
    standing_words,
    template_words,
)
from oversight.usecases.actions.explain_action import explain_action
from oversight.usecases.actions.submit_action import Submission


@dataclass(frozen=True, slots=True)
class ExplainHandlers:
    """The handler of ``/v1/policy/explain``."""

    api: ApiPorts
    keys: KnownKeys
    turns: Turns

    async def explain(self, request: web.Request) -> web.Response:
        """200 with what would happen, or the problem that the proposal itself would be answered with."""
        agent = await self.keys.agent(request)
        body = await json_bytes(request)
        async with self.turns.for_body(agent.id, len(body)):
            proposal = read_proposal(await json_object(body))
            told = await explain_action(Submission(proposal, agent), self.api.ports)
        if isinstance(told, Refusal):
            raise refused(told)
        return web.Response(body=orjson.dumps(explanation_resource(told)), content_type="application/json")


def explanation_resource(told: Explanation) -> ExplanationResource:
    """The explanation in the shape of the API."""
    route = told.route
    return ExplanationResource(
        action_type=told.action_type,
        text=outcome_words(route),
        route=route_resource(route),
        tier=route.first_tier,
        ladder=tuple(rung.tier for rung in route.ladder),
        rules=tuple(
            RuleResource(
                name=rule.name,
                holds=rule.holds,
                condition=rule.condition,
                tier=rule.tier,
                risk=rule.risk,
                shadow=rule.shadow,
                why=rule.why,
                text=rule_words(rule),
            )
            for rule in told.rules
        ),
        checks=tuple(
            CheckResource(
                name=check.name,
                passes=check.passes,
                condition=check.condition,
                why=check.why,
                text=check_words(check),
            )
            for check in told.checks
        ),
        signals=dict(told.signals),
        templates=tuple(
            TemplateResource(
                name=template.name,
                condition=template.condition,
                releases=template.releases,
                text=template_words(template),
            )
            for template in told.templates
        ),
        standing_approvals=tuple(
            StandingResource(
                id=approval.id, releases=approval.releases, why=approval.why, text=standing_words(approval)
            )
            for approval in told.standing
        ),
        policy_hash=told.policy_hash,
    )
