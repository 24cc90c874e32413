"""JSON as phones type it is read where only one reading is possible, and else the sign in the way is named."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.action.refusal import Refusal
from oversight.editing.typed_json import read_typed

READ = {
    "curly quotes": "{\n  “to”: “b”,\n  “n”: 1\n}",
    "curly quotes around one of them": '{"to": “b”, "n": 1}',
    "low quotes": "{„to“: „b“, „n“: 1}",
    "angle quotes": "{«to»: «b», «n»: 1}",
    "a curly one that ends straight": '{“to": “b", "n": 1}',
    "no-break spaces": '{\u00a0"to":\u00a0"b",\u202f"n":\u30001}',
    "a byte order mark": '\ufeff{"to": "b", "n": 1}',
    "wide signs": '｛"to"：“b”，"n"：1｝',  # noqa: RUF001
}

NAMED = {
    "single quotes": ("{\n‘to’: 1}", "line 2 column 1", "left single quotation mark"),  # noqa: RUF001
    "an ellipsis": ('{"to": 1, …}', "line 1 column 11", "horizontal ellipsis"),
    "a quote within the quotes": ('{“to”: “say "hi"”}', "line 1 column 8", "left double quotation mark"),
    "a straight one that ends curly": ('{"to”: 1}', "line 1 column 5", "right double quotation mark"),
    "a dash alone": ('{"n": –}', "line 1 column 7", "en dash"),
    "a hidden character": ('{"n": 1\u202e}', "line 1 column 8", "right-to-left override"),
}


@pytest.mark.parametrize("typed", READ.values(), ids=READ)
def test_the_signs_of_phones_are_read_as_plain_ones(typed):
    assert read_typed(typed) == {"to": "b", "n": 1}


@pytest.mark.parametrize("minus", "−–‒")  # noqa: RUF001
def test_a_dash_before_a_digit_is_a_minus(minus):
    assert read_typed(f"[{minus}5, 3]") == [-5, 3]


@pytest.mark.parametrize(("typed", "position", "name"), NAMED.values(), ids=NAMED)
def test_a_sign_in_the_way_is_named(typed, position, name):
    refused = read_typed(typed)
    assert isinstance(refused, Refusal)
    assert position in refused.sentence
    assert name in refused.sentence


@pytest.mark.parametrize("typed", ['{"to": nope}', '{"a": 1, "a": 2}', "[NaN]"])
def test_other_faults_are_told_as_ever(typed):
    assert isinstance(refused := read_typed(typed), Refusal)
    assert "stands" not in refused.sentence


@given(st.recursive(st.text("ab“”„«»″…–\u00a0：，\"\\' ", max_size=8), lambda inner: st.lists(inner, max_size=3)))  # noqa: RUF001
def test_inside_a_text_every_sign_stays(value):
    assert read_typed(json.dumps(value, ensure_ascii=False)) == value


@given(st.text("ab“”„«»″…–\u00a0：，\"\\' ", max_size=12))  # noqa: RUF001
def test_a_text_between_curly_quotes_is_read_as_written_or_not_at_all(text):
    read = read_typed(f"[“{text}”]")
    assert isinstance(read, Refusal) or not set('“”"\\').isdisjoint(text) or "".join(read) == text
