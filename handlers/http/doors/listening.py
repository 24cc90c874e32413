"""How callers are listened to: a head has to arrive in time, and bytes that are no HTTP cost next to nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError, LineTooLong

from handlers.http.doors.problems import Problem

HEAD_SECONDS: Final = 10.0
"""From a request's first byte to the end of its head."""
IDLE_SECONDS: Final = 75.0
"""How long a connection may stay open between two requests; longer than proxies keep theirs."""
LINGER_SECONDS: Final = 2.0
"""How long the rest of a body is still taken in after its request was refused, so that the refusal is read."""
TOLD_EVERY: Final = 10.0
"""Seconds between two lines about callers who do not speak HTTP: whoever sends rubbish must not fill the log."""

_OF_THE_SERVER: Final = frozenset({"request_factory", "handler_cancellation", "loop"})

_UNEXPECTED: Final = Problem(
    HTTPStatus.EXPECTATION_FAILED,
    "expectation_failed",
    "Expectation not met",
    "Send the request without the header Expect, or with “Expect: 100-continue”.",
)
_Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

_log = logging.getLogger(__name__)


class ApiRunner(web.AppRunner):
    """Serves an application over connections of this kind."""

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        return _Server(
            _expecting(made.request_handler),
            request_factory=made.request_factory,
            handler_cancellation=made.handler_cancellation,
            **made._kwargs,  # noqa: SLF001 - aiohttp has no other way to say which kind of connection is made
        )


def _expecting(handler: _Handler) -> _Handler:
    """The handler, with a problem document where aiohttp, which looks at `Expect` before all else, has plain text."""

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPExpectationFailed:
            return _beside_the_middleware(_UNEXPECTED)

    return answer


class _Server(web.Server):
    """Makes connections, and counts the callers who do not speak HTTP."""

    def __init__(self, *handler: Any, **options: Any) -> None:
        super().__init__(*handler, **options)
        self._options = {name: value for name, value in options.items() if name not in _OF_THE_SERVER}
        self._strange = 0
        self._told_at = -TOLD_EVERY

    def __call__(self) -> web.RequestHandler:
        """A connection."""
        times: dict[str, Any] = {"keepalive_timeout": IDLE_SECONDS, "lingering_time": LINGER_SECONDS}
        return _Connection(self, loop=asyncio.get_running_loop(), **times, **self._options)

    def tell_of(self, error: HttpProcessingError, remote: str | None) -> None:
        """One line at most in `TOLD_EVERY` seconds: what was wrong and how often, never what was sent."""
        self._strange += 1
        now = asyncio.get_running_loop().time()
        if now - self._told_at >= TOLD_EVERY:
            what = type(error).__name__
            _log.info("not HTTP: %s from %s; %d such requests since the last line", what, remote, self._strange)
            self._strange, self._told_at = 0, now


class _Connection(web.RequestHandler):
    """A connection that is closed when a head does not come to its end."""

    _head: asyncio.TimerHandle | None = None
    """Runs while a head has begun and not ended."""

    def data_received(self, data: bytes) -> None:
        """Bytes from the caller."""
        super().data_received(data)
        if self._waiter is not None and not self._waiter.done():
            # Nothing is being answered and these bytes did not complete a request: they are part of a head.
            if self._head is None:
                self._head = self._loop.call_later(HEAD_SECONDS, self.force_close)
        elif self._head is not None:
            self._head.cancel()
            self._head = None
        request = self._current_request
        if request is not None and self._messages and not request.content.is_eof():
            # Something came behind a body that has not ended: its framing is broken, and the rest never comes.
            request.content.set_exception(web.RequestPayloadError())
            request.content.feed_eof()
            self.close()

    def connection_lost(self, exc: BaseException | None) -> None:
        """The caller is gone."""
        if self._head is not None:
            self._head.cancel()
            self._head = None
        super().connection_lost(exc)

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        """A problem document for what is not HTTP, without a traceback: nothing is wrong on this side."""
        if not isinstance(exc, HttpProcessingError):
            return super().handle_error(request, status, exc, message)
        assert isinstance(self._manager, _Server)
        self._manager.tell_of(exc, request.remote)
        response = _beside_the_middleware(_problem(exc))
        response.force_close()
        return response


def _beside_the_middleware(problem: Problem) -> web.Response:
    response = problem.response()
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _problem(error: HttpProcessingError) -> Problem:
    long = isinstance(error, LineTooLong)
    why = "one of its lines is too long" if long else "its first line or one of its headers is malformed"
    return Problem(
        HTTPStatus.BAD_REQUEST,
        "malformed_http",
        "Not HTTP",
        f"The request cannot be read: {why}. Look for control characters and line breaks, also in the agent key.",
    )
