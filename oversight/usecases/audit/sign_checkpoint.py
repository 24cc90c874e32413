"""What the log holds is signed, if it goes on from everything that was signed before."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from oversight.audit.log.keys import SigningKey
from oversight.audit.signing import (
    AT_MOST,
    Known,
    Refused,
    known_checkpoints,
    refuse_history,
    refuse_key,
    signed_checkpoint,
)
from oversight.ports.audit import AuditLog, Broken, LogHead, SignedCheckpoint, SigningMemory

EVERY = timedelta(seconds=5)
"""How long after one checkpoint the next is signed, while leaves come in."""


class History(Struct, frozen=True):
    """The log, and what was signed of it: the one goes on from the other."""

    head: LogHead
    kept: SignedCheckpoint | None
    known: Known


async def check_history(log: AuditLog, keys: Sequence[SigningKey], memory: SigningMemory) -> History | Refused:
    """What was signed and what the log holds fit; or why nothing may be signed any more.

    Every process does this, also one that signs nothing now: so each knows what the others signed, and the first that
    sees a database go back in time stops them all.
    """
    head = await log.head()
    if head.refused is not None:
        return Refused(head.refused, lasting=True)
    if refused := refuse_key(keys, head.origin):
        return refused
    kept = await log.newest_checkpoint(head.number)
    known = known_checkpoints(keys, None if kept is None else kept.note, await memory.last())
    if isinstance(known, Refused):
        return known
    root_then = await log.root(head.number, known.remembered.size)
    if refused := refuse_history(known, head.size, root_then):
        await log.refuse(head.number, refused.why)
        return refused
    if kept is not None and kept.size > known.remembered.size:
        await memory.remember(kept.note)
    return History(head, kept, known)


async def sign_checkpoint(
    log: AuditLog, keys: Sequence[SigningKey], memory: SigningMemory, now: datetime
) -> SignedCheckpoint | Refused | None:
    """The new checkpoint, kept; why nothing may be signed any more; None where there is nothing to sign yet.

    It is remembered outside the database before it is kept: a process that is killed between the two knows, when it
    comes back, a checkpoint that the database does not, and goes on from it.
    """
    history = await check_history(log, keys, memory)
    if isinstance(history, Refused):
        return history
    if not _is_due(history, now):
        return None
    number, base = history.head.number, history.known.newest
    size = min(history.head.size, base.size + AT_MOST)
    tree = await log.extend(number, base.size, base.root, size)
    if isinstance(tree, Broken):
        why = f"Something in the database was changed afterwards: {tree.why}."
        await log.refuse(number, why)
        return Refused(why, lasting=True)
    note = signed_checkpoint(keys, tree.size, tree.root)
    await memory.remember(note)
    checkpoint = SignedCheckpoint(number, tree.size, now, note)
    return checkpoint if await log.keep(keys[0].name, checkpoint, history.kept.size if history.kept else 0) else None


def _is_due(history: History, now: datetime) -> bool:
    kept = history.kept
    if kept is None:
        return history.head.size > 0
    return history.head.size > kept.size and now - kept.signed_at >= EVERY
