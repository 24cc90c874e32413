"""Checks that release a risky action: only where every one passes, no rule holds, and nobody doubts."""

import pytest

from oversight.action.risk import Risk
from oversight.action.route import Pattern, Verdict
from oversight.policy import Policy
from oversight.routing.routing import choose_route
from tests.builders import a_draft
from tests.unit.oversight.builders import ALL_GOOD, a_policy, a_proposal, an_agent


def checked(extra: str = "", rules: str = "") -> Policy:
    section = f"  seat.change: {{risk: high, when_checked: approve, {extra}validators: ["
    return a_policy(section + "{name: paid, check: payload.paid}, {name: ahead, check: payload.days > 0}]}\n" + rules)


GOOD = {"paid": True, "days": 3}


def test_where_every_check_passes_and_no_rule_holds_a_high_risk_action_runs_and_is_looked_at_afterwards():
    route = choose_route(a_proposal("seat.change", GOOD), an_agent(), checked())
    assert (route.verdict, route.risk) == (Verdict.APPROVE, Risk.HIGH)
    assert route.patterns == (Pattern.CONFIDENCE_ROUTING, Pattern.LAZY_REVIEW)
    assert (route.reasons[0].rule, route.reasons[0].text) == (
        "checked",
        "All 2 checks pass, and no rule asks for a person",
    )


@pytest.mark.parametrize(
    "payload", [{**GOOD, "paid": False}, {**GOOD, "days": 0}, {"paid": True}, {**GOOD, "paid": "yes"}, {}, None, []]
)
def test_a_check_that_does_not_pass_or_cannot_answer_asks_a_person(payload):
    assert choose_route(a_proposal("seat.change", payload or {"x": 1}), an_agent(), checked()).verdict is Verdict.ASK


@pytest.mark.parametrize("when", ["payload.paid", "payload.nothing > 1", "context.vip"])
def test_a_rule_that_holds_or_cannot_answer_asks_a_person(when):
    rules = f"rules: [{{name: r, when: {when}, tier: team_lead, reason: r}}]\n"
    route = choose_route(a_proposal("seat.change", GOOD), an_agent(), checked(rules=rules))
    assert (route.verdict, route.first_tier) == (Verdict.ASK, "team_lead")


@pytest.mark.parametrize(
    "claims",
    [
        {"risk_level": Risk.CRITICAL},
        {"draft": a_draft()},
        {"signals": {"input_familiarity": 0.29}},
        {"signals": {"rule_validator_score": 0.4}},
        {"signals": {"semantic_similarity": float("nan")}},
        {"signals": {"semantic_similarity": 7.0}},
    ],
)
def test_the_agents_own_doubt_asks_a_person(claims):
    assert choose_route(a_proposal("seat.change", GOOD, **claims), an_agent(), checked()).verdict is Verdict.ASK


def test_a_claim_that_it_cannot_be_undone_counts_where_the_policy_says_that_it_can():
    policy = checked("reversible: true, ")
    assert choose_route(a_proposal("seat.change", GOOD), an_agent(), policy).verdict is Verdict.APPROVE
    assert choose_route(a_proposal("seat.change", GOOD, reversible=False), an_agent(), policy).verdict is Verdict.ASK
    assert (
        choose_route(a_proposal("seat.change", GOOD, reversible=False), an_agent(), checked()).verdict
        is Verdict.APPROVE
    )


def test_a_signal_of_the_past_can_only_add_a_person():
    proposal, policy = a_proposal("seat.change", GOOD, signals=ALL_GOOD), checked()
    assert choose_route(proposal, an_agent(), policy, {"historical_accuracy": 1.0}).verdict is Verdict.APPROVE
    assert choose_route(proposal, an_agent(), policy, {"input_familiarity": 0.1}).verdict is Verdict.ASK


def test_medium_is_weighed_by_its_signals_where_all_are_there_and_released_by_its_checks_where_not():
    section = "{risk: medium, reversible: true, when_checked: approve, validators: [{name: c, check: payload.ok}]}"
    policy = a_policy(f"  note.add: {section}\n")
    proposal = a_proposal("note.add", {"ok": True})
    assert choose_route(proposal, an_agent(), policy).reasons[0].rule == "checked"
    poor = {**ALL_GOOD, "historical_accuracy": 0.1, "semantic_similarity": 0.1}
    assert choose_route(a_proposal("note.add", {"ok": True}, signals=poor), an_agent(), policy).verdict is Verdict.ASK
