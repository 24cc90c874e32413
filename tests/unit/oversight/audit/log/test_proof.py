"""A proof travels alone: it says what happened, and that it is in the log."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.keys import COSIGNATURE, SigningKey
from oversight.audit.log.merkle import inclusion_proof
from oversight.audit.log.note import Note, cosigned, read_note, signed
from oversight.audit.log.proof import BadProof, Proof, Proven, Unproven, proved, read_proof, verified
from oversight.audit.log.spelling import base64_text
from oversight.audit.log.trust_policy import simple_policy
from tests.unit.oversight.audit.log.trees import KEY, checkpoint_of, some_leaves, subtree_of

LEAVES = some_leaves(1000)
WITNESSES = {name: SigningKey(f"w.example/{name}", name.encode() * 32, COSIGNATURE) for name in "abc"}
VERIFIERS = {name: key.verifier for name, key in WITNESSES.items()}
OTHER = SigningKey("other.example", b"o" * 32)


def proof_of(index):
    hashes = inclusion_proof(index, len(LEAVES), subtree_of(LEAVES))
    return Proof(index, tuple(hashes), signed(checkpoint_of(LEAVES).text, [KEY]), LEAVES[index])


@given(st.integers(0, 999))
def test_a_proof_is_read_as_it_was_written_and_proves_its_leaf(index):
    proof = proof_of(index)
    assert read_proof(proof.written()) == proof
    assert proved(proof) == checkpoint_of(LEAVES)
    with pytest.raises(BadProof, match="is not at index"):
        proved(proof, b"another")


def test_the_lines_of_the_specification():
    lines = proof_of(7).written().split("\n")
    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra eyJuIjo3fQ==", "index 7"]
    assert lines[13] == ""
    assert lines[14] == "acme.example/sayso"


def test_the_example_of_the_specification_with_what_it_leaves_out_filled_in():
    """Its signatures and its extra data are shortened there."""
    written = (
        "c2sp.org/tlog-proof@v1\nextra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6\nindex 73894\n"
        "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\nB95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n"
        "EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\nRoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n"
        "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n\nexample.com/fancylog\n109482\n"
        "sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\n— example.com/fancylog hI2DJwAAAAA=\n"
    )
    proof = read_proof(written)
    assert (proof.index, len(proof.hashes)) == (73894, 5)
    assert proof.written() == written


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("index 7", "index 07"),
        ("index 7", "index -7"),
        ("index 7\n", ""),
        ("index 7\n", "index 7\n\n"),
        ("index 7\n", "index 7\nAAAA\n"),
        ("extra eyJuIjo3fQ==", "extra eyJuIjo3fR=="),
        ("extra eyJuIjo3fQ==", "extra *"),
    ],
)
def test_what_is_no_proof_or_proves_nothing(was, becomes):
    written = proof_of(7).written()
    assert was in written
    with pytest.raises(BadProof):
        proved(read_proof(written.replace(was, becomes, 1)))


def test_a_proof_without_hashes_and_without_a_leaf():
    proof = Proof(0, (), signed(checkpoint_of(LEAVES[:1]).text, [KEY]))
    assert proof.written() == f"c2sp.org/tlog-proof@v1\nindex 0\n\n{proof.checkpoint}"
    assert read_proof(proof.written()) == proof
    assert proved(proof, LEAVES[0]).size == 1
    with pytest.raises(BadProof, match="does not carry the leaf"):
        proved(proof)


def test_a_leaf_without_a_byte_travels_along_too():
    proof = Proof(0, (), signed(checkpoint_of([b""]).text, [KEY]), b"")
    assert "\nextra \nindex 0\n" in proof.written()
    assert read_proof(proof.written()) == proof
    assert proved(proof).size == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "begins with c2sp"),
        ("c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n", "index of the leaf is missing"),
        ("c2sp.org/tlog-proof@v1\nindex 1\nextra AAAA\n\ncheckpoint\n", "number 1, that is no base64"),
        ("c2sp.org/tlog-proof@v1\nextra !!\nindex 1\n\ncheckpoint\n", "what the proof carries is no base64"),
        ("c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 1\n\nc\n", "index of the leaf is missing"),
        ("c2sp.org/tlog-proof@v1\nindex one\n\ncheckpoint\n", "the index of the leaf is no number"),
        (f"c2sp.org/tlog-proof@v1\nindex 1\n{base64_text(bytes(64))}\n\nc\n", "is no hash: it has 64 bytes"),
        ("c2sp.org/tlog-proof@v1\nindex 1\n" + f"{base64_text(bytes(32))}\n" * 64 + "\nc\n", "64 hashes"),
        ("c2sp.org/tlog-proof@v1\r\nindex 1\r\n\r\ncheckpoint\r\n", "begins with c2sp"),
    ],
)
def test_what_is_wrong_is_named(text, why):
    with pytest.raises(BadProof, match=why):
        read_proof(text)


@given(st.data())
def test_no_changed_byte_of_a_proof_proves_its_leaf(data):
    """Only in the extra data, which nobody signed, may something change; and it is not the leaf then."""
    written = proof_of(7).written().encode()
    at = data.draw(st.integers(0, len(written) - 1))
    changed = written[:at] + bytes([written[at] ^ data.draw(st.sampled_from([1, 4, 32, 128]))]) + written[at + 1 :]
    policy = simple_policy([KEY.verifier])
    assert isinstance(verified(read_proof(written.decode()), LEAVES[7], policy), Proven)
    try:
        proof = read_proof(changed.decode())
    except (BadProof, UnicodeDecodeError):
        return
    assert isinstance(verified(proof, None, policy), Unproven)
    assert proof.extra != LEAVES[7] or isinstance(verified(proof, LEAVES[7], policy), Unproven)


def cosigned_proof(*names):
    proof = proof_of(7)
    note = read_note(proof.checkpoint)
    added = tuple(cosigned(note.text, WITNESSES[name], 5) for name in names)
    return Proof(proof.index, proof.hashes, Note(note.text, (*note.signatures, *added)).written(), proof.extra)


def test_what_was_verified_is_said():
    policy = simple_policy([KEY.verifier], VERIFIERS, 2)
    found = verified(cosigned_proof("c", "a"), None, policy)
    assert found == Proven(checkpoint_of(LEAVES), (KEY.verifier,), ("a", "c"))
    assert verified(cosigned_proof("c", "a"), LEAVES[7], simple_policy([], VERIFIERS, 2), [KEY.verifier]) == found


@pytest.mark.parametrize(
    ("proof", "leaf", "logs", "why"),
    [
        (
            cosigned_proof("a"),
            None,
            [KEY.verifier],
            "the quorum witnesses is not reached: the checkpoint was cosigned by a",
        ),
        (cosigned_proof("a", "b"), None, [OTHER.verifier], "is not signed by a log of this name"),
        (cosigned_proof("a", "b"), None, [], "is not signed by a log of this name"),
        (cosigned_proof("a", "b"), LEAVES[8], [KEY.verifier], "the leaf is not at index 7"),
        (Proof(7, (), "no note"), b"", [KEY.verifier], "its checkpoint is none"),
        (Proof(7, (), "no note"), None, [KEY.verifier], "does not carry the leaf"),
    ],
)
def test_why_nothing_was_verified_is_said(proof, leaf, logs, why):
    found = verified(proof, leaf, simple_policy(logs, VERIFIERS, 2))
    assert isinstance(found, Unproven)
    assert why in found.why
