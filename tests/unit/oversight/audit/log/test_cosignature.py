"""What witnesses sign, with both kinds of keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.cosignature import cosign, cosignature_time, is_cosigner, verify_cosignature
from oversight.audit.log.keys import COSIGNATURE, ML_DSA, SigningKey
from oversight.audit.log.note import BadNote, Note, cosigned, cosigned_at, opened, read_note, signed
from tests.unit.oversight.audit.log.spec_examples import COSIGNED, COSIGNED_MESSAGE
from tests.unit.oversight.audit.log.trees import KEY

AT = 1679315147
TEXT = read_note(COSIGNED).text
CLASSIC = SigningKey("witness.example.com/w1", b"w" * 32, COSIGNATURE)
QUANTUM = SigningKey("witness.example.com/w2", b"w" * 32, ML_DSA)
ML_DSA_MESSAGE = (
    b"subtree/v1\n\0\x16witness.example.com/w2"
    + AT.to_bytes(8, "big")
    + b"\x1bexample.com/behind-the-sofa"
    + bytes(8)
    + (20852163).to_bytes(8, "big")
    + bytes.fromhex("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62")
)
BOTH = pytest.mark.parametrize("key", [CLASSIC, QUANTUM], ids=["ed25519", "ml-dsa-44"])


def test_the_message_is_the_one_of_the_specification():
    signature = cosign(TEXT, CLASSIC, AT)
    assert CLASSIC.verifier.verifies(COSIGNED_MESSAGE.encode(), signature[8:])
    assert cosigned_at(read_note(COSIGNED).signatures[1]) == AT == cosignature_time(signature)


def test_the_message_of_ml_dsa_is_laid_out_as_specified():
    signature = cosign(TEXT, QUANTUM, AT)
    assert len(signature) == 8 + 2420
    assert QUANTUM.verifier.verifies(ML_DSA_MESSAGE, signature[8:])


@BOTH
def test_a_witness_says_when_it_signed(key):
    signature = cosigned(TEXT, key, AT)
    note = Note(TEXT, (signature,)).written()
    assert opened(note, [key.verifier]) == [key.verifier]
    assert cosigned_at(signature) == AT == verify_cosignature(key.verifier, TEXT, signature.signature)
    with pytest.raises(BadNote):
        opened(note.replace("\n20852163\n", "\n20852164\n"), [key.verifier])


@BOTH
@given(data=st.data())
def test_no_flipped_bit_is_a_cosignature(key, data):
    signature = cosign(TEXT, key, AT)
    at = data.draw(st.integers(0, len(signature) * 8 - 1))
    flipped = bytearray(signature)
    flipped[at // 8] ^= 1 << at % 8
    assert verify_cosignature(key.verifier, TEXT, bytes(flipped)) is None


@BOTH
@pytest.mark.parametrize("length", [0, 1, 7, 8, 9, 71])
def test_a_cosignature_that_was_cut(key, length):
    assert verify_cosignature(key.verifier, TEXT, cosign(TEXT, key, AT)[:length]) is None


def test_a_time_beyond_all_times_is_refused():
    at = 2**63
    message = f"cosignature/v1\ntime {at}\n{TEXT}".encode()
    assert verify_cosignature(CLASSIC.verifier, TEXT, at.to_bytes(8, "big") + CLASSIC.sign(message)) is None
    for wrong in (at, -1):
        with pytest.raises(ValueError, match="a time since 1970"):
            cosign(TEXT, CLASSIC, wrong)


def test_a_log_s_plain_key_is_no_witness():
    assert [is_cosigner(key.verifier) for key in (KEY, CLASSIC, QUANTUM)] == [False, True, True]
    with pytest.raises(ValueError, match="the key of a witness"):
        cosign(TEXT, KEY, AT)
    plain = SigningKey(CLASSIC.name, b"w" * 32)
    signature = AT.to_bytes(8, "big") + plain.sign(ML_DSA_MESSAGE.replace(b"w2", b"w1"))
    assert verify_cosignature(plain.verifier, TEXT, signature) is None
    assert verify_cosignature(plain.verifier, TEXT, cosign(TEXT, CLASSIC, AT)) is None


@BOTH
def test_a_witness_does_not_sign_without_a_time(key):
    with pytest.raises(ValueError, match="signs with a time"):
        signed(TEXT, [KEY, key])


def test_extension_lines_are_cosigned_with_ed25519_and_not_with_ml_dsa():
    extended = f"{TEXT}more\n"
    assert verify_cosignature(CLASSIC.verifier, extended, cosign(TEXT, CLASSIC, AT)) is None
    assert verify_cosignature(QUANTUM.verifier, extended, cosign(TEXT, QUANTUM, AT)) == AT


@pytest.mark.parametrize("text", ["", "no checkpoint\n", "\n1\nAAAA\n", "o" * 256 + "\n" + TEXT.partition("\n")[2]])
def test_ml_dsa_signs_heads_of_logs_only(text):
    with pytest.raises(ValueError, match="there is no checkpoint to cosign"):
        cosign(text, QUANTUM, AT)
    assert verify_cosignature(QUANTUM.verifier, text, cosign(TEXT, QUANTUM, AT)) is None
