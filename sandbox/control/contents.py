"""`GET /sandbox/api/…`: what is in the workspace."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from sandbox.control.query import channel_in, user_in
from sandbox.delivery.dispatcher import Dispatcher
from sandbox.message_changes import shown
from sandbox.view_changes import stack_json
from sandbox.workspace import Workspace


class Contents:
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
        channel = channel_in(request, self._space.world)
        thread = request.query.get("thread_ts")
        chosen = [one for one in channel.messages.values() if thread in (None, one.ts, one.thread_ts)]
        return {
            "messages": [shown(self._space, one, with_metadata=True) for one in chosen],
            "seq": self._space.stream.seq,
        }

    async def ephemerals(self, request: web.Request) -> dict[str, Any]:
        """The messages that this person alone sees, oldest first."""
        own = self._space.world.ephemerals.get(user_in(request, self._space.world).id, [])
        return {"messages": [{**one.as_json(), "channel": one.channel} for one in own]}

    async def views(self, request: web.Request) -> dict[str, Any]:
        """The person's modals, lowest first, with the errors shown in them."""
        return {"views": stack_json(self._space, user_in(request, self._space.world).id)}

    async def home(self, request: web.Request) -> dict[str, Any]:
        """The person's Home tab, null until the app publishes one."""
        view = self._space.world.homes.get(user_in(request, self._space.world).id)
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
