"""What holds of every policy and every action: one route, its reasons, and nothing that goes wrong lowers it."""

import dataclasses
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.action import Proposal
from oversight.action.risk import Risk
from oversight.action.route import Pattern, Route, Verdict
from oversight.policy import Policy
from oversight.policy.file.entries import TIERS
from oversight.routing.facts import facts
from oversight.routing.routing import choose_route, evaluate
from tests.examples import examples
from tests.unit.oversight.builders import an_agent
from tests.unit.policies.any_policy import (
    conditions,
    policies_of,
    proposals,
    rules_of,
    signals,
    strict_conditions,
)

AGENT = an_agent()
policies = policies_of(conditions)
claims_of_agents = st.fixed_dictionaries(
    {
        "signals": signals,
        "confidence": st.none() | st.floats(0, 1),
        "risk_level": st.none() | st.sampled_from(Risk),
        "reversible": st.booleans(),
    }
)
often = settings(max_examples=examples(300))


def way_of(proposal: Proposal, policy: Policy, measured: Any = None) -> Route:
    return choose_route(proposal, AGENT, policy, measured or {})


def is_less(one: Route, other: Route) -> bool:
    """Whether one is less oversight than the other: it releases what the other does not, or asks a lower tier."""
    if one.verdict is Verdict.APPROVE:
        return other.verdict is not Verdict.APPROVE
    both_ask = one.verdict is other.verdict is Verdict.ASK
    return both_ask and TIERS.index(one.first_tier) < TIERS.index(other.first_tier)


@often
@given(proposals, policies_of(conditions) | policies_of(conditions, shadow=True), rules_of(conditions, shadow=True))
def test_every_action_gets_exactly_one_route_with_a_reason(proposal, policy, in_shadow):
    policy = dataclasses.replace(policy, rules=(*policy.rules, *in_shadow))
    route = way_of(proposal, policy)
    event(f"{route.verdict} by {route.reasons[0].rule if ' ' not in route.reasons[0].rule else 'a condition'}")
    assert route.reasons
    assert all(reason.rule and reason.text for reason in route.reasons)
    assert route.patterns
    assert (route.verdict is Verdict.ASK) == bool(route.ladder)
    assert (route.verdict is Verdict.APPROVE) == (Pattern.LAZY_REVIEW in route.patterns)
    assert route == way_of(proposal, policy)


@often
@given(proposals, policies, st.randoms())
def test_the_order_of_rules_and_checks_decides_nothing(proposal, policy, random):
    known = {
        name: replace(action_type, checks=tuple(random.sample(action_type.checks, len(action_type.checks))))
        for name, action_type in policy.action_types.items()
    }
    reordered = tuple(random.sample(policy.rules, len(policy.rules)))
    shuffled = dataclasses.replace(policy, rules=reordered, action_types=known)
    one, other = way_of(proposal, policy), way_of(proposal, shuffled)
    assert replace(one, reasons=()) == replace(other, reasons=())
    assert sorted(one.reasons, key=repr) == sorted(other.reasons, key=repr)


@often
@given(proposals, policies, rules_of(conditions))
def test_more_rules_never_mean_less_oversight(proposal, policy, more):
    fewer = way_of(proposal, policy)
    names = {rule.name for rule in policy.rules}
    added = tuple(rule for rule in more if rule.name not in names)
    all_of_them = way_of(proposal, dataclasses.replace(policy, rules=(*policy.rules, *added)))
    assert not is_less(all_of_them, fewer)
    assert all_of_them.risk.rank >= fewer.risk.rank


@often
@given(proposals, policies_of(strict_conditions), st.data())
def test_a_missing_field_never_means_less_oversight(proposal, policy, data):
    """Whatever the agent leaves out; where it said that something is worse than the policy thinks, that stays."""
    full = way_of(proposal, policy)
    parts = ["payload", "context", "signals", "confidence", "reasoning"]
    part = data.draw(st.sampled_from(parts))
    value = getattr(proposal, part)
    less: Any = None
    if isinstance(value, dict) or part in {"context", "signals"}:
        gone = data.draw(st.sets(st.sampled_from(sorted(value)))) if value else set()
        less = {key: part for key, part in value.items() if key not in gone}
    route = way_of(replace(proposal, **{part: less}), policy)
    # A signal under its floor asks a person. One that is not there says nothing: the checks release without it.
    asked_by_floor = any(reason.rule.startswith("floor_") for reason in full.reasons)
    if not (part in {"signals", "confidence"} and asked_by_floor):
        assert not is_less(route, full)


