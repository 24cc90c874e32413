"""`policy check` warns of what a card section says without effect, where that can be known."""

import pytest

from oversight.policy.file.reading import read_policy, warnings_in

POLICY = """version: 1
tiers: {team_member: {channel: "#a", reviewers: [U1]}}
action_types:
  a: {risk: high, schema: %s, card: {%s}}
"""
CLOSED = (
    "{type: object, additionalProperties: false, properties: {card: {type: object, additionalProperties: false, "
    "properties: {number: {type: string}}}, list: {type: array, items: {$ref: '#/$defs/entry'}}}, "
    "$defs: {entry: {type: object, additionalProperties: false, properties: {iban: {type: string}}}}}"
)
OPEN = "{type: object, properties: {card_number: {type: string}}}"
SELF = "{type: object, additionalProperties: false, properties: {a: {$ref: '#'}, b: {$ref: '#'}, pin: {type: string}}}"


def told(schema, card):
    text = POLICY % (schema, card)
    return [str(fault) for fault in warnings_in(read_policy(text), text) if ".card" in fault.path]


@pytest.mark.parametrize("name", ["card", "card.number", "NUMBER", "list.iban", "iban"])
def test_a_key_that_the_schema_has_is_no_matter(name):
    assert told(CLOSED, f"redact: [{name}]") == []


@pytest.mark.parametrize("name", ["card.pin", "list.card", "nummer", "number.card"])
def test_a_key_that_no_payload_can_have_is_told(name):
    (warning,) = told(CLOSED, f"redact: [iban, {name}]")
    assert warning.startswith("line 4, $.action_types.a.card.redact[1]: no payload of this type can have")


@pytest.mark.parametrize("name", ["cardNumber", "card_nummber"])
def test_where_payloads_may_have_other_keys_only_what_looks_misspelt_is_told(name):
    (warning,) = told(OPEN, f"redact: [{name}]")
    assert "Did you mean card_number" in warning
    assert told(OPEN, "redact: [secret]") == []


def test_a_schema_that_holds_itself_is_looked_through_in_no_time():
    assert told(SELF, "redact: [pin]") == []
    assert len(told(SELF, "redact: [pinn]")) == 1


def test_leave_to_see_that_reaches_nobody_or_nothing_is_told():
    (nobody,) = told(OPEN, "redact: [card_number], reveal: []")
    assert "names nobody" in nobody
    (nothing,) = told(OPEN, "reveal: [U1]")
    assert "nothing of this type is hidden" in nothing
    assert told(OPEN, "redact: [card_number], reveal: [U1]") == []
