"""Numbers and bytes have one spelling each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.spelling import (
    Misspelled,
    base64_bytes,
    base64_text,
    hash_bytes,
    number,
    proof_hashes,
    value_of,
)

HASHES = [base64_text(bytes([value]) * 32) for value in range(64)]


@given(st.integers(0, 2**63 - 1))
def test_a_number_is_read_as_it_was_written(value):
    assert number(str(value)) == value


@pytest.mark.parametrize("text", ["", "00", "01", "+1", "-1", " 1", "1 ", "1_0", "1\n", "٣", "²", str(2**63), "9" * 19])
def test_what_is_no_number(text):
    with pytest.raises(Misspelled):
        number(text)


@given(st.binary(max_size=70))
def test_bytes_are_read_as_they_were_written(data):
    assert base64_bytes(base64_text(data)) == data


@given(st.text(st.sampled_from("AB/+=-_ \n"), max_size=9))
def test_any_text_has_one_meaning_or_none(text):
    try:
        data = base64_bytes(text)
    except Misspelled:
        return
    assert base64_text(data) == text


def test_a_value_stands_behind_its_word_and_one_space():
    assert value_of("old", "old 7") == "7"
    assert value_of("old", "old ") == ""
    assert value_of("old", "old  7") == " 7"
    for line in ("", "old", "older 7", " old 7", "old\t7", "Old 7"):
        assert value_of("old", line) is None


@pytest.mark.parametrize("text", ["AAB=", "AA=", "AA", "A", "AAA=\n", "AA==AA==", "é"])
def test_what_is_no_base64(text):
    with pytest.raises(Misspelled):
        base64_bytes(text)


def test_a_hash_has_its_length():
    assert hash_bytes(HASHES[1]) == b"\1" * 32
    with pytest.raises(Misspelled, match="31 bytes, not 32"):
        hash_bytes(base64_text(bytes(31)))


def test_a_wrong_hash_of_a_proof_is_named():
    assert len(proof_hashes(HASHES[:63])) == 63
    with pytest.raises(Misspelled, match="64 hashes"):
        proof_hashes(HASHES)
    with pytest.raises(Misspelled, match="number 2"):
        proof_hashes([HASHES[0], "AAAA"])
