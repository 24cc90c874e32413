"""The way from an agent to the bot."""

import json
import math
import uuid
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import timedelta
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar, Unpack
from urllib.parse import quote

from sayso.action import Action
from sayso.claims import Claims
from sayso.decision import Decision
from sayso.draft import Block, Draft
from sayso.guard import guarded
from sayso.transport import Request, Transport

P = ParamSpec("P")
R = TypeVar("R")


class Client:
    """One agent's connection to the bot; use it as ``async with Client(url, key) as client:``.

    ``patience`` is for how many seconds a call other than :meth:`Action.wait` is tried again when the bot is away.
    """

    def __init__(self, url: str, key: str, *, patience: float = 60.0) -> None:
        self._transport = Transport(url, key)
        self._patience = patience

    async def __aenter__(self) -> Self:
        await self._transport.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.close()

    async def propose(
        self,
        action_type: str,
        *,
        description: str,
        payload: Any,
        idempotency_key: str | None = None,
        **claims: Unpack[Claims],
    ) -> Action:
        """The action; the bot knows it exactly once, however often the call was tried again.

        Pass an ``idempotency_key`` of your own to make that hold over a restart of the agent, too.
        """
        said: dict[str, Any] = {"action_type": action_type, "description": description, "payload": payload, **claims}
        if isinstance(timeout := said.get("review_timeout"), timedelta):
            said["review_timeout"] = math.ceil(timeout.total_seconds())
        request = Request(
            "POST",
            "v1/actions",
            json.dumps(said, allow_nan=False).encode(),
            {"Content-Type": "application/json", "Idempotency-Key": idempotency_key or str(uuid.uuid4())},
            retry_conflict=True,
        )
        return Action(self._transport, await self._transport.call(request, self._patience), self._patience)

    async def ask(
        self,
        action_type: str,
        *,
        description: str,
        payload: Any,
        timeout: float | None = None,  # noqa: ASYNC109 - bounds the waiting only; see Action.wait
        idempotency_key: str | None = None,
        **claims: Unpack[Claims],
    ) -> Decision:
        """Proposed and decided; StillPending (which holds the action) where ``timeout`` seconds were not enough."""
        action = await self.propose(
            action_type, description=description, payload=payload, idempotency_key=idempotency_key, **claims
        )
        return await action.wait(timeout)

    async def draft(
        self,
        action_type: str,
        blocks: Sequence[Block],
        *,
        description: str,
        payload: Any,
        target: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - bounds the waiting only; see Action.wait
        idempotency_key: str | None = None,
        **claims: Unpack[Claims],
    ) -> Decision:
        """Drafted, finished by people and decided: the text is in :attr:`Decision.payload`, and its story in ``draft``.

        ``target`` is the JSON path of the payload's field that gets the text (``$.body``), where the policy names none.
        Leave that field out of the payload, or let it be the blocks' text.
        """
        claims["draft"] = Draft(blocks=blocks) if target is None else Draft(blocks=blocks, target=target)
        return await self.ask(
            action_type,
            description=description,
            payload=payload,
            timeout=timeout,
            idempotency_key=idempotency_key,
            **claims,
        )

    async def find(self, action_id: str) -> Action:
        """An action of this agent by its id, for example after a restart."""
        request = Request("GET", f"v1/actions/{quote(action_id, safe='')}")
        return Action(self._transport, await self._transport.call(request, self._patience), self._patience)

    def guard(
        self,
        action_type: str,
        *,
        describe: Callable[..., str] | None = None,
        **claims: Unpack[Claims],
    ) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Coroutine[Any, Any, R]]]:
        """Decorates an async function so that it runs only when released, with exactly the arguments approved.

        Its arguments, by name, are the payload and must be JSON values. ``describe`` gets them and says in a sentence
        what is about to happen; without it the function's docstring does. Otherwise NotApproved is raised. What became
        of the call is reported to the bot.
        """

        def decorate(function: Callable[P, Awaitable[R]]) -> Callable[P, Coroutine[Any, Any, R]]:
            return guarded(self, function, action_type, describe, claims)

        return decorate
