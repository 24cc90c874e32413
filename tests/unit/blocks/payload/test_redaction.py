"""What the policy keeps off cards stays off them, however its key is spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.payload.changes import change_lines
from blocks.payload.redaction import redacts_json_path
from oversight.editing.changes import payload_changes
from oversight.editing.redaction import redacts
from oversight.exact_json.json_path import json_path
from oversight.policy import CardHints
from tests.unit.blocks.actions import texts


@pytest.mark.parametrize(
    "key", ["card_number", "kunden-nr", "card.number", "IBAN des Kunden", "it's", "a\\b", "käse", "1"]
)
def test_a_path_is_hidden_as_its_key_is(key):
    hints = CardHints(redact=(key.upper(),))
    assert redacts_json_path(hints, json_path([key]))
    assert redacts_json_path(hints, json_path(["payment", 0, key, "inner"]))
    assert not redacts_json_path(hints, json_path(["payment", 0, f"{key}s"]))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("prénom", "pre\u0301nom"),
        ("pre\u0301nom", "PR\u00c9NOM"),
        ("card_number", "card_\u200bnumber"),
        ("card_number", "\uff43\uff41\uff52\uff44_number"),
        ("iban", "IBAN\ufeff"),
        ("straße", "STRASSE"),
    ],
)
def test_keys_that_look_alike_are_hidden_alike(name, key):
    for hidden, path in ((name, ("payment", 0, key)), (f"payment.{name}", ("payment", 0, key))):
        hints = CardHints(redact=(hidden,))
        assert redacts(hints, path)
        assert redacts_json_path(hints, json_path(path))


@given(st.lists(texts(max_size=8), min_size=1, max_size=4), st.lists(texts(min_size=1, max_size=8), max_size=3))
def test_a_path_says_what_its_keys_say(keys, hidden):
    hints = CardHints(redact=tuple(hidden))
    assert redacts_json_path(hints, json_path(keys)) == redacts(hints, tuple(keys))


def told(before, after, *hidden):
    """The changes between two payloads as cards tell them."""
    return change_lines(payload_changes(before, after), CardHints(redact=hidden))


def test_changes_of_hidden_values_are_told_without_them():
    assert told({"card": "1"}, {"card": "2"}, "card") == ["Changed card: [redacted] → another value that cards hide"]
    assert told({"card": "1"}, {}, "card") == ["Removed card: was [redacted]"]
    assert told({}, {"card": "1"}, "card") == ["Added card: a value that cards hide"]


def test_what_is_below_a_hidden_value_is_not_told_either():
    before, after = {"card": {"number": "1", "pin": "2"}}, {"card": {"number": "3", "code": "4"}}
    assert told(before, after, "card") == ["Changed card: [redacted] → another value that cards hide"]


def test_a_list_that_got_shorter_tells_what_is_gone_and_which_hidden_value_is_new():
    entries = [{"n": "a", "card": "1"}, {"n": "b", "card": "2"}]
    (gone,) = told({"list": entries}, {"list": entries[1:]}, "list.card")
    assert gone == 'Removed list[0]: was {"n": "a", "card": [redacted]}'
    assert told({"list": entries}, {"list": [{"n": "b", "card": "3"}]}, "list.card") == [
        gone,
        "Changed list[0].card: [redacted] → another value that cards hide",
    ]


def test_a_list_that_was_only_put_in_another_order_is_one_change_and_tells_nothing_hidden():
    entries = [{"card": "111"}, {"card": "222"}]
    assert told({"list": entries}, {"list": entries[::-1]}, "list.card") == [
        'Changed list: [{"card": [redacted]}, {"card": [redacted]}] → [{"card": [redacted]}, {"card": [redacted]}]'
    ]
