"""The client for agents that are not asynchronous: one call at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, Unpack

from sayso.claims import Claims
from sayso.client import Client
from sayso.decision import Decision
from sayso.draft import Block

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot at this URL, asked with this key. Inside a running event loop use :class:`sayso.Client`."""

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
        """As :meth:`sayso.Client.ask`."""
        return self._run(
            lambda client: client.ask(action_type, description=description, payload=payload, timeout=timeout, **claims)
        )

    def draft(
        self,
        action_type: str,
        blocks: Sequence[Block],
        *,
        description: str,
        payload: Any,
        target: str | None = None,
        timeout: float | None = None,
        **claims: Unpack[Claims],
    ) -> Decision:
        """As :meth:`sayso.Client.draft`."""
        return self._run(
            lambda client: client.draft(
                action_type, blocks, description=description, payload=payload, target=target, timeout=timeout, **claims
            )
        )

    def report(self, decision: Decision, outcome: str, *, note: str | None = None) -> None:
        """The bot knows what became of the decided action: ``executed`` or ``failed``."""

        async def tell(client: Client) -> None:
            await (await client.find(decision.action_id)).report(outcome, note=note)

        self._run(tell)

    def _run(self, call: Callable[[Client], Awaitable[T]]) -> T:
        async def within() -> T:
            async with Client(self.url, self.key) as client:
                return await call(client)

        return asyncio.run(within())
