"""An action's events as Server-Sent Events: what happened so far, then each thing at once, until it is decided."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from aiohttp import web

from handlers.http.actions import ActionHandlers
from handlers.http.answering import stamp
from handlers.http.preferences import last_event_id
from handlers.http.presentation import action_json
from oversight.action import Action
from oversight.ports import RecordedEvent

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
        action = await self.actions.owned(request, agent)
        news = await self.actions.api.ports.ledger.events(action.id, position)
        if action.status.is_final and not news:
            return web.Response(status=HTTPStatus.NO_CONTENT)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        stamp(request, response)
        await response.prepare(request)
        try:
            await self._tell(response, action, position)
        except ConnectionResetError:
            return response  # the reader hung up; it comes back with Last-Event-ID
        await response.write_eof()
        return response

    async def _tell(self, response: web.StreamResponse, action: Action, position: int) -> None:
        ledger, waiting = self.actions.api.ports.ledger, self.actions.waiting
        while True:
            news = await ledger.events(action.id, position)
            for event in news:
                await response.write(_event(event))
                position = event.position
            if action.status.is_final:
                await response.write(_message("action", action_json(action)))
                return
            if waiting.is_closing:
                return
            if not news:
                await response.write(b": waiting\n\n")
            await waiting.moved(action, self.heartbeat)
            action = await ledger.action(action.id) or action


def _event(event: RecordedEvent) -> bytes:
    # A leaf is canonical JSON: one line, so it is one data field.
    return b"id: %d\n" % event.position + _message(event.kind, event.leaf)


def _message(kind: str, data: bytes) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (kind.encode(), data)
