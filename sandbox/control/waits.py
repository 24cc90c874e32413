"""`GET /sandbox/api/wait`: answered when what is asked for is there, so that nobody has to sleep or ask again."""

from typing import Any, Final

from aiohttp import web

from sandbox.control.body import BAD_REQUEST
from sandbox.control.query import channel_in, number_in, user_in
from sandbox.delivery.dispatcher import Dispatcher
from sandbox.message import words_in
from sandbox.message_changes import shown
from sandbox.refusal import SlackRefusalError
from sandbox.view_changes import stack_json
from sandbox.workspace import Workspace

_LONGEST_WAIT: Final = 60.0
_KINDS: Final = {"message": "channel", "ephemeral": "user", "view": "user", "home": "user", "connection": ""}
"""What can be waited for, and the field that says where."""
_HOW: Final = (
    "Give channel (then a message is waited for), user (an ephemeral; with kind=view or kind=home a modal or the Home "
    "tab), or kind=connection (until the app is connected, before the first act)."
)


class Waits:
    """Waits until something is in the workspace, or until the app is connected."""

    def __init__(self, space: Workspace, dispatcher: Dispatcher) -> None:
        self._space = space
        self._dispatcher = dispatcher

    async def wait(self, request: web.Request) -> dict[str, Any]:
        """What was waited for: a message in `channel`, an `ephemeral`, `view` or `home` of `user`, or a `connection`.

        `text` must be in it, `without` must not; `ts`, `thread_ts` and `after` narrow messages further.
        """
        kind = _kind(request)
        seconds = min(number_in(request, "timeout", 10.0), _LONGEST_WAIT)
        if kind == "connection":
            return await self._connection(seconds)
        # A wrong request is refused now, not when the time is over.
        self._candidates(request, kind)
        found = await self._space.stream.until(lambda: self._first_match(request, kind), seconds)
        if found is None:
            return _too_late(f"No such {kind} of {request.query[_KINDS[kind]]} within {seconds:g} s.")
        return {"ok": True, **found}

    async def _connection(self, seconds: float) -> dict[str, Any]:
        """How many Socket Mode connections the app has, once it has one; over HTTP there is none to wait for."""
        url = self._space.install.request_url
        if url:
            detail = f"The app is reached by signed HTTP at {url}, so there is no connection to wait for."
            return {"connections": 0, "transport": "http", "detail": detail}
        count = await self._space.stream.until(lambda: self._dispatcher.sockets.connections or None, seconds)
        if not count:
            return _too_late(f"No app has connected by Socket Mode within {seconds:g} s. Start it, then wait again.")
        return {"connections": count, "transport": "socket"}

    def _first_match(self, request: web.Request, kind: str) -> dict[str, Any] | None:
        wanted, unwanted = request.query.get("text", ""), request.query.get("without")
        for described in self._candidates(request, kind):
            read = words_in(described)
            if wanted in read and not (unwanted and unwanted in read):
                return {("message" if kind == "ephemeral" else kind): described}
        return None

    def _candidates(self, request: web.Request, kind: str) -> list[dict[str, Any]]:
        query, world = request.query, self._space.world
        after = number_in(request, "after", 0.0)
        if kind == "message":
            chosen = [
                one
                for one in channel_in(request, world).messages.values()
                if query.get("ts", one.ts) == one.ts
                and query.get("thread_ts", one.thread_ts) == one.thread_ts
                and float(one.ts) > after
            ]
            return [shown(self._space, one, with_metadata=True) for one in chosen]
        user = user_in(request, world).id
        if kind == "view":
            return stack_json(self._space, user)[-1:]
        if kind == "home":
            return [world.homes[user].as_json()] if user in world.homes else []
        own = world.ephemerals.get(user, [])
        return [{**one.as_json(), "channel": one.channel} for one in own if float(one.ts) > after]


def _kind(request: web.Request) -> str:
    """What is waited for; refused where it is unknown or its field is missing."""
    query = request.query
    kind = query.get("kind") or ("message" if "channel" in query else "ephemeral")
    if kind not in _KINDS:
        raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail=f"kind: one of {', '.join(_KINDS)}.")
    if _KINDS[kind] and not query.get(_KINDS[kind]):
        raise SlackRefusalError("missing_field", status=BAD_REQUEST, detail=_HOW)
    return kind


def _too_late(detail: str) -> dict[str, Any]:
    return {"ok": False, "error": "timeout", "detail": detail}
