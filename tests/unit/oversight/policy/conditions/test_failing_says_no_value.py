"""A condition that has no answer says why without a value of the action: cards and the log repeat it."""

import pytest

from oversight.policy.conditions.condition import Unevaluable
from oversight.routing.routing import evaluate
from tests.builders import NOON, a_proposal, an_agent, policy_of

TEXT, NUMBER, KEY = "s3cret-99(", 48151623, "s3cret-key"
POLICY = """
version: 1
tiers: {team_lead: {channel: "#b", reviewers: ["U1"]}}
rules:
  - {name: r, when: '%s', tier: team_lead, reason: because}
action_types:
  refund.issue: {risk: high, card: {redact: [pin]}}
"""


def answered(condition):
    proposal = a_proposal(action_type="refund.issue", payload={"pin": TEXT, "num": NUMBER, "obj": {KEY: 1}})
    evaluation = evaluate(proposal, an_agent(), policy_of(POLICY % condition), at=NOON)
    return evaluation.rules[0][1], evaluation.route.reasons


@pytest.mark.parametrize(
    "condition",
    [
        "int(payload.pin) > 5",
        "double(payload.pin) > 5.0",
        'timestamp(payload.pin) > timestamp("2020-01-01T00:00:00Z")',
        'duration(payload.pin) > duration("1s")',
        '"abc".matches(payload.pin)',
        "payload[payload.pin] == 1",
        '{"a": 1}[payload.pin] == 1',
        "payload.obj[payload.pin] == 1",
        "payload.pin + 1 == 2",
        "payload.pin.foo == 1",
        "payload.pin && true",
        "[1][payload.num] == 1",
        "size(payload.num) == 1",
        "sum(payload.pin) > 1",
        "payload.obj < 1",
        "-payload.pin == 1",
        "payload.obj.all(k, payload.obj[k + payload.pin] == 1)",
    ],
)
def test_no_value_is_in_the_reason(condition):
    answer, reasons = answered(condition)
    assert isinstance(answer, Unevaluable)
    said = f"{answer.why} {reasons}"
    assert not [hidden for hidden in (TEXT, str(NUMBER), KEY) if hidden in said]


def test_a_key_that_the_policy_writes_is_named():
    answer, _ = answered("payload.obj.missing == 1")
    assert answer.why == "no field 'missing'"
