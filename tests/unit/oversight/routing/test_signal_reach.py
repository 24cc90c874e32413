"""The past is kept for types that signals can sway, and asked for actions that they might."""

import pytest

from oversight.action.risk import Risk
from oversight.policy.file.reading import read_policy
from oversight.routing.routing import choose_route
from oversight.routing.signal_reach import depends_on_signals, types_asking_signals
from tests.builders import a_draft
from tests.unit.oversight.builders import a_proposal, an_agent

POLICY = """
version: 1
tiers: {team_member: {channel: "#members", reviewers: [UMEMBER]}}
action_types:
  low: {risk: low, reversible: true}
  medium: {risk: medium, reversible: true}
  final: {risk: medium, reversible: false}
  high: {risk: high, reversible: true}
  checked: {risk: high, when_checked: approve, validators: [{name: small, check: "payload.amount < 500"}]}
  watched: {risk: high, mode: shadow}
  asking: {risk: low, reversible: true, validators: [{name: known, check: "signals.input_familiarity > 0.5"}]}
"""


def test_types_that_signals_cannot_sway_are_not_remembered():
    assert types_asking_signals(read_policy(POLICY)) == {"medium", "checked", "watched", "asking"}


def test_a_rule_that_raises_the_risk_or_asks_for_signals_makes_a_type_worth_remembering():
    raising = (
        POLICY + "rules: [{name: r, when: \"action.type == 'low' && payload.amount > 1\", risk: medium, reason: R}]"
    )
    assert "low" in types_asking_signals(read_policy(raising))
    asking = POLICY + "rules: [{name: r, when: 'signals.historical_accuracy < 0.5', tier: team_member, reason: R}]"
    assert types_asking_signals(read_policy(asking)) == {
        "low",
        "medium",
        "final",
        "high",
        "checked",
        "watched",
        "asking",
    }


@pytest.mark.parametrize(
    ("action_type", "claims", "asked"),
    [
        ("medium", {}, True),
        ("medium", {"risk_level": Risk.HIGH}, False),
        ("medium", {"reversible": False}, False),
        ("medium", {"draft": a_draft()}, False),
        ("checked", {}, True),
        ("watched", {}, True),
        ("asking", {}, True),
        ("low", {}, False),
        ("low", {"risk_level": Risk.MEDIUM}, True),
        ("final", {}, False),
        ("high", {}, False),
        ("unheard.of", {}, False),
    ],
)
def test_the_past_is_asked_where_signals_might_change_the_way(action_type, claims, asked):
    policy = read_policy(POLICY)
    route = choose_route(a_proposal(action_type, **claims), an_agent(), policy)
    assert depends_on_signals(route, action_type, policy) is asked
