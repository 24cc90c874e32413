"""What is wrong with a payload is told without anything of what cards hide."""

import json

from hypothesis import given
from hypothesis import strategies as st

from oversight.action.refusal import Detail, Refusal, RefusalCode
from oversight.editing.hidden import hidden_in
from oversight.editing.masked import HIDDEN_FAULT, masked, masked_words
from oversight.editing.redaction import redacted
from oversight.policy import CardHints
from oversight.policy.payload_schema.payload_schema import PayloadSchema
from tests.builders import a_proposal, an_action

HINTS = CardHints(redact=("token", "card.number"))
MARK = "m4rk"
NO_KEYS = {"type": "object", "additionalProperties": False}
SCHEMAS = (
    {"properties": {"token": NO_KEYS, "card": {"properties": {"number": NO_KEYS}}}},
    {"properties": {"token": {"additionalProperties": {"type": "integer"}}}},
    {"properties": {"token": {"propertyNames": {"maxLength": 2}}}},
    {"properties": {"token": {"type": "integer", "enum": [1], "const": 1, "maximum": 0}}},
    {"properties": {"token": {"oneOf": [NO_KEYS, {"type": "integer"}]}, "list": {"items": {"type": "integer"}}}},
    {"properties": {"token": {"patternProperties": {".*": False}, "unevaluatedProperties": False}}},
)
INSIDE = st.recursive(
    st.just(MARK) | st.integers(900_000, 999_999),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([MARK, f"{MARK}2"]), inner, max_size=2),
)
PAYLOADS = st.fixed_dictionaries({"Token": INSIDE, "token": INSIDE, "card": st.fixed_dictionaries({"NUMBER": INSIDE})})


@given(PAYLOADS, st.sampled_from(SCHEMAS))
def test_no_fault_of_a_schema_says_anything_of_a_hidden_value(payload, schema):
    payload |= {"card": payload["card"] | {"number": payload["card"]["NUMBER"]}}
    details = PayloadSchema(schema).problems(payload)
    for_a_reviewer = masked(Refusal(RefusalCode.INVALID_PAYLOAD, "no", details), HINTS).details
    assert MARK not in repr(for_a_reviewer)
    assert bool(for_a_reviewer) == bool(details)
    for_the_agent = masked_words(details, HINTS)
    assert [detail.path for detail in for_the_agent] == [detail.path for detail in details]
    assert not any(MARK in detail.problem or "9" in detail.problem for detail in for_the_agent)


def test_words_that_quote_nothing_stay():
    said = Detail("[value] is longer than 2 characters", "$.token")
    inside, beside = Detail("[value] is longer than 2 characters", "$.token.a.b"), Detail("'x' was unexpected", "$")
    refusal = masked(Refusal(RefusalCode.INVALID_PAYLOAD, "no", (said, inside, inside, beside)), HINTS)
    assert refusal.details == (said, Detail(HIDDEN_FAULT, "$.token"), beside)


def test_the_keys_that_a_fault_is_about_stay_where_they_can_be_seen():
    missing = Detail('"sku" is a required property', "$.lines[0]", ("sku",))
    hidden = Detail('"m4rk" is a required property', "$.token", (MARK,))
    refusal = masked(Refusal(RefusalCode.INVALID_PAYLOAD, "no", (missing, hidden)), HINTS)
    assert refusal.details == (missing, Detail(HIDDEN_FAULT, "$.token"))


@given(PAYLOADS)
def test_what_is_hidden_and_what_is_shown_are_together_all_of_it(payload):
    action = an_action(proposal=a_proposal(payload=payload, context={"token": MARK}, labels={"TOKEN": MARK}))
    hidden = list(hidden_in(action, HINTS))
    assert MARK not in json.dumps(redacted(payload, HINTS))
    assert len(hidden) == json.dumps(redacted(payload, HINTS)).count("[redacted]") + 2
    assert {found.path[0] for found in hidden} == {"payload", "context", "labels"}