@often
@given(proposals, policies, claims_of_agents)
def test_what_the_agent_says_of_itself_never_lowers_the_policys_floor(proposal, policy, claims):
    known = policy.action_types.get(proposal.action_type)
    route = way_of(replace(proposal, **claims), policy)
    floor = known.risk if known else Risk.HIGH
    assert route.risk.rank >= floor.rank
    assert route.reversible <= bool(known and known.reversible)
    if route.verdict is not Verdict.APPROVE:
        return
    assert known is not None
    assert proposal.draft is None
    assert route.risk is not Risk.CRITICAL
    if route.risk is Risk.HIGH or not route.reversible:
        evaluation = evaluate(replace(proposal, **claims), AGENT, policy)
        assert known.released_by_checks
        assert route.risk is known.risk
        assert evaluation.checks
        assert all(passes is True for _, passes in evaluation.checks)
        assert all(holds is False for _, holds in evaluation.rules)
        assert route.reasons[0].rule == "checked"


@often
@given(proposals, policies, rules_of(conditions, shadow=True))
def test_a_rule_in_shadow_changes_nothing_but_what_is_recorded(proposal, policy, in_shadow):
    without = way_of(proposal, policy)
    route = way_of(proposal, dataclasses.replace(policy, rules=(*policy.rules, *in_shadow)))
    assert replace(route, reasons=(), shadow=None) == replace(without, reasons=(), shadow=None)
    enforced = dataclasses.replace(policy, rules=(*policy.rules, *(replace(rule, shadow=False) for rule in in_shadow)))
    would = way_of(proposal, enforced)
    if (would.verdict, would.first_tier) == (route.verdict, route.first_tier):
        assert route.shadow is None
    else:
        assert route.shadow is not None
        assert (route.shadow.verdict, route.shadow.tier) == (would.verdict, would.first_tier)
        assert any(reason.rule == "shadow" for reason in route.reasons)
        assert set(would.reasons) <= set(route.reasons)


@often
@given(proposals, policies_of(conditions, shadow=True))
def test_a_type_in_shadow_runs_and_says_who_would_have_been_asked(proposal, policy):
    route = way_of(proposal, policy)
    known = {name: replace(action_type, shadow=False) for name, action_type in policy.action_types.items()}
    would = way_of(proposal, dataclasses.replace(policy, action_types=known))
    mine = policy.action_types.get(proposal.action_type)
    claimed_worse = any(reason.rule == "agent_claim" for reason in route.reasons)
    if mine is None or not mine.shadow or route.risk is Risk.CRITICAL or proposal.draft or claimed_worse:
        assert route == would
    else:
        assert route.verdict is Verdict.APPROVE
        assert (route.shadow is None) == (would.verdict is Verdict.APPROVE)
        assert route.shadow is None or (route.shadow.verdict, route.shadow.tier) == (would.verdict, would.first_tier)
        assert route.risk is would.risk


@often
@given(proposals, policies)
def test_what_the_type_alone_makes_false_is_false_whatever_else_is_said(proposal, policy):
    plan = policy.plan(proposal.action_type)
    assert {*plan.rules, *plan.left_out} == set(policy.rules)
    every = facts(proposal, AGENT, Risk.HIGH, dataclasses.replace(policy, action_types={}).plan("").needs)
    for rule in plan.left_out:
        assert rule.condition.holds(every) is False


@often
@given(proposals, policies, signals)
def test_signals_of_the_past_fill_gaps_and_where_both_speak_the_lower_counts(proposal, policy, measured):
    said = proposal.signals
    merged = {name: min(said.get(name, 1.0), measured.get(name, 1.0)) for name in {*said, *measured}}
    assert way_of(proposal, policy, measured) == way_of(replace(proposal, signals=merged), policy)
