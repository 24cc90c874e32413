"""The audit log in memory, as far as it is read: leaves have their index at once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from oversight.ports.audit import IndexedLeaf, LogHead, SignedCheckpoint


@dataclass(slots=True)
class MemoryAudit:
    """Each log with its leaves; counts how often the head was looked at, and has the fault that it is given."""

    logs: list[list[bytes]] = field(default_factory=lambda: [[]])
    looks: int = 0
    fault: Exception | None = None
    _looked: asyncio.Event = field(default_factory=asyncio.Event)

    async def looked(self) -> None:
        """Somebody has looked at the head since the last call."""
        self._looked.clear()
        async with asyncio.timeout(5):
            await self._looked.wait()

    async def head(self) -> LogHead:
        self.looks += 1
        self._looked.set()
        if self.fault is not None:
            raise self.fault
        return LogHead(len(self.logs), len(self.logs[-1]))

    async def newest_checkpoint(self, log: int) -> SignedCheckpoint | None:
        return None

    async def size(self, log: int) -> int:
        return len(self.logs[log - 1]) if 0 < log <= len(self.logs) else 0

    async def leaves(self, log: int, start: int, limit: int) -> Sequence[IndexedLeaf]:
        known = list(enumerate(self.logs[log - 1]))[start : start + limit]
        return [IndexedLeaf(index, index + 1, "act_1", "action.submitted", leaf) for index, leaf in known]
