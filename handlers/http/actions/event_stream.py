"""An action's events as Server-Sent Events: what happened so far, then each thing at once, until it is decided."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from aiohttp import web

from handlers.http.actions.actions import ActionHandlers
from handlers.http.actions.looks import Look
from handlers.http.doors.answering import stamp
from handlers.http.doors.preferences import last_event_id
from oversight.ports.actions import RecordedEvent

HEARTBEAT: Final = 15.0
"""Seconds of silence after which a comment shows both sides that the line still stands."""


@dataclass(frozen=True, slots=True)
class EventHandlers:
    """The handler of ``/v1/actions/{id}/events``."""

    actions: ActionHandlers
    heartbeat: float = HEARTBEAT

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Events after ``Last-Event-ID``; 204 where all was told before, so that an EventSource stays away."""
        agent = await self.actions.keys.agent(request)
        position = last_event_id(request)
        # The action is read before its events: whatever state is seen, the events that led to it are there.
        look = await self.actions.owned(request, agent)
        news = await self.actions.waiting.looks.events(look.action.id, position)
        if look.action.status.is_final and not news:
            return web.Response(status=HTTPStatus.NO_CONTENT)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        stamp(request, response)
        await response.prepare(request)
        try:
            await self._tell(response, look, position)
        except ConnectionResetError:
            return response  # the reader hung up; it comes back with Last-Event-ID
        await response.write_eof()
        return response

    async def _tell(self, response: web.StreamResponse, look: Look, position: int) -> None:
        waiting = self.actions.waiting
        while True:
            news = await waiting.looks.events(look.action.id, position)
            for event in news:
                await response.write(_event(event))
                position = event.position
            if look.action.status.is_final:
                await response.write(_message("action", look.json))
                return
            if waiting.is_closing:
                return
            if not news:
                await response.write(b": waiting\n\n")
            await waiting.moved(look.action, self.heartbeat)
            look = await waiting.looks.action(look.action.id) or look


def _event(event: RecordedEvent) -> bytes:
    # A leaf is canonical JSON: one line, so it is one data field.
    return b"id: %d\n" % event.position + _message(event.kind, event.leaf)


def _message(kind: str, data: bytes) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (kind.encode(), data)
