"""Verifiers that we did not write accept what ours writes: `tlog-scales` and `sigstore`, both from PyPI."""

from __future__ import annotations

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from sigstore._internal.merkle import _chain_border_right, _chain_inner, _decomp_inclusion_proof
from sigstore._internal.rekor.checkpoint import LogCheckpoint, SignedNote
from tlog_scales.reader import TilesReader
from tlog_scales.signing import MLDSA44CosignatureSigner, PlainEd25519Signer, Vkey, VkeySet
from tlog_scales.tlog import Checkpoint as TheirCheckpoint
from tlog_scales.tlog import ConsistencyProof, ConsistencyProofInvalid, InclusionProof, InclusionProofInvalid
from tlog_scales.writer import TilesWriter

from oversight.audit.log.checking import BadExport, check
from oversight.audit.log.checkpoint import read_checkpoint
from oversight.audit.log.keys import COSIGNATURE, ML_DSA, SigningKey, VerifierKey
from oversight.audit.log.merkle import (
    consistency_proof,
    hash_leaf,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from oversight.audit.log.note import Note, cosigned, cosigned_at, opened, read_note
from oversight.audit.log.witnessing import with_cosignatures
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
        with pytest.raises(ConsistencyProofInvalid):
            ConsistencyProof(old, size, theirs).check(hash_leaf(b"another"), whole)


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


def test_a_log_that_tlog_scales_wrote_in_steps_is_verified_here(tmp_path):
    """Tiles, entries and checkpoint of theirs, partial tiles grown over and cleared away, read by our own check."""
    folder, leaves = tmp_path / "log", some_leaves(1300)
    signer = PlainEd25519Signer("other.example/log", b"s" * 32)
    writer = TilesWriter.create(folder, "other.example/log")
    kept = []
    for start, end in ((0, 1), (1, 256), (256, 700), (700, 1300)):
        for leaf in leaves[start:end]:
            writer.add_leaf(leaf)
        writer.commit([signer])
        kept.append(read_checkpoint((folder / "checkpoint").read_text()))
    note = (folder / "checkpoint").read_text()
    assert opened(note, [VerifierKey.read(signer.vkey.serialize())])

    def read(path):
        return (folder / path).read_bytes() if (folder / path).is_file() else None

    assert [leaf.leaf for leaf in check(read_checkpoint(note), read, kept)] == leaves
    entries = folder / "tile" / "entries" / "003"
    entries.write_bytes(entries.read_bytes().replace(b'{"n":800}', b'{"n":801}'))
    with pytest.raises(BadExport) as error:
        list(check(read_checkpoint(note), read, kept))
    assert error.value.index == 800


@pytest.mark.parametrize("kind", [COSIGNATURE, ML_DSA])
def test_tlog_scales_accepts_our_cosignatures(kind):
    witness = SigningKey("witness.example/w", b"w" * 32, kind)
    note = read_note(export_of(some_leaves(9))["checkpoint"].decode())
    added = Note(note.text, (*note.signatures, cosigned(note.text, witness, 1679315147))).written()
    theirs = TheirCheckpoint.from_text(added)
    keys = [Vkey.from_string(key.written()) for key in (KEY.verifier, witness.verifier)]
    assert {vkey for vkey, _ in VkeySet(*keys).verify(theirs.signatures, theirs)} == set(keys)
    changed = TheirCheckpoint.from_text(added.replace("\n9\n", "\n8\n"))
    assert VkeySet(*keys).verify(changed.signatures, changed) == set()


def test_a_witness_of_tlog_scales_cosigns_our_checkpoint():
    note = export_of(some_leaves(9))["checkpoint"].decode()
    signer = MLDSA44CosignatureSigner("witness.example/w", b"w" * 32)
    answer = f"{signer.sign(TheirCheckpoint.from_text(note)).serialize()}\n"
    key = VerifierKey.read(signer.vkey.serialize())
    assert key == SigningKey("witness.example/w", b"w" * 32, ML_DSA).verifier
    kept = with_cosignatures(note, answer, [key])
    assert opened(kept, [key, KEY.verifier]) == [KEY.verifier, key]
    assert cosigned_at(read_note(kept).signatures[1]) > 1_700_000_000


def test_the_example_of_the_specification_of_tiles():
    """70,000 leaves, so that there is a third level."""
    leaves = [b""] * 70_000
    reader = TilesReader(Files(export_of(leaves)))
    checkpoint = reader.get_checkpoint()
    assert (checkpoint.size, checkpoint.root_hash) == (70_000, reader.calculate_root_hash())
