"""What the policy keeps off cards stays off them, however its key is spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.redaction import redacts_json_path
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


@given(st.lists(texts(max_size=8), min_size=1, max_size=4), st.lists(texts(min_size=1, max_size=8), max_size=3))
def test_a_path_says_what_its_keys_say(keys, hidden):
    hints = CardHints(redact=tuple(hidden))
    assert redacts_json_path(hints, json_path(keys)) == redacts(hints, *keys)
