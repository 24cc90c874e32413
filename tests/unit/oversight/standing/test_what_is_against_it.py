"""Why an action is not released is told, each reason by its own words: two locks are better than one."""

import dataclasses

import pytest
from msgspec.structs import replace

from oversight.action.risk import Risk
from oversight.action.route import Reason, Verdict
from oversight.policy.conditions.condition import Unevaluable
from oversight.standing.release import why_never, why_not
from tests.builders import a_draft
from tests.unit.oversight.standing.allowed_refunds import POLICY, allow, asked_about, refund
from tests.unit.oversight.world import World


@pytest.fixture
def world():
    return World(policy=POLICY)


def test_what_no_approval_can_release_is_told_each_by_its_own_words(world):
    """Most of them would be a new reason, too: two locks are better than one."""
    ladder = asked_about(world).evaluation.route.ladder
    two = (replace(ladder[0], approvals_required=2), *ladder[1:])
    rule = POLICY.rules[1]
    unsaid = replace(asked_about(world).evaluation, rules=((rule, Unevaluable("no field")),))
    told = {
        None: asked_about(world),
        "the policy has no standing_approvals": asked_about(
            world, policy=dataclasses.replace(POLICY, standing_approvals=None)
        ),
        "no person is asked about it": asked_about(world, verdict=Verdict.REJECT),
        "the policy lets nobody allow this type in advance": asked_about(
            world, policy=dataclasses.replace(POLICY, action_types={})
        ),
        "a person decides what is critical": asked_about(world, risk=Risk.CRITICAL),
        "a draft is finished by a person": replace(asked_about(world), proposal=refund(draft=a_draft())),
        "the agent itself calls it worse than the policy does": replace(
            asked_about(world), proposal=refund(risk_level=Risk.CRITICAL)
        ),
        "more than one person has to say yes": asked_about(world, ladder=two),
        "a signal is under its floor": replace(
            asked_about(world), evaluation=replace(asked_about(world).evaluation, signals={"input_familiarity": 0.2})
        ),
        "many asks a person each time": replace(asked_about(world), evaluation=unsaid),
    }
    assert {why_never(value): why for why, value in told.items()} == {why: why for why in told}


def test_why_one_approval_does_not_cover_an_action_is_told_each_by_its_own_words(world):
    approval = allow(world)
    plain = asked_about(world)
    floor = (Reason("floor_llm_confidence", "Low"), *plain.evaluation.route.reasons)
    told = [
        (None, approval, plain),
        ("it is for another agent or type", replace(approval, agent_id="agt_2"), plain),
        ("it is for another agent or type", replace(approval, action_type="tag.add"), plain),
        ("it no longer stands", replace(approval, uses=50), plain),
        ("it no longer stands", replace(approval, expires_at=plain.at), plain),
        ("it no longer stands", replace(approval, revoked_at=plain.at), plain),
        ("the action is high risk now", replace(approval, risk=Risk.MEDIUM), plain),
        ("it cannot be undone any more", replace(approval, reversible=True), plain),
        ("another tier is asked now", replace(approval, tier="legal"), plain),
        ("another tier is asked now", approval, asked_about(world, refund({"amount": 90, "order": "1"}))),
        (
            "signals say clearly less for it than they did then",
            replace(approval, signals={"llm_confidence": 0.9}),
            plain,
        ),
        ("somebody else answers for it now", approval, asked_about(world, refund(on_behalf_of="U9"))),
        (
            "a rule or check says something that the reviewer did not see",
            replace(approval, tier="executive"),
            asked_about(world, refund({"amount": 90, "order": "1"})),
        ),
        ("there is a reason that the reviewer did not see", replace(approval, grounds=()), plain),
        (
            "there is a reason that no condition can foresee",
            replace(approval, grounds=(*approval.grounds, "floor_llm_confidence")),
            asked_about(world, reasons=floor),
        ),
    ]
    assert [why_not(approval, asked) for _, approval, asked in told] == [why for why, _, _ in told]
