"""A spelling under `card.redact` that would hide nothing is refused, with the one that hides what is meant."""

import pytest

from oversight.editing.redaction import redacted
from oversight.policy import CardHints
from oversight.policy.file.reading import BadPolicy, read_policy

BEFORE = """version: 1
tiers: {team_member: {channel: "#a", reviewers: [U1]}}
action_types: {a: {risk: high, card: {redact: ["%s"]}}}
"""
PAYLOAD = {"card": {"number": "4111"}, "items": [{"secret": "x"}], "$ref": 1, "0": 2, "payload": 3, "a/b": 4}
MEANT = {
    "payload.card.number": "card.number",
    "$.card.number": "card.number",
    "$.items[0].secret": "items.secret",
    "items[*].secret": "items.secret",
    "items.0.secret": "items.secret",
    "items.*.secret": "items.secret",
    "items[].secret": "items.secret",
    "card['number']": "card.number",
    "/card/number": "card.number",
    "card.": "card",
    ".card": "card",
    "card..number": "card.number",
    " card ": "card",
    "card .number": "card.number",
}


@pytest.mark.parametrize(("written", "meant"), MEANT.items())
def test_a_spelling_that_hides_nothing_is_told_and_the_one_meant_hides(written, meant):
    with pytest.raises(BadPolicy, match="hides nothing") as caught:
        read_policy(BEFORE % written)
    [fault] = caught.value.faults
    assert f"write {meant}" in str(fault).replace("Write", "write")
    assert redacted(PAYLOAD, CardHints(redact=(written,))) == PAYLOAD
    assert redacted(PAYLOAD, CardHints(redact=(meant,))) != PAYLOAD


@pytest.mark.parametrize("written", ["", " ", "*", "$.", "[0]", "."])
def test_what_names_no_key_is_told(written):
    with pytest.raises(BadPolicy, match="hides nothing"):
        read_policy(BEFORE % written)


@pytest.mark.parametrize("key", ["card", "card.number", "Card.NUMBER", "items.secret", "$ref", "0", "payload", "a/b"])
def test_a_key_or_a_path_of_keys_is_taken_and_hides(key):
    read_policy(BEFORE % key)
    assert redacted(PAYLOAD, CardHints(redact=(key,))) != PAYLOAD
