"""The addresses of the JSON API."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.control.changing import Changing
from sandbox.control.doing import Doing
from sandbox.control.faulting import Faulting
from sandbox.control.inspecting import Inspecting
from sandbox.control.reading import Reading
from sandbox.control.setting import Setting
from sandbox.control.waiting import Waiting
from sandbox.refusal import SlackRefusalError

Question = Callable[[web.Request], Awaitable[dict[str, Any]]]
_PREFIX = "/sandbox/api"


def control_routes(
    *,
    reading: Reading,
    waiting: Waiting,
    doing: Doing,
    changing: Changing,
    faulting: Faulting,
    setting: Setting,
    inspecting: Inspecting,
) -> list[web.RouteDef]:
    """Every route under `/sandbox/api/`."""
    read: dict[str, Question] = {
        "users": reading.users,
        "usergroups": reading.usergroups,
        "channels": reading.channels,
        "messages": reading.messages,
        "ephemerals": reading.ephemerals,
        "views": reading.views,
        "home": reading.home,
        "status": reading.status,
        "faults": faulting.faults,
        "settings": setting.read,
        "traffic": inspecting.traffic,
        r"traffic/{number:\d{1,9}}": inspecting.entry,
        "wait": waiting.wait,
    }
    act: dict[str, Question] = {
        "click": doing.click,
        "suggest": doing.suggest,
        "submit": doing.submit,
        "close": doing.close,
        "command": doing.command,
        "shortcut": doing.shortcut,
        "home": doing.home,
        "say": doing.say,
        "faults": faulting.add,
        "faults/remove": faulting.remove,
        "faults/clear": faulting.clear,
        "sockets/drop": faulting.drop_sockets,
        "sockets/refresh": faulting.refresh_sockets,
        "settings": setting.change,
        "users": changing.user,
        "channels": changing.channel,
        "usergroups": changing.usergroup,
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
