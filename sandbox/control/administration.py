"""`POST /sandbox/api/users|channels`: changes that an administrator of the workspace would make."""

from typing import Any, Final

from aiohttp import web

from sandbox.control.body import BAD_REQUEST, Body, read_body
from sandbox.refusal import SlackRefusalError
from sandbox.workspace import Workspace

ELSEWHERE: Final = "T0ELSEWHERE"
_USER_FLAGS: Final = frozenset({"deleted", "is_restricted", "is_ultra_restricted", "is_stranger", "is_admin"})
_USERGROUP_FLAGS: Final = frozenset({"deleted"})
_CHANNEL_FLAGS: Final = frozenset({"is_archived", "is_private", "is_ext_shared"})


class Administration:
    """Makes people guests or outsiders, archives channels, and lets the bot in or out."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    async def user(self, request: web.Request) -> dict[str, Any]:
        """The person has these flags: `{user, deleted?, is_restricted?, is_stranger?, team_id?, …}`."""
        body = await read_body(request)
        user = self._space.world.user_named(body.text("user"))
        if user is None:
            raise SlackRefusalError("user_not_found", status=404)
        _set_flags(user, body, _USER_FLAGS)
        # Outsiders come from another workspace, which is what an app sees of them in every payload.
        home = self._space.world.team_id
        elsewhere = user.team_id if user.team_id != home else ELSEWHERE
        user.team_id = body.optional("team_id") or (elsewhere if user.is_stranger else home)
        self._space.stream.tell("users.changed")
        return {"ok": True, "user": user.as_json()}

    async def channel(self, request: web.Request) -> dict[str, Any]:
        """The channel has these flags, and the bot is in it or not: `{channel, is_archived?, bot_is_member?}`."""
        body = await read_body(request)
        channel = self._space.world.channel_named(body.text("channel"))
        if channel is None:
            raise SlackRefusalError("channel_not_found", status=404)
        _set_flags(channel, body, _CHANNEL_FLAGS)
        bot = self._space.world.bot.id
        wanted = body.fields.get("bot_is_member")
        if wanted is True and bot not in channel.members:
            channel.members.append(bot)
        elif wanted is False and bot in channel.members:
            channel.members.remove(bot)
        self._space.stream.tell("channels.changed")
        return {"ok": True, "channel": channel.as_json(bot)}

    async def usergroup(self, request: web.Request) -> dict[str, Any]:
        """The group has these members, or is disabled: `{usergroup, users?, deleted?}`."""
        body = await read_body(request)
        group = self._space.world.usergroup_named(body.text("usergroup"))
        users = body.fields.get("users")
        if group is None:
            raise SlackRefusalError("no_such_subteam", status=404)
        if users is not None:
            group.users = self._members(users)
        _set_flags(group, body, _USERGROUP_FLAGS)
        self._space.stream.tell("users.changed")
        return {"ok": True, "usergroup": group.as_json(include_users=True)}

    def _members(self, users: Any) -> list[str]:
        named = users if isinstance(users, list) else [None]
        found = [self._space.world.user_named(one) for one in named if isinstance(one, str)]
        known = [one.id for one in found if one is not None]
        if len(known) < len(named):
            raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail="users: a list of people, by id or name.")
        return known


def _set_flags(thing: Any, body: Body, flags: frozenset[str]) -> None:
    for name in flags & set(body.fields):
        value = body.fields[name]
        if not isinstance(value, bool):
            raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail=f"{name} must be true or false.")
        setattr(thing, name, value)
