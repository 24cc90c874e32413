"""A standing approval answers the question that its reviewer answered, and no other.

Everything here is tried by somebody who controls the agent and wants an action to run that no person meant to allow.
"""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.decision import DeciderKind
from oversight.action.risk import Risk
from oversight.action.route import Pattern
from oversight.action.status import Status
from oversight.exact_json.canonical import sha256
from oversight.policy.confidence import SIGNALS
from oversight.policy.file.reading import read_policy
from oversight.routing.explanation import Explanation
from oversight.routing.routing import evaluate
from oversight.standing.choices import Choices
from oversight.standing.release import Asked, why_not
from oversight.usecases.actions.explain_action import explain_action
from oversight.usecases.actions.submit_action import Submission
from tests.builders import a_draft
from tests.unit.oversight.builders import POLICY as BARE
from tests.unit.oversight.builders import a_person, a_policy, a_proposal, an_agent
from tests.unit.oversight.standing.allowed_refunds import CHOICES, DAY, POLICY, RULES, allow, refund, runs
from tests.unit.oversight.standing.granting import TERMS
from tests.unit.oversight.world import World, finish

POLICY_TEXT = BARE + TERMS + RULES


@pytest.fixture
def world():
    return World(policy=POLICY)


def test_what_looks_like_it_runs_at_once_and_says_whose_word_that_was(world):
    approval = allow(world)
    action = finish(world.propose(refund({"amount": 60.5, "order": "9"})))
    assert (action.status, action.decision.decided_by.kind) == (Status.APPROVED, DeciderKind.POLICY)
    assert action.decision.rule == "standing_approval"
    assert action.decision.reason == "Person UMEMBER allowed this shape on 2 Mar, until 9 Mar or 50 times"
    assert (action.route.standing, action.route.patterns) == (approval.id, (Pattern.LAZY_REVIEW,))
    assert [reason.rule for reason in action.route.reasons] == ["standing_approval", "risk"]
    assert action.assignment is None
    assert b'"standing":"%s"' % approval.id.encode() in finish(world.books.actions.events(action.id))[0].leaf


@pytest.mark.parametrize(
    "payload",
    [
        {"amount": 500.01, "order": "9"},
        {"amount": 40, "order": 9},
        {"amount": 40, "order": ["9"]},
        {"amount": 40, "order": None},
        {"amount": 40},
        {"amount": 40, "order": "9", "to": "me"},
        {"amount": 40, "order": "9", "": ""},
        {"amount": 40, "Order": "9"},
    ],
)
def test_another_shape_asks(world, payload):
    allow(world)
    assert not runs(world, refund(payload))


@pytest.mark.parametrize(
    "changes",
    [
        {"context": {"refunds": 9}},
        {"confidence": 0.1},
        {"labels": {"odd": "1"}},
        {"signals": {"input_familiarity": 0.4}},
        {"signals": {"input_familiarity": 0.01}},
        {"signals": {"llm_confidence": 7.0}},
        {"reasoning": "Do it AT ONCE"},
        {"risk_level": Risk.CRITICAL},
        {"reversible": False, "risk_level": Risk.CRITICAL},
        {"draft": a_draft()},
        {"on_behalf_of": "U777"},
        {"on_behalf_of": "<@UMEMBER>"},
    ],
)
def test_whatever_is_new_about_it_beside_its_payload_asks(world, changes):
    allow(world)
    assert runs(world, refund(context={"refunds": 2}, confidence=0.9, reasoning="Late", labels={"a": "b"}))
    assert not runs(world, refund(**changes))


def test_a_rule_that_newly_holds_asks_though_the_shape_fits(world):
    allow(world)
    assert runs(world, refund({"amount": 80, "order": "1"}))
    assert not runs(world, refund({"amount": 80.01, "order": "1"}))


def test_a_rule_that_cannot_be_evaluated_asks():
    world = World(policy=a_policy(TERMS + 'rules: [{name: vip, when: "context.vip", tier: team_member, reason: VIP}]'))
    allow(world, refund(context={"vip": False}))
    assert runs(world, refund(context={"vip": False}))
    assert not runs(world, refund(context={"vip": True}))
    assert not runs(world, refund())
    assert not runs(world, refund(context={"vip": "no"}))


def test_a_check_that_passed_and_does_not_any_more_asks():
    """The type's own check holds up to 500; the reviewer's bound goes further."""
    world = World(policy=a_policy(TERMS))
    allow(world, choices=replace(CHOICES, bounds={"$.amount": 5000}))
    assert runs(world, refund({"amount": 500, "order": "1"}))
    assert not runs(world, refund({"amount": 501, "order": "1"}))


def test_what_a_rule_said_of_the_payload_is_covered_and_goes_to_no_higher_tier(world):
    allow(world, refund({"amount": 90, "order": "1"}), by="ULEAD")
    assert runs(world, refund({"amount": 300, "order": "2"}))
    assert runs(world, refund({"amount": 20, "order": "2"}))


def test_another_agent_asks_whatever_it_is_called(world):
    allow(world)
    assert not runs(world, agent=an_agent(id="agt_2"))
    assert runs(world)


@pytest.mark.parametrize("owner", ["UMEMBER", "<@umember>", "Person UMEMBER", "umember@x.org", "U3"])
def test_an_agent_that_answers_to_somebody_else_now_asks(world, owner):
    """It could be the one who allowed it: then one's own word would release one's own agent's actions."""
    allow(world)
    assert not runs(world, agent=an_agent(owner=owner))
    assert runs(world)


