"""Proofs out of the log that is kept here, for those who keep nothing of it."""

from msgspec import Struct

from oversight.action.event_kind import EventKind
from oversight.audit.log.checkpoint import read_checkpoint
from oversight.audit.log.note import BadNote
from oversight.audit.log.proof import Proof
from oversight.audit.log.witnessing import request_text
from oversight.ports.audit import AuditLog, SignedCheckpoint
from oversight.usecases.audit.cosigned_checkpoint import cosigned_checkpoint

DECIDED = str(EventKind.DECIDED)


class Consistency(Struct, frozen=True):
    """The proof that one checkpoint goes on from another."""

    text: str
    """As a witness is sent it: the old size, the hashes, an empty line, the new checkpoint."""


async def prove_leaf(
    log: AuditLog, action_id: str | None, index: int | None, *, by: SignedCheckpoint | None = None
) -> Proof | str:
    """The proof of an action's decision, or else of the newest that is known of it; or of the leaf at this index.

    By a new checkpoint that witnesses cosigned, or by this one; a sentence where there is nothing to prove yet.
    """
    head = await log.head()
    newest = await log.newest_checkpoint(head.number) if by is None else by
    if newest is None:
        return "Nothing is signed yet: sayso audit keygen, then wait ten seconds."
    if action_id is None:
        assert index is not None, "one of the two is asked for"
        leaf = next(iter(await log.leaves(head.number, index, 1)), None)
    else:
        about = await log.leaves_of(action_id)
        if not about:
            return f"{action_id} is not in the log. If it is new, wait a second."
        about = [one for one in about if one.index < newest.size] or about
        leaf = next((one for one in reversed(about) if one.kind == DECIDED), about[-1])
    if leaf is None or leaf.index >= newest.size:
        return f"It is not signed yet: the newest checkpoint has {newest.size:,} leaves. Wait ten seconds."
    cosigned = await cosigned_checkpoint(log, head.number) if by is None else None
    checkpoint = newest if cosigned is None or leaf.index >= cosigned.size else cosigned
    hashes = await log.inclusion(head.number, leaf.index, checkpoint.size)
    return Proof(leaf.index, tuple(hashes), checkpoint.note, extra=leaf.leaf)


async def prove_consistency(log: AuditLog, old_note: str, new_note: str | None = None) -> Consistency | str:
    """The proof that one checkpoint goes on from an older one, else that the newest does; or why there is none."""
    head = await log.head()
    newest = await log.newest_checkpoint(head.number)
    if newest is None:
        return "Nothing is signed yet."
    new_note = newest.note if new_note is None else new_note
    try:
        old, new = read_checkpoint(old_note), read_checkpoint(new_note)
    except BadNote as error:
        return f"That is no checkpoint: {error}."
    own = read_checkpoint(newest.note)
    for checkpoint in (old, new):
        if checkpoint.origin != own.origin:
            return f"That checkpoint is of the log {checkpoint.origin}, and this is {own.origin}."
        if checkpoint.size > own.size:
            return f"This log has not come so far: that checkpoint has {checkpoint.size:,} leaves."
        if await log.root(head.number, checkpoint.size) != checkpoint.root:
            return f"This log does not go on from that checkpoint: its first {checkpoint.size:,} leaves are others."
    if new.size < old.size:
        return f"The checkpoints are in the wrong order: {old.size:,} leaves came after {new.size:,}."
    hashes = await log.consistency(head.number, old.size, new.size)
    return Consistency(request_text(old.size, hashes, new_note))
