"""Canonical bytes against the vectors that RFC 8785 publishes."""

import json
import struct

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from oversight.exact_json.canonical import MAX_SAFE_INTEGER, canonical, sha256
from oversight.exact_json.strict_json import check_json

RFC_NUMBERS = [  # RFC 8785, appendix B
    ("0000000000000000", "0"),
    ("8000000000000000", "0"),
    ("0000000000000001", "5e-324"),
    ("8000000000000001", "-5e-324"),
    ("7fefffffffffffff", "1.7976931348623157e+308"),
    ("ffefffffffffffff", "-1.7976931348623157e+308"),
    ("4340000000000000", "9007199254740992"),
    ("c340000000000000", "-9007199254740992"),
    ("4430000000000000", "295147905179352830000"),
    ("44b52d02c7e14af5", "9.999999999999997e+22"),
    ("44b52d02c7e14af6", "1e+23"),
    ("44b52d02c7e14af7", "1.0000000000000001e+23"),
    ("444b1ae4d6e2ef4e", "999999999999999700000"),
    ("444b1ae4d6e2ef4f", "999999999999999900000"),
    ("444b1ae4d6e2ef50", "1e+21"),
    ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
    ("3eb0c6f7a0b5ed8d", "0.000001"),
    ("41b3de4355555553", "333333333.3333332"),
    ("41b3de4355555554", "333333333.33333325"),
    ("41b3de4355555555", "333333333.3333333"),
    ("41b3de4355555556", "333333333.3333334"),
    ("41b3de4355555557", "333333333.33333343"),
    ("becbf647612f3696", "-0.0000033333333333333333"),
    ("43143ff3c1cb0959", "1424953923781206.2"),
]


NASTY = st.sampled_from(
    ["\x00", "\x1f", "\x7f", "\x80", "\u2028", "\u2029", "/", "\\", '"', "\b\f\n\r\t", "\ufeff", "\uffff", "\U0001f600"]
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | NASTY
numbers = (
    st.integers(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER)
    | st.sampled_from([0, -0.0, MAX_SAFE_INTEGER, -MAX_SAFE_INTEGER, 1e21, 5e-324])
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.floats(1e-8, 1e-3)
    | st.floats(1e14, 1e22)
    | st.integers(-(10**12), 10**12).map(lambda cents: cents / 100)
)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=5),
    max_leaves=15,
)


@given(values)
def test_the_fast_way_writes_the_same_bytes_as_the_reference(value):
    assert canonical(value) == rfc8785.dumps(value)


@given(st.dictionaries(st.sampled_from(["a", "\u00e9", "\uffff", "\U0001f600", "\U00010000", "\ufb33"]), numbers))
def test_keys_beyond_the_basic_plane_are_sorted_as_the_reference_sorts_them(value):
    """By code points U+FFFF comes before U+1F600, by UTF-16 units after it."""
    assert canonical({"outer": [value]}) == rfc8785.dumps({"outer": [value]})


@pytest.mark.parametrize("number", [MAX_SAFE_INTEGER + 1, -MAX_SAFE_INTEGER - 1, 10**30])
@pytest.mark.parametrize("wrap", [lambda n: n, lambda n: [n], lambda n: {"a": {"b": n}}])
def test_an_integer_that_others_would_round_has_no_canonical_form(number, wrap):
    """And the door refuses it first."""
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical(wrap(number))
    assert check_json(wrap(number)) is not None


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1: 2}, (object(),)])
def test_what_is_no_json_has_no_canonical_form(value):
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical({"a": value})


@pytest.mark.parametrize(("ieee", "written"), RFC_NUMBERS)
def test_numbers_are_written_as_in_appendix_b(ieee, written):
    (number,) = struct.unpack(">d", bytes.fromhex(ieee))
    assert canonical(number).decode() == written


def test_the_sample_of_section_3_2_2():
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '\u20ac$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    assert (
        canonical(value)
        == (
            '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
        ).encode()
    )


def test_keys_are_sorted_by_utf_16_units_as_in_section_3_2_3():
    value = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    assert list(json.loads(canonical(value)).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


@given(st.dictionaries(st.text("abc\u00e9\U0001f600"), st.integers(-9, 9) | st.lists(st.booleans())), st.randoms())
def test_the_order_of_keys_does_not_matter(value, random):
    shuffled = list(value.items())
    random.shuffle(shuffled)
    assert sha256(dict(shuffled)) == sha256(value)


@pytest.mark.parametrize(
    ("one", "other"), [(1, True), (1, "1"), ([], {}), (None, "null"), ("é", "e\u0301"), (0, False)]
)
def test_different_values_have_different_digests(one, other):
    assert sha256({"a": one}) != sha256({"a": other})


def test_equal_numbers_are_equal_whatever_their_spelling():
    assert sha256([1, 100]) == sha256([1.0, 1e2])


def test_the_digest_is_the_sha256_of_the_bytes():
    assert sha256({}) == "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
