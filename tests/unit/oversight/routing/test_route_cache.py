"""What is kept of a policy is what would be worked out anew, whatever was asked before."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.action import Proposal
from oversight.action.risk import Risk
from oversight.policy import Policy
from oversight.routing.routing import Evaluation, evaluate
from tests.builders import a_draft
from tests.examples import examples
from tests.unit.oversight.builders import ALL_GOOD, a_policy, a_proposal, an_agent
from tests.unit.policies.any_policy import TYPES, conditions, policies_of, proposals

AGENT = an_agent()
STAGES = a_policy('stages: {legal: {channel: "#legal", reviewers: [ULAW]}, press: {channel: "#press"}}\n').stages
NAMES = st.sampled_from([(), (), ("legal",), ("legal", "press")])


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any policy, and some with stages that types or rules name."""
    policy = draw(policies_of(conditions) | policies_of(conditions, shadow=True))
    types = {name: replace(known, stages=draw(NAMES)) for name, known in policy.action_types.items()}
    rules = tuple(replace(rule, stages=draw(NAMES)) for rule in policy.rules)
    return dataclasses.replace(policy, stages=STAGES, action_types=types, rules=rules)


def worked_out_anew(proposal: Proposal, policy: Policy) -> Evaluation:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("oversight.routing.routing.is_ordinary", lambda _: False)
        return evaluate(proposal, AGENT, dataclasses.replace(policy))


PLAIN = {"amount": 5, "zero": 0}
VARIANTS: tuple[dict[str, Any], ...] = (
    {},
    {"payload": {"amount": 5000.5}},
    {"risk_level": Risk.CRITICAL},
    {"reversible": False},
    {"draft": a_draft()},
    {"signals": {"input_familiarity": 0.1}},
    {"signals": ALL_GOOD},
    {"review_timeout": timedelta(minutes=3)},
)
"""What two actions of one type may differ in."""


@settings(max_examples=examples(100))
@given(policies(), st.permutations(VARIANTS), st.lists(proposals, max_size=3))
def test_what_is_kept_is_what_would_be_worked_out_anew(policy, variants, others):
    asked = [replace(a_proposal(name, PLAIN), **variant) for name in TYPES for variant in variants]
    for proposal in (*asked, *others):
        evaluation = evaluate(proposal, AGENT, policy)
        event(evaluation.route.verdict)
        assert evaluation == worked_out_anew(proposal, policy)
