"""Signed notes and keys, in the one way that they are written."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.checkpoint import Checkpoint, checkpoint_of, read_checkpoint
from oversight.audit.log.keys import COSIGNATURE, BadKey, SigningKey, VerifierKey
from oversight.audit.log.note import BadNote, Note, cosigned, cosigned_at, opened, read_note, signed
from tests.unit.oversight.audit.log.trees import KEY, some_leaves
from tests.unit.oversight.audit.log.trees import checkpoint_of as checkpoint_over

OTHER = SigningKey("acme.example/sayso", b"o" * 32)
WITNESS = SigningKey("witness.example/w1", b"w" * 32, COSIGNATURE)
TEXT = "acme.example/sayso\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
GO = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
"""From the documentation of Go's ``sumdb/note``, with its public half below."""
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_go_s_own_key_is_read_and_written_as_go_does():
    key = SigningKey.read(GO)
    assert key.written() == GO
    assert key.verifier.written() == GO_PUBLIC
    assert VerifierKey.read(GO_PUBLIC) == key.verifier
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    signature = (
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    )
    assert signed(text, [key]) == f"{text}\n{signature}\n"


def test_a_key_shows_its_name_and_not_itself():
    assert repr(KEY) == f"SigningKey({KEY.name}+{KEY.verifier.key_id})"


@given(st.integers(0, len(GO) - 1), st.characters(min_codepoint=33, max_codepoint=126))
def test_a_mistyped_key_is_no_key_or_another_one(at, char):
    mistyped = GO[:at] + char + GO[at + 1 :]
    with contextlib.suppress(BadKey):
        assert SigningKey.read(mistyped).written() == mistyped


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b", "a\0b"])
def test_what_cannot_be_a_key_s_name(name):
    with pytest.raises(BadKey):
        SigningKey(name, b"k" * 32)


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


def test_a_witness_says_when_it_signed():
    signature = cosigned(TEXT, WITNESS, 1679315147)
    note = Note(TEXT, (signature,)).written()
    assert opened(note, [WITNESS.verifier]) == [WITNESS.verifier]
    assert cosigned_at(signature) == 1679315147
    with pytest.raises(BadNote):
        opened(note.replace("\n0\n", "\n1\n"), [WITNESS.verifier])


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


def test_a_checkpoint_is_read_as_it_was_written():
    checkpoint = checkpoint_over(some_leaves(5))
    assert read_checkpoint(signed(checkpoint.text, [KEY])) == checkpoint
    extended = Checkpoint("a", 1, bytes(32), ("more", "lines"))
    assert checkpoint_of(extended.text) == extended


def test_the_examples_of_the_specification_are_read():
    written = (
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa "
        "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        "— witness.example.com/w1 "
        "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    assert read_note(written).written() == written
    assert read_checkpoint(written).size == 20852163
    assert [cosigned_at(read_note(written).signatures[1])] == [0x6418_50CB]


@pytest.mark.parametrize(
    "text",
    [
        "origin\n007\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "origin\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
        "origin\n1\nAAAA\n",
        "origin\n1\n",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    ],
)
def test_what_is_no_checkpoint(text):
    with pytest.raises(BadNote):
        checkpoint_of(text)
