"""What conditions see of an action, which rules are asked about its type, and what an evaluation holds."""

import pytest

from oversight.policy.conditions.condition import Condition, Unevaluable
from oversight.routing.routing import choose_route, evaluate
from tests.unit.oversight.builders import NOW, a_policy, a_proposal, an_agent


def test_conditions_see_the_reasoning_and_the_time_where_they_are_given():
    policy = a_policy(
        """rules:
  - {name: sorry, when: "says(action.reasoning, ['sorry'])", tier: team_lead, reason: It apologizes}
  - {name: late, when: "action.at.getHours() >= 18", tier: executive, reason: After hours}
"""
    )

    def tier(reasoning: str | None, **at: object) -> str:
        return choose_route(a_proposal("tag.add", reasoning=reasoning), an_agent(), policy, **at).first_tier  # type: ignore[arg-type]  # at alone

    assert tier("all fine", at=NOW) == "auto"
    assert tier("Sorry!", at=NOW) == "team_lead"
    assert tier(None, at=NOW) == "team_lead", "no reasoning, no answer, more oversight"
    assert tier("all fine", at=NOW.replace(hour=18)) == "executive"
    assert tier("all fine") == "executive", "no time, no answer"


def test_an_evaluation_holds_every_rule_check_and_signal_behind_its_route():
    policy = a_policy(
        """rules:
  - {name: other, when: "action.type == 'mail.send' && payload.amount > 1", tier: executive, reason: r}
  - {name: big, when: payload.amount > 1000, tier: team_lead, reason: r}
  - {name: broken, when: payload.nothing, tier: team_lead, reason: r}
"""
    )
    evaluation = evaluate(
        a_proposal("refund.issue", {"amount": 5000}), an_agent(), policy, {"historical_accuracy": 0.5}
    )
    assert [rule.name for rule in evaluation.left_out] == ["other"]
    (big, holds), (broken, why) = evaluation.rules
    assert (big.name, holds, broken.name) == ("big", True, "broken")
    assert isinstance(why, Unevaluable)
    assert [(check.name, passes) for check, passes in evaluation.checks] == [("within_policy", False)]
    assert evaluation.signals == {"historical_accuracy": 0.5, "rule_validator_score": 0.0}
    assert evaluation.route == choose_route(
        a_proposal("refund.issue", {"amount": 5000}), an_agent(), policy, {"historical_accuracy": 0.5}
    )


@pytest.mark.parametrize(
    ("source", "left_out"),
    [
        ("action.type == 'b' && payload.x > 1", True),
        ("payload.x > 1 && action.type == 'b'", True),
        ("action.type.startsWith('b.') && has(context.x)", True),
        ("action.type in ['b', 'c'] && says(payload.t, ['x'])", True),
        ("action.type == 'a' && payload.x > 1", False),
        ("action.type == 'b' || payload.x > 1", False),
        ("has(action.reasoning) && action.type == 'b'", False),
        ("payload.x > 1", False),
        ("has(payload.x) && payload.x", False),
        ("action.type == payload.type", False),
    ],
)
def test_a_rule_is_left_out_for_a_type_only_where_the_type_alone_makes_it_false(source, left_out):
    assert Condition(source).is_false_for("a") is left_out
