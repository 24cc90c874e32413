"""The audit log goes on by one beat: leaves get their place, and what is there is signed."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from oversight.audit.log.keys import SigningKey
from oversight.audit.signing import Refused
from oversight.ports.audit import AuditLog, SignedCheckpoint, SigningMemory
from oversight.usecases.audit.sequence_leaves import sequence_leaves
from oversight.usecases.audit.sign_checkpoint import check_history, sign_checkpoint


class Beat(Struct, frozen=True):
    """What one beat came to."""

    sequenced: int = 0
    """How many leaves got their place."""
    signed: SignedCheckpoint | None = None
    """The checkpoint that was signed, if one was."""
    refused: Refused | None = None
    """Why nothing may be signed."""


async def go_on(log: AuditLog, keys: Sequence[SigningKey], memory: SigningMemory, now: datetime) -> Beat:
    """One beat; of several processes one does the work, and the others look whether they agree with it."""
    sequenced, outcome = 0, None
    if await log.claim(now):
        sequenced = await sequence_leaves(log)
        if keys:
            outcome = await sign_checkpoint(log, keys, memory, now)
    elif keys and isinstance(history := await check_history(log, keys, memory), Refused):
        outcome = history
    if isinstance(outcome, Refused):
        return Beat(sequenced, refused=outcome)
    return Beat(sequenced, signed=outcome)
