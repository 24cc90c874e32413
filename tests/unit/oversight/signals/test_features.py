"""What an action is taken apart into: values, words, shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.exact_json.canonical import Json
from oversight.signals.features import LONGEST_PATH, MOST, features_of

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(json_values, st.text())
def test_whatever_the_doors_let_in_can_be_taken_apart_and_always_the_same_way(payload, said):
    once = features_of(payload, said)
    assert once == features_of(payload, said)
    assert once.values == features_of(payload, "").values, "what is said about it changes nothing of what it is"
    assert once.shape == features_of(payload, "").shape


def test_identifiers_differ_by_their_pattern_only():
    one, other = features_of({"order": "HAT136"}, ""), features_of({"order": "HAT9"}, "")
    assert one.values == other.values == ("$.order=A0",)
    assert features_of({"order": "136-HAT"}, "").values != one.values


@pytest.mark.parametrize(("near", "far"), [((100, 110), (100, 900)), ((-5, -5.5), (5, -5)), ((0, 0.0), (0, 1))])
def test_near_numbers_share_a_class_and_distant_ones_do_not(near, far):
    def classes(number):
        return set(features_of({"amount": number}, "").values)

    assert classes(near[0]) & classes(near[1])
    assert not classes(far[0]) & classes(far[1])


@given(st.floats(1e-6, 1e9), st.floats(1, 1.18))
def test_numbers_within_a_fifth_always_share_a_class(number, times):
    """Two grids, half a step apart: no border falls between them on both."""
    assert set(features_of(number, "").values) & set(features_of(number * times, "").values)


def test_true_is_not_one_and_missing_is_not_null():
    kinds = [features_of(payload, "").values for payload in ({"x": True}, {"x": 1}, {"x": None}, {"x": "1"}, {"y": 1})]
    assert len({*kinds}) == len(kinds)


def test_the_order_of_a_list_says_nothing_and_what_stands_in_it_does():
    assert sorted(features_of(["a", "b"], "").values) == sorted(features_of(["b", "a"], "").values)
    assert features_of({"cc": []}, "").shape != features_of({"cc": ["x"]}, "").shape


@pytest.mark.parametrize(
    ("payload", "comparable"), [({}, False), ([], False), (None, True), ({"a": {}}, True), ("", True)]
)
def test_only_what_has_something_in_it_can_be_compared(payload, comparable):
    assert features_of(payload, "said").comparable is comparable


@pytest.mark.parametrize(("words", "comparable"), [(MOST, True), (MOST + 1, False)])
def test_what_is_too_large_to_be_looked_at_whole_cannot_be_compared(words, comparable):
    text = " ".join(chr(0x4E00 + number) for number in range(words))
    assert features_of({"note": text}, "").comparable is comparable
    assert features_of({"note": "short"}, text).comparable is comparable


def test_a_key_as_long_as_a_body_does_not_fill_the_memory():
    """Every value repeats its path: without a bound, a quarter of a megabyte would become gigabytes."""
    long = {"k" * 200_000: [0] * 20_000}
    features = features_of(long, "")
    assert max(map(len, (*features.values, *features.shape))) < 2 * LONGEST_PATH
    assert features.values != features_of({"k" * 200_001: [0] * 20_000}, "").values
    assert features.values == features_of(long, "").values


def test_nor_do_long_keys_within_each_other():
    payload: Json = [0] * 1_000
    for _ in range(30):
        payload = {"k" * 5_000: payload}
    assert max(map(len, features_of(payload, "").values)) < 2 * LONGEST_PATH
