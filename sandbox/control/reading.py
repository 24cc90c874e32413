"""`GET /sandbox/api/…`: what stands in the workspace, and waiting for something to stand there."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from sandbox.channel import Channel
from sandbox.control.body import BAD_REQUEST
from sandbox.delivery.dispatcher import Dispatcher
from sandbox.message import words_in
from sandbox.posting import shown
from sandbox.refusal import SlackRefusalError
from sandbox.showing import stack_json
from sandbox.workspace import Workspace

_LONGEST_WAIT = 60.0


class Reading:
    """Answers questions about the workspace."""

    def __init__(self, space: Workspace, dispatcher: Dispatcher) -> None:
        self._space = space
        self._dispatcher = dispatcher

    async def users(self, _request: web.Request) -> dict[str, Any]:
        """Everyone, the bot included."""
        return {"users": [user.as_json() for user in self._space.world.users.values()]}

    async def usergroups(self, _request: web.Request) -> dict[str, Any]:
        """All usergroups with their members."""
        groups = self._space.world.usergroups.values()
        return {"usergroups": [group.as_json(include_users=True) for group in groups]}

    async def channels(self, _request: web.Request) -> dict[str, Any]:
        """All channels and direct messages, with the newest timestamp in each."""
        bot = self._space.world.bot.id
        described = [
            {**one.as_json(bot), "latest": next(reversed(one.messages), None), "members": one.members}
            for one in self._space.world.channels.values()
        ]
        return {"channels": described}

    async def messages(self, request: web.Request) -> dict[str, Any]:
        """All messages of a channel, replies included, oldest first; `thread_ts` narrows to one thread."""
        channel = self._channel(request)
        thread = request.query.get("thread_ts")
        chosen = [one for one in channel.messages.values() if thread in (None, one.ts, one.thread_ts)]
        return {
            "messages": [shown(self._space, one, with_metadata=True) for one in chosen],
            "seq": self._space.stream.seq,
        }

    async def ephemerals(self, request: web.Request) -> dict[str, Any]:
        """The messages that this person alone sees, oldest first."""
        own = self._space.world.ephemerals.get(self._user(request), [])
        return {"messages": [{**one.as_json(), "channel": one.channel} for one in own]}

    async def views(self, request: web.Request) -> dict[str, Any]:
        """The person's modals, lowest first, with the errors shown in them."""
        return {"views": stack_json(self._space, self._user(request))}

    async def home(self, request: web.Request) -> dict[str, Any]:
        """The person's Home tab, null until the app publishes one."""
        view = self._space.world.homes.get(self._user(request))
        return {"view": view.as_json() if view else None}

    async def status(self, _request: web.Request) -> dict[str, Any]:
        """The workspace's name, its app, and whether that is connected."""
        install = self._space.install
        manifest = install.manifest
        return {
            "team": self._space.world.team_name,
            "bot": self._space.world.bot.id,
            "app_id": install.app_id,
            "transport": "http" if install.request_url else "socket",
            "connections": self._dispatcher.sockets.connections,
            "takes_messages": manifest.messages_tab_enabled and not manifest.messages_tab_read_only,
            "commands": dict(manifest.commands or {}),
            "shortcuts": [asdict(one) for one in manifest.shortcuts or ()],
            "seq": self._space.stream.seq,
        }

    async def wait(self, request: web.Request) -> dict[str, Any]:
        """What was waited for: a message in `channel`, an `ephemeral`, `view` or `home` of `user`, or a `connection`.

        `text` must be in it, `without` must not; `ts`, `thread_ts` and `after` narrow messages further.
        """
        query = request.query
        seconds = min(_number(request, "timeout", 10.0), _LONGEST_WAIT)
        if query.get("kind") == "connection":
            count = await self._space.stream.until(lambda: self._dispatcher.sockets.connections or None, seconds)
            return {"connections": count} if count else {"ok": False, "error": "timeout"}
        if "channel" not in query and "user" not in query:
            raise SlackRefusalError("missing_field", status=BAD_REQUEST, detail="Give channel or user.")
        if "channel" in query:
            self._channel(request)
        found = await self._space.stream.until(lambda: self._first_match(request), seconds)
        if found is None:
            return {"ok": False, "error": "timeout"}
        return {"ok": True, **found}

    def _first_match(self, request: web.Request) -> dict[str, Any] | None:
        query = request.query
        kind = query.get("kind", "message" if "channel" in query else "ephemeral")
        for described in self._candidates(request, kind):
            read = words_in(described)
            unwanted = query.get("without")
            if query.get("text", "") in read and not (unwanted and unwanted in read):
                return {("message" if kind == "ephemeral" else kind): described}
        return None

    def _candidates(self, request: web.Request, kind: str) -> list[dict[str, Any]]:
        query, world = request.query, self._space.world
        if kind == "message":
            after = _number(request, "after", 0.0)
            chosen = [
                one
                for one in self._channel(request).messages.values()
                if query.get("ts", one.ts) == one.ts
                and query.get("thread_ts", one.thread_ts) == one.thread_ts
                and float(one.ts) > after
            ]
            return [shown(self._space, one, with_metadata=True) for one in chosen]
        user = self._user(request)
        if kind == "view":
            return stack_json(self._space, user)[-1:]
        if kind == "home":
            return [world.homes[user].as_json()] if user in world.homes else []
        after = _number(request, "after", 0.0)
        own = world.ephemerals.get(user, [])
        return [{**one.as_json(), "channel": one.channel} for one in own if float(one.ts) > after]

    def _channel(self, request: web.Request) -> Channel:
        name = request.query.get("channel", "")
        channel = self._space.world.channel_named(name) if name else None
        if channel is None:
            raise SlackRefusalError("channel_not_found", status=404, detail=f"There is no channel {name!r}.")
        return channel

    def _user(self, request: web.Request) -> str:
        user = request.query.get("user", "")
        if user not in self._space.world.users:
            raise SlackRefusalError("user_not_found", status=404, detail=f"There is no person {user!r}.")
        return user


def _number(request: web.Request, name: str, default: float) -> float:
    try:
        return float(request.query.get(name, default))
    except ValueError:
        raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail=f"{name} must be a number.") from None
