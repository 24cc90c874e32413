"""Verifiers that we did not write accept what ours writes: `tlog-scales` and `sigstore`, both from PyPI."""

from __future__ import annotations

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from sigstore._internal.merkle import _chain_border_right, _chain_inner, _decomp_inclusion_proof
from sigstore._internal.rekor.checkpoint import LogCheckpoint, SignedNote
from tlog_scales.reader import TilesReader
from tlog_scales.signing import PlainEd25519Signer, Vkey
from tlog_scales.tlog import Checkpoint as TheirCheckpoint
from tlog_scales.tlog import ConsistencyProof, InclusionProof, InclusionProofInvalid

from oversight.audit.log.checkpoint import read_checkpoint
from oversight.audit.log.keys import VerifierKey
from oversight.audit.log.merkle import (
    consistency_proof,
    hash_leaf,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from oversight.audit.log.note import opened
from tests.unit.oversight.audit.log.trees import KEY, checkpoint_of, export_of, root_of, some_leaves, subtree_of

SIZES = (1, 2, 3, 255, 256, 257, 700)


class Files:
    """An export, as `tlog-scales` reads it."""

    def __init__(self, files):
        self._files = files

    def get(self, *path):
        return self._files.get("/".join(path))


@pytest.mark.parametrize("size", SIZES)
def test_tlog_scales_reads_an_export_and_finds_its_root(size):
    leaves = some_leaves(size)
    reader = TilesReader(Files(export_of(leaves)))
    checkpoint = reader.get_checkpoint()
    checkpoint.verify(Vkey.from_string(KEY.verifier.written()))
    assert reader.calculate_root_hash() == checkpoint.root_hash == root_of(leaves)
    assert [reader.get_entry(index) for index in range(size)] == leaves


def test_tlog_scales_refuses_what_was_changed():
    files = export_of(some_leaves(5))
    changed = files["checkpoint"].replace(b"\n5\n", b"\n6\n")
    with pytest.raises(InvalidSignature):
        TilesReader(Files({"checkpoint": changed})).get_checkpoint().verify(Vkey.from_string(KEY.verifier.written()))


@pytest.mark.parametrize("size", SIZES)
def test_proofs_go_both_ways(size):
    leaves = some_leaves(size)
    whole, reader = root_of(leaves), TilesReader(Files(export_of(leaves)))
    reader.set_size(size)
    for index in {0, size // 3, size - 1}:
        ours = inclusion_proof(index, size, subtree_of(leaves))
        InclusionProof(index, size, ours).check(hash_leaf(leaves[index]), whole)
        theirs = reader.get_inclusion_proof(index, size).node_hashes
        assert verify_inclusion(index, size, hash_leaf(leaves[index]), theirs, whole)
        with pytest.raises(InclusionProofInvalid):
            InclusionProof(index, size, ours).check(hash_leaf(b"another"), whole)
    for old in {1, size // 2 or 1, size}:
        ConsistencyProof(old, size, consistency_proof(old, size, subtree_of(leaves))).check(
            root_of(leaves[:old]), whole
        )
        theirs = reader.get_consistency_proof(old, size).node_hashes
        assert verify_consistency(old, size, root_of(leaves[:old]), whole, theirs)


def test_a_checkpoint_that_tlog_scales_signed_is_read():
    signer = PlainEd25519Signer("other.example/log", b"s" * 32)
    note = TheirCheckpoint.make_signed("other.example/log", 7, bytes(32), [signer]).serialize()
    key = VerifierKey.read(signer.vkey.serialize())
    assert opened(note, [key]) == [key]
    assert read_checkpoint(note).size == 7


@pytest.mark.parametrize("size", SIZES)
def test_sigstore_reads_a_checkpoint_and_follows_a_proof(size):
    leaves = some_leaves(size)
    note = SignedNote.from_text(export_of(leaves)["checkpoint"].decode())
    checkpoint = LogCheckpoint.from_text(note.note)
    assert (checkpoint.origin, checkpoint.log_size) == (KEY.name, size)
    assert bytes.fromhex(checkpoint.log_hash) == root_of(leaves)
    assert (
        base64.b64encode(note.signatures[0].sig_hash).decode()
        == base64.b64encode(bytes.fromhex(KEY.verifier.key_id)).decode()
    )
    for index in {0, size // 2, size - 1}:
        proof = inclusion_proof(index, size, subtree_of(leaves))
        inner, border = _decomp_inclusion_proof(index, size)
        assert inner + border == len(proof)
        middle = _chain_inner(hash_leaf(leaves[index]), proof[:inner], index)
        assert _chain_border_right(middle, proof[inner:]) == checkpoint_of(leaves).root
