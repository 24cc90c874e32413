"""A check of a type is held against the type's schema: what no payload that fits can answer is refused."""

import pytest

from oversight.policy.file.reading import read_policy
from tests.unit.oversight.policy.file.bad_policy import only_fault

POLICY = """version: 1
tiers:
  team_member: {channel: "#a", reviewers: [U1]}
action_types:
  refund:
    risk: low
    schema:
      type: object
      additionalProperties: false
      properties:
        amount: {type: number}
        reason: {type: string}
        rows: {type: array, items: {type: object, properties: {price: {type: number}}}}
        due: {type: [string, 'null']}
    validators:
      - {name: a, check: "%s"}
templates:
  - {name: t, action_type: refund, when: "%s", reason: r}
"""
GOOD = "payload.amount < 5"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("payload.amount > '5'", "compares a number with a text"),
        ("payload.amuont > 5", "“payload.amuont” does not exist; there are amount, reason"),
        ("payload.reason > 5", "compares a text with a number"),
        ("payload.rows.exists(row, row.price == 'a')", "never equal"),
        ("payload.rows[0].price.contains('a')", "gives contains a number"),
        ("payload.amount.exists(x, x > 1)", "goes through a number"),
        ("says(payload.rows, ['a'])", "gives says a list"),
        ("payload.reason", "it answers a text"),
    ],
)
def test_what_no_payload_that_fits_can_answer_is_refused(source, words):
    for check, when, path in (
        (source, GOOD, "$.action_types.refund.validators[0].check"),
        (GOOD, source, "$.templates[0].when"),
    ):
        fault = only_fault(POLICY % (check, when))
        assert fault.path == path
        assert words in fault.problem


@pytest.mark.parametrize(
    "source",
    [
        "payload.due == null || payload.due == 'x'",
        "has(payload.rows) && payload.rows.all(row, row.anything == 'a' && row.price * 2 < 9)",
        "size(payload.rows) > 1 && payload.reason.contains('a') && payload['amount'] > 1",
        "payload.due > 'a'",
    ],
)
def test_what_some_payload_answers_is_let_pass(source):
    read_policy(POLICY % (source, source))
