"""That one checkpoint goes on from another is proved for any two of this log, and for no others."""

from __future__ import annotations

import pytest

from oversight.audit.log.checkpoint import Checkpoint, read_checkpoint
from oversight.audit.log.merkle import verify_consistency
from oversight.usecases.audit.prove import Consistency, prove_consistency
from storage.audit.log import SqlAuditLog
from tests.contract.test_audit_signing import Later, Memory, signed_to


@pytest.fixture
async def three(store):
    """A log, and what was signed of it: 5, 305 and 306 leaves."""
    log, later, memory = SqlAuditLog(store.database, alone=False), Later(), Memory()
    counts = ((5, 0), (300, 5), (1, 305))
    notes = [(await signed_to(log, store, count, memory, later, first=first)).note for count, first in counts]
    return log, notes


async def test_any_two_checkpoints_are_held_together(three):
    log, notes = three
    pairs = [(old, new) for number, old in enumerate(notes) for new in notes[number:]]
    for old_note, new_note in pairs:
        proof = await prove_consistency(log, old_note, new_note)
        old, new = read_checkpoint(old_note), read_checkpoint(new_note)
        assert isinstance(proof, Consistency)
        assert proof.text.endswith(new_note)
        hashes = await log.consistency(1, old.size, new.size)
        assert verify_consistency(old.size, new.size, old.root, new.root, hashes)
    newest = await prove_consistency(log, notes[0])
    assert newest == await prove_consistency(log, notes[0], notes[2])


async def test_a_checkpoint_of_something_else_is_refused_in_words(three):
    log, notes = three
    real = read_checkpoint(notes[1])

    def forged(size=real.size, root=real.root, origin=real.origin):
        return Checkpoint(origin, size, root).text + notes[1][notes[1].index("\n\n") + 1 :]

    assert await prove_consistency(log, notes[2], notes[0]) == (
        "The checkpoints are in the wrong order: 306 leaves came after 5."
    )
    assert "its first 305 leaves are others" in str(await prove_consistency(log, forged(root=b"\1" * 32)))
    assert "its first 305 leaves are others" in str(await prove_consistency(log, notes[0], forged(root=b"\1" * 32)))
    assert "has 999 leaves" in str(await prove_consistency(log, forged(size=999)))
    assert "is of the log other.example" in str(await prove_consistency(log, forged(origin="other.example")))
    assert "no checkpoint" in str(await prove_consistency(log, "hello"))


async def test_before_anything_is_signed_there_is_nothing_to_prove(store):
    log = SqlAuditLog(store.database, alone=False)
    assert await prove_consistency(log, "whatever somebody kept") == "Nothing is signed yet."
