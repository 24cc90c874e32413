"""Reading the query of a `GET` request: channels and people by id or by name, and numbers."""

from aiohttp import web

from sandbox.channel import Channel
from sandbox.control.body import BAD_REQUEST
from sandbox.people import User
from sandbox.refusal import SlackRefusalError
from sandbox.world import World

_NOT_FOUND = 404


def channel_in(request: web.Request, world: World) -> Channel:
    """The channel that the query names: an id, `name` or `#name`."""
    name = _given(request, "channel")
    channel = world.channel_named(name)
    if channel is None:
        raise SlackRefusalError("channel_not_found", status=_NOT_FOUND, detail=f"There is no channel {name!r}.")
    return channel


def user_in(request: web.Request, world: World) -> User:
    """The person whom the query names: an id, `name`, `@name` or a display name."""
    name = _given(request, "user")
    user = world.user_named(name)
    if user is None:
        raise SlackRefusalError("user_not_found", status=_NOT_FOUND, detail=f"There is no person {name!r}.")
    return user


def number_in(request: web.Request, name: str, default: float) -> float:
    """The number in the query, or this one."""
    try:
        return float(request.query.get(name, default))
    except ValueError:
        raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail=f"{name} must be a number.") from None


def _given(request: web.Request, name: str) -> str:
    value = request.query.get(name, "").strip()
    if not value:
        detail = f"Give {name}, an id or a name; in an address # is %23."
        raise SlackRefusalError("missing_field", status=BAD_REQUEST, detail=detail)
    return value
