"""Signed notes, in the one way that they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.keys import SigningKey, VerifierKey
from oversight.audit.log.note import MOST_SIGNATURES, BadNote, Note, Signature, opened, read_note, signed
from tests.unit.oversight.audit.log.spec_examples import CHECKPOINT, COSIGNED, NOTE
from tests.unit.oversight.audit.log.trees import KEY

OTHER = SigningKey("acme.example/sayso", b"o" * 32)
TEXT = "acme.example/sayso\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"


def test_a_signature_of_somebody_unknown_means_nothing():
    note = signed(TEXT, [OTHER, KEY])
    assert opened(note, [KEY.verifier]) == [KEY.verifier]
    assert opened(note, [KEY.verifier, OTHER.verifier]) == [OTHER.verifier, KEY.verifier]
    with pytest.raises(BadNote, match="none of the keys"):
        opened(signed(TEXT, [OTHER]), [KEY.verifier])


def test_a_wrong_signature_of_a_known_key_refuses_the_whole_note():
    wrong = read_note(signed("something else\n", [OTHER])).signatures[0]
    both = Note(TEXT, (*read_note(signed(TEXT, [KEY])).signatures, wrong)).written()
    with pytest.raises(BadNote, match="not right for this text"):
        opened(both, [KEY.verifier, OTHER.verifier])


@pytest.mark.parametrize("at", range(0, len(signed(TEXT, [KEY]).encode()), 1))
def test_no_changed_byte_of_a_signed_note_is_believed(at):
    note = signed(TEXT, [KEY]).encode()
    for bit in (1, 32, 128):
        changed = note[:at] + bytes([note[at] ^ bit]) + note[at + 1 :]
        with pytest.raises((BadNote, UnicodeDecodeError)):
            opened(changed.decode(), [KEY.verifier])


@given(st.text(max_size=200))
def test_any_text_is_a_note_or_is_refused(text):
    try:
        note = read_note(text)
    except BadNote:
        return
    assert note.written() == text


@pytest.mark.parametrize("written", [NOTE, CHECKPOINT, COSIGNED])
def test_the_examples_of_the_specifications_are_read(written):
    assert read_note(written).written() == written


def test_the_text_ends_at_the_last_empty_line():
    note = read_note(NOTE)
    assert note.text.endswith("sole:\n\ned è subito sera.\n")
    assert [(one.name, one.key_id) for one in note.signatures] == [("quasimodo.example/salvatore", "367ba04b")]


def test_every_signature_of_a_known_key_is_verified_not_only_its_first():
    right = read_note(signed(TEXT, [KEY])).signatures[0]
    wrong = read_note(signed("something else\n", [KEY])).signatures[0]
    assert opened(Note(TEXT, (right, right)).written(), [KEY.verifier]) == [KEY.verifier]
    for both in ((right, wrong), (wrong, right)):
        with pytest.raises(BadNote, match="not right for this text"):
            opened(Note(TEXT, both).written(), [KEY.verifier])


def test_a_key_that_shares_only_the_name_or_only_the_id_is_unknown():
    right = read_note(signed(TEXT, [KEY])).signatures[0]
    same_id = Signature("somebody.example", right.key_id, b"anything")
    same_name = Signature(right.name, "00000000", b"anything")
    assert opened(Note(TEXT, (same_id, same_name, right)).written(), [KEY.verifier]) == [KEY.verifier]


def test_two_trusted_keys_that_cannot_be_told_apart_are_refused(monkeypatch):
    monkeypatch.setattr(VerifierKey, "key_id", "00000000")
    with pytest.raises(BadNote, match="two of the keys"):
        opened(signed(TEXT, [KEY]), [KEY.verifier, OTHER.verifier])


def test_a_name_that_cannot_be_seen_but_is_allowed_does_not_spoil_a_note():
    right = read_note(signed(TEXT, [KEY])).signatures[0]
    strange = Signature("zero\N{ZERO WIDTH SPACE}width", "00000000", b"anything")
    assert opened(Note(TEXT, (strange, right)).written(), [KEY.verifier]) == [KEY.verifier]


@pytest.mark.parametrize("count", [16, MOST_SIGNATURES])
def test_many_signatures_are_accepted_up_to_a_bound(count):
    others = tuple(Signature(f"other.example/{number}", "00000000", bytes(5000)) for number in range(count - 1))
    right = read_note(signed(TEXT, [KEY])).signatures[0]
    assert opened(Note(TEXT, (*others, right)).written(), [KEY.verifier]) == [KEY.verifier]
    too_many = (others[0],) * MOST_SIGNATURES
    with pytest.raises(BadNote, match="too many signatures"):
        read_note(Note(TEXT, (*too_many, right)).written())
    with pytest.raises(BadNote, match="too long"):
        read_note(Note(TEXT + "x" * 1_000_000 + "\n", (right,)).written())


@pytest.mark.parametrize(
    "written",
    [
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n\n\n",
        "text\n\nno dash AAAAAAA=\n",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n—name AAAAAAA=\n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n— na+me AAAAAAA=\n",
        "text\n\n— name  AAAAAAA=\n",
        "text\n\n— name AAAAAAA= more\n",
        "text\n\n— name AAAAAAA=",
        "text\n\n— name AAAAAAB=\n",
        "text\n\n— name AAAAAA==\n",
        "text\n\n— name\n",
        "text\r\n\n— name AAAAAAA=\n",
        "text\twith a tab\n\n— name AAAAAAA=\n",
        "text\0\n\n— name AAAAAAA=\n",
        "half a character \ud800\n\n— name AAAAAAA=\n",
    ],
)
def test_what_is_no_note(written):
    with pytest.raises(BadNote):
        read_note(written)
    with pytest.raises(BadNote):
        opened(written, [KEY.verifier])
