"""The audit log of this process: what it signs with, what it remembers, and how the log is."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from oversight.audit.log.keys import SigningKey
from oversight.audit.signing import Refused
from oversight.ports.audit import AuditLog, SignedCheckpoint, SigningMemory
from oversight.ports.world import Clock
from oversight.usecases.audit.go_on import go_on

log = structlog.get_logger(__name__)

LATE_SECONDS = 60.0
"""How old the newest checkpoint may be while there is more to sign."""
Leaving = Callable[[SignedCheckpoint], Awaitable[None]]
"""One way for a checkpoint to leave the house."""


@dataclass(slots=True)
class AuditKeeper:
    """Lets the log go on, and shouts where it cannot."""

    book: AuditLog
    keys: Sequence[SigningKey]
    memory: SigningMemory
    clock: Clock
    leaving: Sequence[Leaving] = ()
    refused: Refused | None = None
    """Why nothing may be signed; None while all is well."""

    async def beat(self) -> None:
        """One beat of the log."""
        now = self.clock.now()
        beat = await go_on(self.book, self.keys, self.memory, now)
        if beat.refused is not None and beat.refused != self.refused:
            log.error("the audit log is not signed any more", why=beat.refused.why, then="sayso audit resume")
        elif beat.refused is None and self.refused is not None:
            log.warning("the audit log is signed again")
        self.refused = beat.refused
        if beat.signed is not None:
            for leave in self.leaving:
                await leave(beat.signed)

    async def trouble(self) -> str | None:
        """What is wrong with the log, for readiness; None while all is well."""
        if self.refused is not None:
            return f"not signed any more: {self.refused.why}"
        head = await self.book.head()
        if head.refused is not None:
            return f"not signed any more: {head.refused}"
        if not self.keys:
            return f"{head.size:,} leaves, no signing key: whoever can write to the database can change them unnoticed"
        kept = await self.book.newest_checkpoint(head.number)
        if kept is not None and kept.size < head.size:
            since = (self.clock.now() - kept.signed_at).total_seconds()
            if since > LATE_SECONDS:
                return f"{head.size - kept.size:,} leaves are not signed; the newest checkpoint is {since:.0f} s old"
        return None

    async def newest_words(self) -> str | None:
        """How old the newest checkpoint is; None where there is none."""
        head = await self.book.head()
        newest = await self.book.newest_checkpoint(head.number)
        if newest is None:
            return None
        age = (self.clock.now() - newest.signed_at).total_seconds()
        return f"the newest checkpoint has {newest.size:,} of {head.size:,} leaves and is {age:,.0f} s old"
