"""Who acts, and the workspace and way to the app that every act needs."""

from dataclasses import dataclass
from typing import Any

from sandbox.acts.failure_words import sentence
from sandbox.channel import Channel
from sandbox.delivery.dispatcher import Dispatcher
from sandbox.refusal import SlackRefusalError
from sandbox.workspace import Workspace

BAD_REQUEST = 400
NOT_FOUND = 404
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at the keyboard."""

    space: Workspace
    dispatcher: Dispatcher
    user: str

    def channel(self, name: str) -> Channel:
        """The channel that the person means, by id, name or `#name`."""
        channel = self.space.world.channel_named(name)
        if channel is None:
            raise SlackRefusalError("channel_not_found", status=NOT_FOUND, detail=f"There is no channel {name}.")
        return channel


def actor(space: Workspace, dispatcher: Dispatcher, user: str) -> Actor:
    """The person whom this names, who must be able to act."""
    found = space.world.user_named(user)
    if found is None or found.is_bot:
        raise SlackRefusalError("user_not_found", status=NOT_FOUND, detail=f"There is no person {user}.")
    if found.deleted:
        raise SlackRefusalError("user_disabled", status=CONFLICT, detail=f"{user} is deactivated.")
    return Actor(space, dispatcher, found.id)


def outcome(**fields: Any) -> dict[str, Any]:
    """What an act came to: `ok` says that the app took it, `detail` tells the person why it did not."""
    error = fields.get("error")
    detail = {"detail": sentence(error)} if error and not fields.get("acked") else {}
    return {"ok": bool(fields.get("acked")), **detail, **fields}
