"""The addresses of the JSON API."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.control.acts import Acts
from sandbox.control.administration import Administration
from sandbox.control.contents import Contents
from sandbox.control.faults import FaultControls
from sandbox.control.settings import Settings
from sandbox.control.traffic import TrafficLog
from sandbox.control.waits import Waits
from sandbox.refusal import SlackRefusalError

Question = Callable[[web.Request], Awaitable[dict[str, Any]]]
_PREFIX = "/sandbox/api"


def control_routes(
    *,
    contents: Contents,
    waits: Waits,
    acts: Acts,
    administration: Administration,
    faults: FaultControls,
    settings: Settings,
    traffic: TrafficLog,
) -> list[web.RouteDef]:
    """Every route under `/sandbox/api/`."""
    read: dict[str, Question] = {
        "users": contents.users,
        "usergroups": contents.usergroups,
        "channels": contents.channels,
        "messages": contents.messages,
        "ephemerals": contents.ephemerals,
        "views": contents.views,
        "home": contents.home,
        "status": contents.status,
        "faults": faults.faults,
        "settings": settings.read,
        "traffic": traffic.traffic,
        r"traffic/{number:\d{1,9}}": traffic.entry,
        "wait": waits.wait,
    }
    act: dict[str, Question] = {
        "click": acts.click,
        "suggest": acts.suggest,
        "submit": acts.submit,
        "close": acts.close,
        "command": acts.command,
        "shortcut": acts.shortcut,
        "home": acts.home,
        "say": acts.say,
        "faults": faults.add,
        "faults/remove": faults.remove,
        "faults/clear": faults.clear,
        "sockets/drop": faults.drop_sockets,
        "sockets/refresh": faults.refresh_sockets,
        "settings": settings.change,
        "users": administration.user,
        "channels": administration.channel,
        "usergroups": administration.usergroup,
    }
    return [
        *(web.get(f"{_PREFIX}/{name}", _as_json(question)) for name, question in read.items()),
        *(web.post(f"{_PREFIX}/{name}", _as_json(question)) for name, question in act.items()),
    ]


def _as_json(question: Question) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        try:
            body = await question(request)
        except SlackRefusalError as refusal:
            status = refusal.status if refusal.status != web.HTTPOk.status_code else web.HTTPBadRequest.status_code
            return web.json_response(refusal.body(), status=status)
        return web.json_response({"ok": True, **body})

    return answer
