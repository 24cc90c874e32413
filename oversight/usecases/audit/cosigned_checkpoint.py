"""The checkpoint that is given to others."""

from datetime import timedelta

from oversight.audit.log.note import read_note
from oversight.ports.audit import AuditLog, SignedCheckpoint

OLDER_BY = timedelta(minutes=1)
"""So much older than the newest one a checkpoint may be that more witnesses have cosigned."""
LOOKED_AT = 20


async def cosigned_checkpoint(log: AuditLog, number: int) -> SignedCheckpoint | None:
    """The newest checkpoint of this log, or the one of the last minute that more witnesses have cosigned.

    Witnesses take their time, so in a busy log hardly any has cosigned the newest one yet. None where there is none.
    """
    newest = await log.cosigned(number, LOOKED_AT)
    if not newest:
        return None
    recent = [checkpoint for checkpoint in newest if newest[0].signed_at - checkpoint.signed_at <= OLDER_BY]
    return max(recent, key=lambda checkpoint: (len(read_note(checkpoint.note).signatures), checkpoint.size))
