"""What two readers could read differently does not come in."""

import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.exact_json.canonical import MAX_SAFE_INTEGER, canonical
from oversight.exact_json.strict_json import MAX_BYTES, MAX_DEPTH, BadJson, check_json, read_json

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
ASCII_KEYS = st.text("abcdefghijklmnop_", max_size=8)
LARGE = st.floats(2.0**53, 1e21) | st.floats(-1e21, -(2.0**53))
SCALARS = st.none() | st.booleans() | st.integers(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER) | st.floats(-1e15, 1e15) | TEXT
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ASCII_KEYS, inner, max_size=4), max_leaves=20
)


def refused(document: bytes) -> BadJson:
    value = read_json(document)
    assert isinstance(value, BadJson), value
    return value


@given(VALUES)
def test_what_is_written_within_the_limits_is_read_identically(value):
    assert json.dumps(read_json(json.dumps(value).encode())) == json.dumps(value)
    assert check_json(value) is None


@given(VALUES)
def test_the_canonical_form_of_a_value_passes_the_door_and_keeps_its_bytes(value):
    """Stored canonical bytes can always be read back, and mean the same."""
    written = canonical(value)
    again = read_json(written)
    assert not isinstance(again, BadJson)
    assert canonical(again) == written


@given(LARGE)
def test_the_canonical_form_of_any_number_that_came_in_would_come_in(number):
    came_in = read_json(json.dumps(number).encode())
    assert isinstance(came_in, BadJson) or not isinstance(read_json(canonical(came_in)), BadJson)


@given(st.binary(max_size=60))
def test_no_bytes_at_all_make_it_raise(document):
    read_json(document)


@given(st.text('{}[]",:\\u0d8e1.-+ NaIfnityl', max_size=40))
def test_nothing_that_looks_like_json_makes_it_raise(document):
    read_json(document.encode())


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (b'{"amount":10,"amount":10000}', "$"),
        (b'{"a":{"amount":10,"amount":10}}', "$.a"),
        (b'{"a":[1,{"x":1,"y":2,"x":3}]}', "$.a[1]"),
        (b'{"a":1,"\\u0061":2}', "$"),
        (b'{"a":1e999}', "$.a"),
        (b'{"a":[0,-1e999]}', "$.a[1]"),
        (b'{"a":9007199254740993}', "$.a"),
        (b'{"a":9007199254740992}', "$.a"),
        (b'{"a":-9007199254740992}', "$.a"),
        (b'{"a":["ok","\\ud800"]}', "$.a[1]"),
        (b'{"a":"\\udc00\\ud800"}', "$.a"),
        (b'{"a":{"\\ud800":1}}', "$.a"),
        ('{"a":{"\u00e9":1,"e\u0301":2}}'.encode(), "$.a"),
        (b'{"a":"x\\u0000y"}', "$.a"),
        (b'{"a":{"x\\u0000":1}}', "$.a"),
    ],
)
def test_the_refusal_names_the_place(document, path):
    assert refused(document).path == path


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (b'{"a":[1,NaN]}', "$.a[1]"),
        (b'{"a":Infinity}', "$.a"),
        (b'{"a":-Infinity}', "$.a"),
        (b'{"a":123456789012345678901234567890}', "$.a"),
    ],
)
def test_numbers_that_are_none_are_refused_with_their_place(document, path):
    assert refused(document).path == path


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b" ",
        b"{",
        b"[1,]",
        b"{'a':1}",
        b"nul",
        b"01",
        b"1 2",
        b'"\n"',
        b"\xff",
        b'"\xed\xa0\x80"',
        b"\xef\xbb\xbf{}",
    ],
)
def test_what_is_no_json_is_refused_in_words(document):
    assert refused(document).problem


def test_an_integer_of_a_hundred_thousand_digits_is_refused_quickly():
    assert "2^53" in refused(b"9" * 100_000).problem


def test_the_largest_safe_integers_pass():
    assert read_json(b"[9007199254740991,-9007199254740991]") == [MAX_SAFE_INTEGER, -MAX_SAFE_INTEGER]


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100, 10_000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_too_deep_is_refused_whatever_lies_at_the_bottom(depth, opening, closing):
    bottom = "[]" if opening == "[" else "{}"
    document = (opening * (depth - 1) + bottom + closing * (depth - 1)).encode()
    if len(document) > MAX_BYTES:
        document = (opening * min(depth, 40_000)).encode()
    assert "deeper" in refused(document).problem


def test_the_deepest_allowed_passes():
    document = b"[" * MAX_DEPTH + b"1" + b"]" * MAX_DEPTH
    assert not isinstance(read_json(document), BadJson)


def test_size_is_counted_in_bytes_and_before_anything_else():
    body = '"' + "é" * (MAX_BYTES // 2) + '"'
    assert str(MAX_BYTES) in refused(body.encode()).problem
    assert not isinstance(read_json(b'"' + b"a" * (MAX_BYTES - 2) + b'"'), BadJson)


def test_a_pair_of_surrogates_is_one_character():
    assert read_json(rb'"\ud83d\ude00"') == "\U0001f600"


def test_canonically_equal_keys_are_twins_even_where_one_is_ascii():
    """KELVIN SIGN (U+212A) is K under NFC: two keys for a reader that normalises."""
    refused('{"K":1,"\u212a":2}'.encode())
    refused('{"\u212a":1,"K":2}'.encode())


@pytest.mark.parametrize("number", [b"9007199254740993.0", b"9007199254740993e0", b"-90071992547409930e-1"])
def test_an_integer_beyond_2_to_the_53_is_refused_in_every_spelling(number):
    assert refused(b'{"a":' + number + b"}").path == "$.a"


def test_a_long_key_over_many_values_costs_no_memory():
    """The walk must not write the path of every value: 60 kB of key times 95,000 values would be gigabytes."""
    document = b'{"' + b"k" * 6_000 + b'":[' + b",".join([b"0"] * 9_500) + b"]}"
    tracemalloc.start()
    try:
        assert not isinstance(read_json(document), BadJson)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10_000_000


def test_a_path_names_a_key_with_a_dot_unmistakably():
    assert refused(b'{"a.b":{"x":1e999}}').path != refused(b'{"a":{"b":{"x":1e999}}}').path
