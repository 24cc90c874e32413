"""Every action gets exactly one route with its reasons, and nothing that goes wrong lowers the oversight."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.action import Agent
from oversight.action.risk import Risk
from oversight.action.route import Pattern, Reason, Route, Verdict
from oversight.policy import Policy, PolicyRule
from oversight.policy.conditions.condition import Condition
from oversight.policy.confidence import SIGNALS
from oversight.routing.routing import choose_route
from tests.builders import a_draft
from tests.unit.oversight.builders import ALL_GOOD, a_policy, a_policy_anew, a_proposal, an_agent

POLICY = a_policy()
TIERS = ("team_member", "team_lead", "domain_expert", "executive")
GATE = (Pattern.APPROVAL_GATE, Pattern.ESCALATION_LADDER)
DRAFTED = (Pattern.COLLABORATIVE_DRAFTING, Pattern.ESCALATION_LADDER)

CONDITIONS = (
    "payload.amount > 1000",
    "payload.amount <= 1000",
    "payload.missing > 1",
    "action.confidence < 0.6",
    "payload.text > 1",
    "payload.amount / payload.zero > 1",
    "has(payload.amount)",
    "signals.missing > 0.5",
    "context.vip == true",
    "agent.owner == 'UOWNER'",
    "payload",
)

rules = st.lists(
    st.tuples(st.sampled_from(CONDITIONS), st.sampled_from(TIERS)).map(
        lambda asked: PolicyRule(f"{asked[1]}: {asked[0]}", Condition(asked[0]), asked[1], "a reason")
    ),
    max_size=5,
)
unit = st.floats(0, 1)
proposals = st.builds(
    a_proposal,
    st.sampled_from([*POLICY.action_types, "unheard.of"]),
    st.sampled_from([{"amount": 5}, {"amount": 5000.5}, {"amount": "5"}, {"text": "x", "zero": 0}, ["x"], "text"]),
    risk_level=st.none() | st.sampled_from(Risk),
    reversible=st.none() | st.booleans(),
    confidence=st.none() | unit,
    signals=st.dictionaries(st.sampled_from(SIGNALS), unit) | st.just(ALL_GOOD),
    context=st.sampled_from([{}, {"vip": True}, {"vip": "yes"}]),
    draft=st.sampled_from([None, a_draft()]),
)


WARM = a_policy_anew()
"""The same policy, which remembers from example to example."""


@given(proposals)
def test_what_a_policy_remembers_of_earlier_actions_changes_no_route(proposal):
    assert choose_route(proposal, an_agent(), WARM) == choose_route(proposal, an_agent(), a_policy_anew())


def with_rules(given_rules: list[PolicyRule]) -> Policy:
    return dataclasses.replace(POLICY, rules=tuple(given_rules))


def rank(route: Route) -> int:
    """How much oversight: 0 runs by itself, then the tiers. A refusal by policy releases nothing, so it is the most."""
    match route.verdict:
        case Verdict.APPROVE:
            return 0
        case Verdict.ASK:
            return 1 + TIERS.index(route.ladder[0].tier)
        case Verdict.REJECT:
            return 9


@pytest.mark.parametrize(
    ("proposal", "verdict", "patterns"),
    [
        (a_proposal("tag.add"), Verdict.APPROVE, (Pattern.LAZY_REVIEW,)),
        (a_proposal("tag.add", reversible=False), Verdict.ASK, GATE),
        (a_proposal("tag.add", risk_level=Risk.HIGH), Verdict.ASK, GATE),
        (a_proposal("tag.add", risk_level=Risk.MEDIUM), Verdict.ASK, (Pattern.CONFIDENCE_ROUTING, *GATE)),
        (a_proposal("tag.add", draft=a_draft()), Verdict.ASK, DRAFTED),
        (a_proposal("prod.change", draft=a_draft()), Verdict.ASK, (Pattern.COLLABORATIVE_DRAFTING, *GATE)),
        (a_proposal("ticket.update"), Verdict.ASK, (Pattern.CONFIDENCE_ROUTING, *GATE)),
        (
            a_proposal("ticket.update", signals=ALL_GOOD),
            Verdict.APPROVE,
            (Pattern.CONFIDENCE_ROUTING, Pattern.LAZY_REVIEW),
        ),
        (
            a_proposal("ticket.update", signals={**ALL_GOOD, "input_familiarity": 0.29}),
            Verdict.ASK,
            (Pattern.CONFIDENCE_ROUTING, *GATE),
        ),
        (
            a_proposal("ticket.update", signals={**ALL_GOOD, "rule_validator_score": 0.49}),
            Verdict.ASK,
            (Pattern.CONFIDENCE_ROUTING, *GATE),
        ),
        (
            a_proposal(
                "ticket.update",
                signals={**dict.fromkeys(SIGNALS, 0.0), "rule_validator_score": 0.5, "input_familiarity": 0.3},
            ),
            Verdict.REJECT,
            (Pattern.CONFIDENCE_ROUTING,),
        ),
        (a_proposal("mail.send", signals=ALL_GOOD), Verdict.ASK, GATE),
        (a_proposal("refund.issue", signals=ALL_GOOD, confidence=1.0), Verdict.ASK, GATE),
        (a_proposal("prod.change", signals=ALL_GOOD), Verdict.ASK, GATE),
        (a_proposal("unheard.of", risk_level=Risk.LOW, reversible=True, signals=ALL_GOOD), Verdict.ASK, GATE),
    ],
)
def test_the_table_of_the_routing_layer(proposal, verdict, patterns):
    route = choose_route(proposal, an_agent(), POLICY)
    assert (route.verdict, route.patterns) == (verdict, patterns)


def test_an_unknown_type_is_high_irreversible_and_goes_to_a_person_who_is_told():
    route = choose_route(a_proposal("unheard.of", risk_level=Risk.LOW, reversible=True), an_agent(), POLICY)
    assert (route.verdict, route.risk, route.reversible, route.known_type) == (Verdict.ASK, Risk.HIGH, False, False)
    assert any(reason.rule == "unknown_type" and "unheard.of" in reason.text for reason in route.reasons)
    critical = choose_route(a_proposal("unheard.of", risk_level=Risk.CRITICAL), an_agent(), POLICY)
    assert critical.risk is Risk.CRITICAL


@given(proposals, rules)
def test_every_action_has_exactly_one_route_with_a_reason(proposal, given_rules):
    route = choose_route(proposal, an_agent(), with_rules(given_rules))
    assert route.reasons
    assert all(reason.rule and reason.text for reason in route.reasons)
    assert route.patterns
    assert (route.verdict is Verdict.ASK) == bool(route.ladder)
    assert (Pattern.ESCALATION_LADDER in route.patterns) == (route.verdict is Verdict.ASK)
    assert route == choose_route(proposal, an_agent(), with_rules(given_rules))


@given(proposals, rules)
def test_only_low_and_reversible_or_confidence_releases_without_a_person(proposal, given_rules):
    route = choose_route(proposal, an_agent(), with_rules(given_rules))
    if route.verdict is Verdict.APPROVE:
        assert route.reversible
        assert route.known_type
        assert proposal.draft is None
        assert route.risk is Risk.LOW or Pattern.CONFIDENCE_ROUTING in route.patterns
        assert route.risk.rank <= Risk.MEDIUM.rank
        assert Pattern.LAZY_REVIEW in route.patterns


@given(proposals, st.sampled_from(Risk), st.booleans() | st.none(), rules)
def test_no_claim_of_the_agent_lowers_the_risk(proposal, claim, reversible, given_rules):
    policy = with_rules(given_rules)
    silent = choose_route(replace(proposal, risk_level=None, reversible=None), an_agent(), policy)
    claiming = choose_route(replace(proposal, risk_level=claim, reversible=reversible), an_agent(), policy)
    assert claiming.risk.rank >= silent.risk.rank
    assert claiming.reversible <= silent.reversible
    if silent.verdict is Verdict.ASK:
        assert rank(claiming) >= rank(silent)
    if claiming.verdict is Verdict.APPROVE:
        assert silent.verdict is Verdict.APPROVE


@given(proposals, rules, st.randoms())
def test_the_order_of_the_rules_decides_nothing(proposal, given_rules, random):
    shuffled = random.sample(given_rules, len(given_rules))
    one = choose_route(proposal, an_agent(), with_rules(given_rules))
    other = choose_route(proposal, an_agent(), with_rules(shuffled))
    assert (one.verdict, one.patterns, one.ladder, one.risk) == (
        other.verdict,
        other.patterns,
        other.ladder,
        other.risk,
    )
    assert sorted(reason.rule for reason in one.reasons) == sorted(reason.rule for reason in other.reasons)


@given(proposals, rules, rules)
def test_more_rules_never_mean_less_oversight(proposal, some, more):
    fewer = choose_route(proposal, an_agent(), with_rules(some))
    all_of_them = choose_route(proposal, an_agent(), with_rules([*some, *more]))
    assert rank(all_of_them) >= rank(fewer)


@given(proposals, rules, st.sampled_from(["payload", "context", "signals", "confidence"]))
def test_a_rule_that_can_no_longer_be_evaluated_never_lowers_the_tier_below_its_own(proposal, given_rules, taken):
    """Article fault 2: a failing rule set team lead where a higher tier stood."""
    empty: dict[str, Any] = {"payload": {}, "context": {}, "signals": {}, "confidence": None}
    less = replace(proposal, **{taken: empty[taken]})
    route = choose_route(less, an_agent(), with_rules(given_rules))
    if route.verdict is not Verdict.ASK:
        return
    named = {reason.rule.partition(":")[0] for reason in route.reasons if ": " in reason.rule}
    for tier in named:
        assert rank(route) >= 1 + TIERS.index(tier)


@pytest.mark.parametrize("tier", TIERS)
def test_a_failing_rule_asks_at_least_team_lead_and_at_least_its_own_tier(tier):
    rule = PolicyRule("broken", Condition("payload.missing > 1"), tier, "r")
    route = choose_route(a_proposal("tag.add"), an_agent(), with_rules([rule]))
    assert route.ladder[0].tier == max(tier, "team_lead", key=TIERS.index)
    assert "could not be evaluated" in route.reasons[0].text


def test_a_failing_check_takes_an_automatic_yes_away():
    policy = a_policy(
        "  note.add: {risk: low, reversible: true, validators: [{name: short, check: size(payload.t) < 9}]}\n"
    )
    assert choose_route(a_proposal("note.add", {"t": "short"}), an_agent(), policy).verdict is Verdict.APPROVE
    for payload in ({"t": "much too long"}, {"t": 5}, {"other": 1}, ["x"]):
        route = choose_route(a_proposal("note.add", payload), an_agent(), policy)
        assert route.verdict is Verdict.ASK
        assert "short" in {reason.rule for reason in route.reasons}


def test_the_ladder_starts_at_the_highest_tier_that_anything_names():
    assert choose_route(a_proposal("prod.change"), an_agent(), POLICY).ladder[0].tier == "domain_expert"
    lead = PolicyRule("lead", Condition("has(payload.amount)"), "team_lead", "r")
    assert choose_route(a_proposal("prod.change"), an_agent(), with_rules([lead])).ladder[0].tier == "domain_expert"
    assert choose_route(a_proposal("mail.send"), an_agent(), with_rules([lead])).ladder[0].tier == "team_lead"


def test_tiers_without_reviewers_are_passed_over_upwards_and_never_downwards():
    tiers = tuple(replace(t, reviewers=()) if t.name != "team_member" else t for t in POLICY.tiers)
    policy = dataclasses.replace(POLICY, tiers=tiers)
    route = choose_route(a_proposal("prod.change"), an_agent(), policy)
    assert (route.verdict, route.ladder) == (Verdict.REJECT, ())
    assert route.reasons[0] == Reason("nobody_to_ask", "The policy names nobody who could answer on the ladder")
    assert route.reasons[1].rule == "risk"
    assert [rung.tier for rung in choose_route(a_proposal(), an_agent(), policy).ladder] == ["team_member"]


def test_the_agent_may_shorten_the_wait_and_never_lengthen_it():
    limit = POLICY.defaults.review_timeout
    for asked, given_time in [(None, limit), (timedelta(minutes=1), timedelta(minutes=1)), (timedelta(days=9), limit)]:
        assert choose_route(a_proposal(review_timeout=asked), an_agent(), POLICY).review_timeout == given_time


def test_a_policys_no_names_the_confidence_and_not_a_rule_that_asked_for_people():
    """The first reason becomes the decision's rule; a rule of the ladder never rejects anything."""
    lead = PolicyRule("lead", Condition("has(payload.amount)"), "team_lead", "A lead looks at this")
    poor = {**dict.fromkeys(SIGNALS, 0.0), "rule_validator_score": 0.5, "input_familiarity": 0.3}
    route = choose_route(a_proposal("ticket.update", signals=poor), an_agent(), with_rules([lead]))
    assert route.verdict is Verdict.REJECT
    assert route.reasons[0].rule == "confidence"


