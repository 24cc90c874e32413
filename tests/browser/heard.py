"""What an app hears, and waiting for it: the page may show what a person did before the app is told of it."""

from __future__ import annotations

import asyncio
from typing import Any


class Heard(list[dict[str, Any]]):
    """What the app heard so far."""

    def __init__(self) -> None:
        super().__init__()
        self._more = asyncio.Event()

    def append(self, body: dict[str, Any]) -> None:
        """One more; whoever waits looks again."""
        super().append(body)
        self._more.set()

    async def until(self, many: int) -> None:
        """So many were heard."""
        while len(self) < many:
            self._more.clear()
            await self._more.wait()
