"""`/sandbox/api/settings`: how the workspace treats the app, and what goes wrong between them."""

from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.control.body import BAD_REQUEST, Body, read_body
from sandbox.delivery.dispatcher import Dispatcher
from sandbox.delivery.envelope import Envelope, Kind
from sandbox.delivery.payloads import event_callback
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.rates import RateLimits
from sandbox.workspace import Workspace

_LARGEST_COUNT: Final = 1_000
_FASTEST: Final = 10_000.0


class Settings:
    """Reads and changes the settings; a request with a wrong one changes nothing."""

    def __init__(self, space: Workspace, dispatcher: Dispatcher, rates: RateLimits) -> None:
        self._space = space
        self._dispatcher = dispatcher
        self._rates = rates

    async def read(self, _request: web.Request) -> dict[str, Any]:
        """The settings in force; `duplicate` and `reorder` count the payloads still to come."""
        trouble = self._dispatcher.trouble
        return {
            "request_url": self._space.install.request_url,
            "rate_limits": self._rates.enabled,
            "rate_speed": self._rates.speed,
            "revoked": self._space.install.revoked,
            "outage": trouble.outage,
            "half_open": trouble.half_open,
            "duplicate": trouble.duplicate,
            "reorder": self._dispatcher.reordering.wanted,
        }

    async def change(self, request: web.Request) -> dict[str, Any]:
        """The settings given are in force; those not given stay as they were."""
        body = await read_body(request)
        now = await self.read(request)
        url = _url(body) if "request_url" in body.fields else now["request_url"]
        speed = body.number("rate_speed", now["rate_speed"])
        if not 0 < speed <= _FASTEST:
            raise _wrong(f"rate_speed must be above 0 and at most {_FASTEST:.0f}.")
        switches = {name: _switch(body, name, now[name]) for name in ("rate_limits", "revoked", "outage", "half_open")}
        counts = {name: _count(body, name, now[name]) for name in ("duplicate", "reorder")}
        self._space.install.request_url = url
        if switches["revoked"] and not now["revoked"]:
            self._tell_of_revocation()
        self._space.install.revoked = switches["revoked"]
        self._rates.enabled, self._rates.speed = switches["rate_limits"], speed
        self._dispatcher.trouble.duplicate = counts["duplicate"]
        if counts["reorder"] != now["reorder"]:
            self._dispatcher.reordering.want(counts["reorder"])
        self._dispatcher.switch(outage=switches["outage"], half_open=switches["half_open"])
        self._space.stream.tell("settings.changed")
        return await self.read(request)

    def _tell_of_revocation(self) -> None:
        if "tokens_revoked" not in (self._space.install.manifest.bot_events or ()):
            return
        tokens = {"oauth": [], "bot": [self._space.world.bot.id]}
        payload = event_callback(self._space, {"type": "tokens_revoked", "tokens": tokens})
        self._dispatcher.in_background(self._dispatcher.deliver(Envelope(Kind.EVENT, payload)))


def _url(body: Body) -> str | None:
    url = body.optional("request_url") or None
    if url is not None and not _is_web_address(url):
        raise _wrong("request_url must be an http address, or null for Socket Mode.")
    return url


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _switch(body: Body, name: str, now: bool) -> bool:
    value = body.fields.get(name, now)
    if value not in (True, False, "on", "off"):
        raise _wrong(f"{name} must be true or false.")
    return value in (True, "on")


def _count(body: Body, name: str, now: int) -> int:
    value = body.number(name, now)
    if value != int(value) or not 0 <= value <= _LARGEST_COUNT:
        raise _wrong(f"{name} must be a whole number from 0 to {_LARGEST_COUNT}.")
    return int(value)


def _wrong(detail: str) -> SlackRefusalError:
    return SlackRefusalError("wrong_field", status=BAD_REQUEST, detail=detail)
