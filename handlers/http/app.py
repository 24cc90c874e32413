"""The agents' HTTP application, put together."""

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from aiohttp import web

from handlers.http.about import about
from handlers.http.actions.actions import ActionHandlers
from handlers.http.actions.event_stream import HEARTBEAT, EventHandlers
from handlers.http.actions.listing import ACTION_ID
from handlers.http.actions.long_poll import LongPoll
from handlers.http.actions.looks import Looks
from handlers.http.api_ports import ApiPorts
from handlers.http.audit.events import AuditHandlers
from handlers.http.audit.new_leaves import EVERY, NewLeaves
from handlers.http.docs.page import DocsHandlers
from handlers.http.doors.answering import answering
from handlers.http.doors.in_flight import InFlight
from handlers.http.doors.keys import KnownKeys
from handlers.http.doors.turns import Turns
from handlers.http.explain.explain import ExplainHandlers
from handlers.http.health import HealthHandlers
from oversight.exact_json.strict_json import MAX_BYTES

SERVER_OPTIONS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "handler_cancellation": True,  # who hangs up stops waiting; changes that have begun run to their end
        "max_line_size": 8_190,
        "max_field_size": 8_190,
        "access_log": None,
        "auto_decompress": False,  # `body_bytes` unpacks, within its limits and with answers
    }
)
"""How this application is to be run: ``ApiRunner(app, **SERVER_OPTIONS)``."""


def agents_api(
    api: ApiPorts,
    *,
    monotonic: Callable[[], float] = time.monotonic,
    heartbeat: float = HEARTBEAT,
    look_every: float = EVERY,
) -> web.Application:
    """The application. It owns nothing that has to be closed, and lets waiting callers go when it shuts down."""
    app = web.Application(middlewares=[answering(api.outages)], client_max_size=MAX_BYTES)
    waiting = LongPoll(api.changes, Looks(api.ports.actions))

    new_leaves = NewLeaves(api.audit.head, look_every)

    async def let_go(_app: web.Application) -> None:
        waiting.close()
        new_leaves.close()

    app.on_shutdown.append(let_go)
    keys, turns = KnownKeys(api.ports.agents, api.ports.clock, monotonic), Turns()
    actions = ActionHandlers(api, keys, InFlight(), waiting, turns)
    _add_actions(app, actions, EventHandlers(actions, heartbeat))
    health, docs = HealthHandlers(api), DocsHandlers()
    app.add_routes(
        [
            web.post("/v1/policy/explain", ExplainHandlers(api, keys, turns).explain),
            web.get("/v1/audit/events", AuditHandlers(api, keys, new_leaves).events, allow_head=False),
            web.get("/", about),
            web.get("/healthz", health.alive),
            web.get("/readyz", health.ready),
            web.get("/metrics", health.metrics),
            web.get("/openapi.json", docs.document),
            web.get("/docs", docs.page),
            web.get("/docs/{asset}", docs.asset),
        ]
    )
    return app


def _add_actions(app: web.Application, actions: ActionHandlers, events: EventHandlers) -> None:
    one = f"/v1/actions/{{id:{ACTION_ID}}}"
    app.add_routes(
        [
            web.post("/v1/actions", actions.propose),
            web.get("/v1/actions", actions.list, allow_head=False),
            web.get(one, actions.read, allow_head=False),
            web.get(f"{one}/events", events.stream, allow_head=False),
            web.post(f"{one}/cancel", actions.cancel),
            web.post(f"{one}/outcome", actions.outcome),
        ]
    )
