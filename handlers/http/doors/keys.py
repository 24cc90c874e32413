"""Who calls, remembered for a second, so that an agent in a hurry does not read the database with each request.

Only keys that opened something are remembered, by their hash. A revoked key therefore opens doors for a second longer,
and a new one works at once.
"""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from aiohttp import web

from handlers.http.doors.problems import Problem, RequestRefused
from oversight.action.action import Agent
from oversight.agents.keys import hash_key, prefix_in
from oversight.ports.agents import AgentBook
from oversight.ports.world import Clock
from oversight.usecases.agents.authenticate import authenticate

SECONDS: Final = 1.0
_CHALLENGE = 'Bearer realm="sayso"'


class KnownKeys:
    """Turns the Authorization header into an agent, or into a reader of the audit log."""

    def __init__(self, agents: AgentBook, clock: Clock, monotonic: Callable[[], float]) -> None:
        """Remembers nothing yet; ``monotonic`` tells seconds, from any origin."""
        self._agents = agents
        self._clock = clock
        self._monotonic = monotonic
        self._known: dict[str, tuple[float, Agent]] = {}
        self._looks: dict[str, asyncio.Task[Agent | None]] = {}

    async def agent(self, request: web.Request) -> Agent:
        """The calling agent; a 401 without a key that opens anything, a 403 with one that reads the audit log."""
        holder = await self._holder(request)
        if holder.reads_audit:
            raise _other_kind(
                "reader_key",
                "This key reads the audit log and does nothing else. Use an agent's key (sayso agents add).",
            )
        return holder

    async def reader(self, request: web.Request) -> Agent:
        """The reader of the audit log who calls; a 401 without a key that opens anything, a 403 with an agent's."""
        holder = await self._holder(request)
        if not holder.reads_audit:
            raise _other_kind(
                "agent_key",
                "An agent's key does not read the audit log. Ask the operator for one that does (sayso audit reader "
                "add).",
            )
        return holder

    async def _holder(self, request: web.Request) -> Agent:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        key = key.strip()
        if scheme.lower() != "bearer" or not key:
            raise _unauthorized("Send your key as “Authorization: Bearer say_…”.", _CHALLENGE)
        if not key.isascii():
            raise _wrong_key()
        now, name = self._monotonic(), hash_key(key)
        until, known = self._known.get(name, (now, None))
        if known is not None and now < until:
            return known
        agent = await self._looked_up(key, name)
        if agent is None:
            raise _wrong_key()
        return agent

    async def _looked_up(self, key: str, name: str) -> Agent | None:
        """Whose key it is, by one look for all requests that ask at this moment."""
        look = self._looks.get(name)
        if look is None:
            look = self._looks[name] = asyncio.create_task(self._look(key, name))
        return await asyncio.shield(look)  # who hangs up spoils it for nobody

    async def _look(self, key: str, name: str) -> Agent | None:
        try:
            now = self._monotonic()
            agent = await authenticate(key, self._agents, self._clock)
            if agent is None:
                self._known.pop(name, None)
            else:
                self._remember(name, agent, now)
            return agent
        finally:
            del self._looks[name]

    def _remember(self, name: str, agent: Agent, now: float) -> None:
        for stale in [value for value, (until, _) in self._known.items() if until <= now]:
            del self._known[stale]
        self._known[name] = (now + SECONDS, agent)


def key_prefix(request: web.Request) -> str | None:
    """The first part of the key in a request that was let in, by which it is known; it opens nothing by itself."""
    return prefix_in(request.headers.get("Authorization", ""))


def _wrong_key() -> RequestRefused:
    return _unauthorized(
        "This key opens nothing. Ask the operator for a new one (sayso agents rotate, or sayso audit reader add).",
        f'{_CHALLENGE}, error="invalid_token"',
    )


def _unauthorized(detail: str, challenge: str) -> RequestRefused:
    return RequestRefused(
        Problem(HTTPStatus.UNAUTHORIZED, "unauthorized", "Key needed", detail, (), {"WWW-Authenticate": challenge})
    )


def _other_kind(code: str, detail: str) -> RequestRefused:
    return RequestRefused(Problem(HTTPStatus.FORBIDDEN, code, "Key of another kind", detail))
