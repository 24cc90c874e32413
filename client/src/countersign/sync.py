"""For agents that are not asynchronous: the same client, one call at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, Unpack

from countersign.claims import Claims
from countersign.client import Client
from countersign.decision import Decision

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot at this URL, asked with this key. Inside a running event loop use :class:`countersign.Client`."""

    url: str
    key: str = field(repr=False)

    def ask(
        self,
        action_type: str,
        *,
        description: str,
        payload: Any,
        timeout: float | None = None,
        **claims: Unpack[Claims],
    ) -> Decision:
        """As :meth:`countersign.Client.ask`."""
        return self._run(
            lambda cs: cs.ask(action_type, description=description, payload=payload, timeout=timeout, **claims)
        )

    def report(self, decision: Decision, outcome: str, *, note: str | None = None) -> None:
        """The bot knows what became of the decided action: ``executed`` or ``failed``."""

        async def tell(cs: Client) -> None:
            await (await cs.find(decision.action_id)).report(outcome, note=note)

        self._run(tell)

    def _run(self, call: Callable[[Client], Awaitable[T]]) -> T:
        async def within() -> T:
            async with Client(self.url, self.key) as cs:
                return await call(cs)

        return asyncio.run(within())