def test_for_whom_it_was_asked_it_has_to_be_asked_again(world):
    allow(world, refund(on_behalf_of="U777"))
    assert runs(world, refund(on_behalf_of="U777"))
    assert not runs(world, refund(on_behalf_of="U778"))
    assert not runs(world, refund())


MIXED = {"llm_confidence": 0.75, "semantic_similarity": 0.75, "historical_accuracy": 0.75, "input_familiarity": 0.75}


@pytest.mark.parametrize(
    ("then", "now", "is_released"),
    [
        (MIXED, MIXED, True),
        (MIXED, {**MIXED, "semantic_similarity": 0.66}, True),
        (MIXED, {**MIXED, "semantic_similarity": 0.64}, False),
        (MIXED, dict.fromkeys(MIXED, 0.31), False),
        (MIXED, {name: 0.75 for name in MIXED if name != "historical_accuracy"}, False),
        ({}, {}, True),
        ({}, {"historical_accuracy": 0.6}, True),
        ({}, {"historical_accuracy": 0.4}, False),
        ({"historical_accuracy": 0.5}, {}, False),
    ],
)
def test_signals_that_say_clearly_less_than_the_reviewer_saw_ask(then, now, is_released):
    """Leaving one out says the least: otherwise what would be rejected could be made to run."""
    world = World(policy=a_policy(TERMS))
    allow(world, a_proposal("ticket.update", {"order": "1"}, signals=then), choices=Choices(DAY, 5))
    assert runs(world, a_proposal("ticket.update", {"order": "1"}, signals=now)) is is_released


def test_so_does_what_our_own_past_says_less_for():
    world = World(policy=a_policy(TERMS))
    allow(world, a_proposal("ticket.update", {"order": "1"}), choices=Choices(DAY, 5))
    action = a_proposal("ticket.update", {"order": "1"})
    evaluation = evaluate(action, an_agent(), world.policy, {"historical_accuracy": 0.3})
    asked = Asked(action, an_agent(), evaluation, world.policy, world.clock.now())
    [approval] = world.books.standing.every.values()
    assert why_not(approval, asked) == "signals say clearly less for it than they did then"


hostile = st.fixed_dictionaries(
    {},
    optional={
        "risk_level": st.sampled_from(Risk),
        "reversible": st.booleans(),
        "confidence": st.floats(0, 1),
        "signals": st.dictionaries(st.sampled_from(SIGNALS), st.floats(0, 1)),
        "reasoning": st.sampled_from(["Late", "at once", None]),
        "context": st.sampled_from([{}, {"refunds": 9}, {"refunds": "many"}, {"refunds": None}]),
        "labels": st.sampled_from([{}, {"odd": "1"}]),
        "draft": st.sampled_from([None, a_draft()]),
        "on_behalf_of": st.sampled_from([None, "UMEMBER", "U777"]),
    },
)


@given(hostile, st.sampled_from([40, 80, 81, 40.0, 501, True, "40", None]), st.sampled_from(["7", 7, None]))
def test_no_claim_of_the_agent_ever_releases_what_plain_words_would_not(changes, amount, order):
    """Whatever runs would run with nothing said; and what runs with nothing said has the shape."""
    world = World(policy=dataclasses.replace(POLICY, action_types=_without_schema()))
    allow(world)
    payload = {"amount": amount, "order": order}
    plain = runs(world, refund(payload))
    assert plain == (type(amount) in (int, float) and amount <= 80 and order == "7")
    said = finish(world.propose(refund(payload, **changes)))
    assert plain or said.status is not Status.APPROVED
    if said.status is Status.APPROVED:
        assert not {"draft", "on_behalf_of"} & {name for name, value in changes.items() if value is not None}
        assert changes.get("context", {}) == {}
        assert "odd" not in changes.get("labels", {})
        assert changes.get("confidence", 1) >= 0.5
        assert said.version.digest == sha256(payload)


def _without_schema():
    known = POLICY.action_types["refund.issue"]
    return {**POLICY.action_types, "refund.issue": replace(known, schema=None)}


@pytest.mark.parametrize("kind", ["left the policy", "account closed", "not known while Slack is out of reach"])
def test_the_word_of_somebody_who_is_no_reviewer_any_more_lets_nothing_through(world, kind):
    allow(world)
    assert runs(world)
    if kind == "left the policy":
        world.policies.reload(read_policy(POLICY_TEXT.replace("[UMEMBER]", "[U1]").replace("[ULEAD]", "[ULEAD, U2]")))
    elif kind == "account closed":
        world.directory.people["UMEMBER"] = a_person("UMEMBER", is_deactivated=True)
    else:
        world.directory.is_down = True
    assert not runs(world)
    told = finish(explain_action(Submission(refund(), an_agent()), world.ports))
    assert isinstance(told, Explanation)
    [value] = told.standing
    assert (value.releases, value.why) == (
        False,
        "whoever allowed it is not known to be a reviewer of that tier any more",
    )


def test_the_word_of_somebody_who_is_a_reviewer_of_a_higher_tier_now_stands(world):
    allow(world)
    world.policies.reload(read_policy(POLICY_TEXT.replace("[UMEMBER]", "[U1]").replace("[ULEAD]", "[ULEAD, UMEMBER]")))
    assert runs(world)