def test_two_words_of_confidence_count_as_the_lower():
    barely = {**dict.fromkeys(SIGNALS, 0.85), "llm_confidence": 1.0}
    route = choose_route(a_proposal("ticket.update", signals=barely, confidence=0.0), an_agent(), POLICY)
    assert route.verdict is Verdict.ASK


def test_the_share_of_passing_checks_is_ours_alone_to_say():
    """Without checks an agent could write itself the signal with the most weight and the floor."""
    unchecked = a_policy("  note.add: {risk: medium, reversible: true}\n")
    route = choose_route(a_proposal("note.add", signals=ALL_GOOD), an_agent(), unchecked)
    assert route.verdict is Verdict.ASK
    assert "rule_validator_score" in next(reason.text for reason in route.reasons if reason.rule == "signals_missing")
    silent = {name: value for name, value in ALL_GOOD.items() if name != "rule_validator_score"}
    assert choose_route(a_proposal("ticket.update", signals=silent), an_agent(), POLICY).verdict is Verdict.APPROVE


def test_a_failing_check_outweighs_what_the_agent_says_of_itself():
    checks = ", ".join(f"{{name: check{n}, check: payload.amount < {n}}}" for n in (1, 1_000, 2_000))
    policy = a_policy(f"  note.add: {{risk: medium, reversible: true, validators: [{checks}]}}\n")
    route = choose_route(a_proposal("note.add", {"amount": 5_000}, signals=ALL_GOOD), an_agent(), policy)
    assert route.verdict is Verdict.ASK
    rules = [reason.rule for reason in route.reasons]
    assert rules[:3] == ["check1", "check1000", "check2000"]
    assert "floor_rule_validator_score" in rules


@given(proposals, st.sampled_from(SIGNALS), st.floats(0, 1), st.floats(0, 1))
def test_a_better_signal_never_means_more_oversight(proposal, name, one, other):
    worse, better = sorted((one, other))
    ways = [
        choose_route(replace(proposal, signals={**proposal.signals, name: value}), an_agent(), POLICY)
        for value in (worse, better)
    ]
    asked = [route.verdict is not Verdict.APPROVE for route in ways]
    assert asked[0] >= asked[1]


def test_conditions_see_the_agent_as_registered():
    owned = PolicyRule("owned", Condition("agent.owner == 'UOWNER'"), "executive", "r")
    route = choose_route(a_proposal("tag.add"), Agent("a", "bot", "UOWNER"), with_rules([owned]))
    assert route.ladder[0].tier == "executive"
