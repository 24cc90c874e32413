"""The events about messages that come, change and go, in the channels that the app is a member of."""

from typing import Any

from sandbox.channel import Channel
from sandbox.message import Message
from sandbox.workspace import Workspace


def message_event(channel: Channel, message: dict[str, Any]) -> dict[str, Any]:
    """The `message` event about a message that stands in this channel."""
    return {**message, "channel": channel.id, "channel_type": channel.event_kind[0]}


def tell_of_post(space: Workspace, channel: Channel, message: Message) -> None:
    """The app knows of its own new message; the message of a person is told in `acts`."""
    if _is_member(space, channel):
        space.tell_app(message_event(channel, message.as_json()), channel.event_kind[1])
        _tell_of_metadata(space, message, None)


def tell_of_change(space: Workspace, channel: Channel, message: dict[str, Any], before: dict[str, Any]) -> None:
    """The app knows what the message says now, and what it said before."""
    _tell_of_hidden(space, channel, "message_changed", message=message, previous_message=before)


def tell_of_removal(space: Workspace, channel: Channel, before: dict[str, Any]) -> None:
    """The app knows that the message is gone, and what it said."""
    _tell_of_hidden(space, channel, "message_deleted", deleted_ts=before["ts"], previous_message=before)


def tell_of_new_metadata(space: Workspace, message: Message, before: dict[str, Any] | None) -> None:
    """The app knows that a message's metadata was set, changed or taken away."""
    if _is_member(space, space.world.channels[message.channel]):
        _tell_of_metadata(space, message, before)


def _tell_of_hidden(space: Workspace, channel: Channel, subtype: str, **told: Any) -> None:
    if _is_member(space, channel):
        ts = space.world.next_ts(space.clock())
        event = {"type": "message", "subtype": subtype, "hidden": True, "ts": ts, **told}
        space.tell_app(message_event(channel, event), channel.event_kind[1])


def _tell_of_metadata(space: Workspace, message: Message, before: dict[str, Any] | None) -> None:
    metadata = message.metadata
    if metadata == before:
        return
    verb = "posted" if before is None else "deleted" if metadata is None else "updated"
    about = metadata or before or {}
    if not space.install.manifest.subscribes_to_metadata(f"message_metadata_{verb}", about["event_type"]):
        return
    told: dict[str, Any] = {"metadata": metadata} if metadata else {}
    told |= {"previous_metadata": before} if before else {}
    told |= {"deleted_ts": space.world.next_ts(space.clock())} if verb == "deleted" else {}
    space.tell_app(
        {
            "type": f"message_metadata_{verb}",
            "app_id": message.app_id,
            "bot_id": message.bot_id,
            "user_id": message.user,
            "team_id": space.world.team_id,
            "channel_id": message.channel,
            **told,
            "message_ts": message.ts,
        }
    )


def _is_member(space: Workspace, channel: Channel) -> bool:
    return space.world.bot.id in channel.members
