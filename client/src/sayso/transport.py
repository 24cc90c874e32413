"""One HTTP call with the patience that an agent needs: passing troubles are tried again, errors are raised at once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import stamina

from sayso.errors import REFUSALS, BadAnswer, Conflict, Unavailable
from sayso.retry_after import retry_after

ANSWER_WITHIN = 15.0
"""Seconds that the bot has to answer, beyond those that it was asked to hold the answer back."""
WORTH_ANOTHER_TRY = frozenset({408, 425, 429, 500, 502, 503, 504})
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Request:
    """One request, sent unchanged on every try."""

    method: str
    path: str
    """Below the bot's URL, without a slash in front."""
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    hold: int = 0
    """Seconds for which the bot may hold its answer back."""
    retry_conflict: bool = False
    """409 means that an earlier try of this very request is still being worked on."""


class Transport:
    """A connection pool to one bot with one key."""

    def __init__(self, url: str, key: str) -> None:
        if not _leads_to_a_bot(url):
            raise ValueError("that is no URL of a bot; write for example https://sayso.example.com")
        self.base = url.rstrip("/")
        self._key = key.strip()
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Calls are possible."""
        self._session = aiohttp.ClientSession(
            headers={"Authorization": f"Bearer {self._key}"},
            # Each action that is waited for holds a connection for as long as people think: a limit would stop the
            # agent from proposing the next one.
            connector=aiohttp.TCPConnector(limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def close(self) -> None:
        """All connections are closed."""
        session, self._session = self._session, None
        if session:
            await session.close()

    async def call(self, request: Request, patience: float | None) -> dict[str, Any]:
        """The JSON object that the bot answered, after as many tries as fit into the patience (None: no end)."""
        # Nothing here may end a wait but an answer: with patience None an agent outlives any restart of the bot.
        tries = stamina.retry_context(on=worth_a_try(request, patience), attempts=None, timeout=patience)
        async for attempt in tries:
            with attempt:
                return await self._once(request)
        raise AssertionError("the last try returns or raises")

    async def _once(self, request: Request) -> dict[str, Any]:
        if self._session is None:
            raise RuntimeError("The client is not open. Use it as `async with Client(url, key) as client:`.")
        try:
            async with self._session.request(
                request.method,
                f"{self.base}/{request.path}",
                params={"wait": str(request.hold)} if request.hold else None,
                data=request.body,
                headers=request.headers,
                timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN + request.hold),
                allow_redirects=False,  # the key is for this bot alone
            ) as answer:
                return _understood(answer.status, answer.headers, await answer.read())
        except (aiohttp.ClientError, OSError) as error:
            why = str(error) or type(error).__name__
            raise Unavailable(f"No answer from {self.base} ({why}). {Unavailable.__doc__}") from error


def _leads_to_a_bot(url: str) -> bool:
    """Whether a path can be added to it, and it holds no secrets that an error message would show."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    extra = parts.query or parts.fragment or parts.username or parts.password
    return parts.scheme in {"http", "https"} and bool(host) and port != 0 and not extra


def worth_a_try(request: Request, patience: float | None) -> Callable[[Exception], bool | float]:
    """Says of an error whether to try again: no, soon, or after so many seconds."""

    def again(error: Exception) -> bool | float:
        if not (isinstance(error, Unavailable) or (request.retry_conflict and isinstance(error, Conflict))):
            return False
        if error.retry_after is None:
            return True
        return False if patience is not None and error.retry_after > patience else error.retry_after

    return again


def _understood(status: int, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body) if body else None
    except ValueError:
        content = None  # a proxy's page, perhaps: the status alone has to tell
    said = content if isinstance(content, dict) else {}
    if status in WORTH_ANOTHER_TRY:
        detail = said.get("detail") or said.get("title") or HTTPStatus(status).phrase
        raise Unavailable(f"{detail} ({status}). {Unavailable.__doc__}", retry_after(headers))
    if refusal := REFUSALS.get(status):
        raise refusal(status, said, retry_after(headers))
    if status not in {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED} or not said:
        raise BadAnswer(f"Unexpected answer {status}. {BadAnswer.__doc__}")
    return said
