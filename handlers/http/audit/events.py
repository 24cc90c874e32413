"""The feed of the audit log: what a reader has not read yet, at once or when there is something."""

from dataclasses import dataclass, field
from functools import partial

import orjson
from aiohttp import web

from handlers.http.api_ports import ApiPorts
from handlers.http.audit.new_leaves import NewLeaves
from handlers.http.audit.query import EventsQuery
from handlers.http.doors.keys import KnownKeys
from handlers.http.doors.preferences import preferred_wait
from handlers.http.doors.problems import FieldFault, bad_request
from handlers.http.doors.query import queried
from handlers.http.doors.turns import Turns
from oversight.action.action import READ_AUDIT_VALUES
from oversight.audit.without_values import with_values, without_values
from oversight.usecases.audit.read_events import Events, Place, find_place, read_events


@dataclass(frozen=True, slots=True)
class AuditHandlers:
    """The handler of ``/v1/audit/events``."""

    api: ApiPorts
    keys: KnownKeys
    new_leaves: NewLeaves
    turns: Turns = field(default_factory=Turns)
    """Among readers alone: one chunk at a time, then a rest of the same length. No agent waits for a reader's turn."""

    async def events(self, request: web.Request) -> web.Response:
        """What comes after the last event that was read; with ``Prefer: wait`` once there is something."""
        reader = await self.keys.reader(request)
        query, seconds = queried(EventsQuery, request), preferred_wait(request)
        place = await self._place(query)
        # Whoever claims to have read more than there is learns it at once: waiting, they would miss what comes first.
        may_wait = place.is_end and place.start > query.after
        if may_wait and seconds and await self.new_leaves.beyond(place, seconds):
            place = await self._place(query)
        show = with_values if READ_AUDIT_VALUES in reader.action_types else without_values
        turn = partial(self.turns.turn, reader.id)
        response = _answer(await read_events(self.api.audit, place, query.limit, show, turn))
        if seconds is not None:
            response.headers["Preference-Applied"] = f"wait={seconds}"
        return response

    async def _place(self, query: EventsQuery) -> Place:
        place = await find_place(self.api.audit, query.log, query.after)
        if place is None:
            detail = f"there is no log {query.log}; send the log of your last answer, or leave it out"
            raise bad_request("invalid_query", "Query not understood", f"{detail}.", FieldFault("query.log", detail))
        return place


def _answer(found: Events) -> web.Response:
    # The leaves are written out already, and those with values must keep their bytes.
    events = [{"index": index, "leaf": orjson.Fragment(leaf)} for index, leaf in found.events]
    page = {"log": found.log, "events": events, "next_after": found.next_after, "behind": found.behind}
    return web.Response(body=orjson.dumps(page), content_type="application/json")
