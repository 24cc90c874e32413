"""`/sandbox/api/traffic`: what was sent to the app and what came from it."""

from typing import Any

from aiohttp import web

from sandbox.control.body import BAD_REQUEST
from sandbox.refusal import SlackRefusalError
from sandbox.traffic import KEPT, Traffic


class TrafficLog:
    """Answers questions about the traffic."""

    def __init__(self, traffic: Traffic) -> None:
        self._traffic = traffic

    async def traffic(self, request: web.Request) -> dict[str, Any]:
        """The newest entries above `after`, at most `limit` of them, oldest first, and the number of the last one."""
        after, limit = _whole(request, "after", 0), _whole(request, "limit", 200)
        entries = self._traffic.after(after, min(max(limit, 1), KEPT))
        return {"traffic": [entry.as_json() for entry in entries], "last": self._traffic.last}

    async def entry(self, request: web.Request) -> dict[str, Any]:
        """One entry, while it is kept."""
        entry = self._traffic.entry(int(request.match_info["number"]))
        if entry is None:
            raise SlackRefusalError("no_such_entry", status=404, detail="That entry is not kept any more.")
        return entry.as_json()


def _whole(request: web.Request, name: str, default: int) -> int:
    try:
        return int(request.query.get(name, default))
    except ValueError:
        raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail=f"{name} must be a whole number.") from None
