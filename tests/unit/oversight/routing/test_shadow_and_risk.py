"""Rules that raise the risk, and what runs in shadow: recorded, and nobody asked."""

import pytest

from oversight.action.risk import Risk
from oversight.action.route import Pattern, Shadow, Verdict
from oversight.routing.routing import choose_route
from tests.builders import a_draft
from tests.unit.oversight.builders import ALL_GOOD, a_policy, a_proposal, an_agent


def test_a_rule_may_raise_the_risk_instead_of_naming_a_tier():
    policy = a_policy("rules: [{name: big, when: payload.amount > 10, risk: high, reason: Many at once}]\n")
    small, big = (choose_route(a_proposal("tag.add", {"amount": n}), an_agent(), policy) for n in (5, 50))
    assert (small.verdict, small.risk) == (Verdict.APPROVE, Risk.LOW)
    assert (big.verdict, big.risk, big.first_tier) == (Verdict.ASK, Risk.HIGH, "team_member")
    assert [reason.rule for reason in big.reasons] == ["big", "risk"]
    broken = choose_route(a_proposal("tag.add", {"other": 5}), an_agent(), policy)
    assert (broken.verdict, broken.risk, broken.first_tier) == (Verdict.ASK, Risk.HIGH, "team_lead")


def test_a_rule_that_raises_low_to_medium_leaves_it_to_the_signals():
    policy = a_policy("rules: [{name: some, when: payload.amount > 10, risk: medium, reason: Some}]\n")
    route = choose_route(a_proposal("tag.add", {"amount": 50}, signals=ALL_GOOD), an_agent(), policy)
    assert route.risk is Risk.MEDIUM
    assert route.verdict is Verdict.ASK, "tag.add has no checks, so one of the five signals is missing"


def test_a_type_in_shadow_runs_and_records_who_would_have_been_asked():
    policy = a_policy("  mail.draft: {risk: high, mode: shadow, tier: team_lead}\n")
    route = choose_route(a_proposal("mail.draft"), an_agent(), policy)
    assert (route.verdict, route.ladder, route.patterns) == (Verdict.APPROVE, (), (Pattern.LAZY_REVIEW,))
    assert route.shadow == Shadow(Verdict.ASK, "team_lead")
    assert route.reasons[0].text == "In shadow: the team lead would have been asked"
    assert route.reasons[1].rule == "risk"


@pytest.mark.parametrize("claims", [{"risk_level": Risk.CRITICAL}, {"draft": a_draft()}])
def test_a_type_in_shadow_still_asks_about_drafts_and_what_the_agent_calls_worse(claims):
    policy = a_policy("  mail.draft: {risk: high, mode: shadow}\n")
    assert choose_route(a_proposal("mail.draft", **claims), an_agent(), policy).verdict is Verdict.ASK


def test_a_rule_that_makes_it_critical_ends_the_shadow_of_a_type():
    policy = a_policy(
        "  mail.draft: {risk: high, mode: shadow}\nrules: [{name: c, when: payload.bad, risk: critical, reason: r}]\n"
    )
    assert choose_route(a_proposal("mail.draft", {"bad": False}), an_agent(), policy).verdict is Verdict.APPROVE
    assert choose_route(a_proposal("mail.draft", {"bad": True}), an_agent(), policy).verdict is Verdict.ASK
