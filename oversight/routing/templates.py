"""Templates: the operator says in the policy what runs without a person, and nothing may speak against it.

Every rule has to be false and every check has to pass, also those in shadow; one that cannot be evaluated is not false.
A template releases what would otherwise ask a person. It never undoes a no, and never speaks for what is critical,
unknown, drafted, in stages, or called worse by the agent than by the policy.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from oversight.action.action import Agent
from oversight.action.risk import Risk
from oversight.action.route import Reason, Route, Verdict
from oversight.action.stages import stage_names
from oversight.policy.conditions.condition import Facts
from oversight.policy.confidence import floor_reason
from oversight.policy.template import Template
from oversight.routing.case import Case
from oversight.routing.demands import RuleAnswer
from oversight.routing.verdict import ALONE

PREFIX = "template:"
"""Before the template's name, it is the rule behind what it releases."""


def by_template(route: Route, templates: Sequence[Template], agent: Agent, seen: Facts) -> Route:
    """The route of an action that nothing speaks against: released by the first template that fits, or as it was."""
    for template in templates:
        if template.is_for(agent) and template.condition.holds(seen) is True:
            reason = Reason(f"{PREFIX}{template.name}", template.reason)
            return replace(route, verdict=Verdict.APPROVE, patterns=ALONE, reasons=(reason, *route.reasons), ladder=())
    return route


def may_use_template(case: Case, rules: Sequence[RuleAnswer], route: Route) -> bool:
    """Whether nothing speaks against the action but that the policy asks a person about its type."""
    return (
        route.verdict is Verdict.ASK
        and case.known is not None
        and Risk.CRITICAL not in (route.risk, case.known.risk)
        and case.proposal.draft is None
        and not case.classified.is_raised
        and not stage_names(route.ladder)
        and all(holds is False for _, holds in rules)
        and case.passes_every_check
        and floor_reason(case.signals, case.policy.confidence.thresholds) is None
    )


def is_by_template(route: Route) -> bool:
    """Whether a template released it."""
    return route.verdict is Verdict.APPROVE and route.reasons[0].rule.startswith(PREFIX)
