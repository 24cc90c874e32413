"""Leaves in bundles: what is put in comes out, and a bundle that was cut says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.bundles import LONGEST_LEAF, CutOff, TooLong, bundle, leaves_of


def test_a_length_in_two_bytes_stands_before_each_leaf():
    assert bundle([b"ab", b"", b"c" * 258]) == b"\0\2ab" + b"\0\0" + b"\1\2" + b"c" * 258


@given(st.lists(st.binary(max_size=300), max_size=12))
def test_leaves_come_out_as_they_were_put_in(leaves):
    assert list(leaves_of(bundle(leaves))) == leaves


def test_the_longest_leaf():
    longest = bytes(LONGEST_LEAF)
    assert list(leaves_of(bundle([longest]))) == [longest]
    with pytest.raises(TooLong, match=r"leaf 1 of the bundle has 65,536 bytes"):
        bundle([b"", longest + b"\0"])


@given(st.lists(st.binary(max_size=9), min_size=1, max_size=9), st.data())
def test_a_bundle_that_was_cut_names_the_leaf(leaves, data):
    whole = bundle(leaves)
    length = data.draw(st.integers(0, len(whole) - 1))
    found: list[bytes] = []
    reading = leaves_of(whole[:length])
    ends = [len(bundle(leaves[:count])) for count in range(len(leaves))]
    if length in ends:
        assert list(reading) == leaves[: ends.index(length)]
        return
    with pytest.raises(CutOff) as error:
        found.extend(reading)
    assert found == leaves[: len(found)]
    assert str(error.value) == f"the bundle ends within a leaf: leaf {len(found)} of it, at byte {length}"
