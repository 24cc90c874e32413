"""Keys, in the one way that they are written."""

from __future__ import annotations

import contextlib

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log import keys
from oversight.audit.log.keys import COSIGNATURE, ML_DSA, BadKey, SigningKey, VerifierKey
from oversight.audit.log.note import signed
from oversight.audit.log.spelling import base64_text
from tests.unit.oversight.audit.log.trees import KEY

GO = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
"""From the documentation of Go's ``sumdb/note``, with its public half below."""
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED = [
    GO_PUBLIC,
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
]
"""Keys of others: of Go, of Tessera's tests, of a witness, and of the library ``formats``."""
KINDS = [
    KEY,
    SigningKey("witness.example/w1", b"w" * 32, COSIGNATURE),
    SigningKey("witness.example/q", b"q" * 32, ML_DSA),
]


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


@pytest.mark.parametrize("name", ["", "\ud800", "\u2028", "a b", "a+b", "a\nb", "a\u00a0b", "a\0b"])
def test_what_cannot_be_a_key_s_name(name):
    with pytest.raises(BadKey):
        SigningKey(name, b"k" * 32)


@pytest.mark.parametrize("text", PUBLISHED)
def test_keys_that_others_published_are_read_and_written_alike(text):
    assert VerifierKey.read(f"{text}\n").written() == text


def test_tessera_s_private_key_has_its_public_one():
    key = SigningKey.read("PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg")
    assert key.verifier.written() == PUBLISHED[1]


@pytest.mark.parametrize("key", KINDS, ids=lambda key: key.name)
def test_each_kind_of_key_is_read_as_it_was_written(key):
    assert SigningKey.read(key.written()).verifier == key.verifier
    assert VerifierKey.read(key.verifier.written()) == key.verifier
    signature = key.sign(b"message")
    assert key.verifier.verifies(b"message", signature)
    assert not key.verifier.verifies(b"another", signature)
    assert not key.verifier.verifies(b"message", signature[:-1])
    assert not key.verifier.verifies(b"message", b"")


def test_a_key_with_another_name_or_type_has_another_id():
    ids = {SigningKey(name, b"k" * 32, kind).verifier.key_id for name in "ab" for kind in (1, COSIGNATURE, ML_DSA)}
    assert len(ids) == 6


@pytest.mark.parametrize(
    ("material", "why"),
    [
        (b"", "is empty"),
        (b"\1" + bytes(31), "has 32 bytes, not 31"),
        (b"\4" + bytes(33), "has 32 bytes, not 33"),
        (b"\6" + bytes(32), "has 1312 bytes, not 32"),
        (b"\2" + bytes(91), r"type 2 \(ECDSA\)"),
        (b"\5" + bytes(91), r"type 5 \(RFC 6962"),
        (b"\xff" + bytes(32), r"type 255 \(unknown here\)"),
    ],
)
def test_a_key_that_is_not_understood_says_why(material, why):
    with pytest.raises(BadKey, match=why):
        VerifierKey.read(f"name+00000000+{base64_text(material)}")


@pytest.mark.parametrize(
    "text", ["", "name", "name+c74f20a3", "name+c74f20a3+", "name+C74F20A3+AA==", "name+c74f20a3+*"]
)
def test_what_is_no_key(text):
    with pytest.raises(BadKey):
        VerifierKey.read(text)


def test_a_key_under_another_name_is_refused():
    with pytest.raises(BadKey, match="does not belong to this name"):
        VerifierKey.read(GO_PUBLIC.replace("Peter", "Paul"))


def test_an_error_never_holds_the_seed():
    seed = GO.rpartition("+")[2]
    for text in (GO.replace("c74f20a3", "c74f20a4"), GO.removeprefix("PRIVATE+"), GO.replace("+A", "+B"), GO[:-1]):
        with pytest.raises(BadKey) as error:
            SigningKey.read(text)
        assert seed[4:20] not in f"{error.value!r} {error.value.__cause__!r}"


def test_where_there_is_no_ml_dsa_it_is_said(monkeypatch):
    class Nowhere:
        def from_public_bytes(self, data):
            raise UnsupportedAlgorithm("no")

        from_seed_bytes = from_public_bytes

    monkeypatch.setattr(keys, "MLDSA44PublicKey", Nowhere())
    monkeypatch.setattr(keys, "MLDSA44PrivateKey", Nowhere())
    for read in (lambda: VerifierKey.read(KINDS[2].verifier.written()), lambda: SigningKey.read(KINDS[2].written())):
        with pytest.raises(BadKey, match="has no ML-DSA-44"):
            read()
    assert not KINDS[2].verifier.verifies(b"message", b"signature")
