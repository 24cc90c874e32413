"""`reactions.*`: emoji on messages."""

import re
from typing import Any, Final

from sandbox.channel import Channel
from sandbox.message import Message
from sandbox.message_changes import shown
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.call import Call
from sandbox.webapi.chat import permalink
from sandbox.webapi.rooms import TIMESTAMP, joined_channel, open_channel
from sandbox.workspace import Workspace

_EMOJI: Final = re.compile(r"[a-z0-9_'+-]{1,100}(::skin-tone-[2-6])?")


def add(space: Workspace, call: Call) -> dict[str, Any]:
    """A message carries the bot's emoji."""
    name = _name(call)
    channel = open_channel(space, call)
    message = _message(call, channel)
    people = message.reactions.setdefault(name, [])
    if space.world.bot.id in people:
        raise SlackRefusalError("already_reacted")
    people.append(space.world.bot.id)
    _tell(space, channel, message, "reaction_added", name)
    return {}


def remove(space: Workspace, call: Call) -> dict[str, Any]:
    """A message does not carry the bot's emoji any more."""
    name = _name(call)
    channel = open_channel(space, call)
    message = _message(call, channel)
    people = message.reactions.get(name, [])
    if space.world.bot.id not in people:
        raise SlackRefusalError("no_reaction")
    people.remove(space.world.bot.id)
    if not people:
        del message.reactions[name]
    _tell(space, channel, message, "reaction_removed", name)
    return {}


def get(space: Workspace, call: Call) -> dict[str, Any]:
    """A message with all its emoji."""
    _refuse_no_item(call)
    channel = joined_channel(space, call)
    message = _message(call, channel)
    described = shown(space, message) | {"permalink": permalink(space, channel, message)}
    return {"type": "message", "channel": channel.id, "message": described}


def _name(call: Call) -> str:
    _refuse_no_item(call)
    name = call.required("name").strip(":")
    if not _EMOJI.fullmatch(name):
        raise SlackRefusalError("invalid_name")
    return name


def _refuse_no_item(call: Call) -> None:
    """Nothing happens, or the refusal of a call that names no message; files carry no emoji here."""
    if not call.text("channel") or not call.text("timestamp"):
        raise SlackRefusalError("no_item_specified")
    if not TIMESTAMP.fullmatch(call.required("timestamp")):
        raise SlackRefusalError("bad_timestamp")


def _message(call: Call, channel: Channel) -> Message:
    message = channel.messages.get(call.required("timestamp"))
    if message is None or message.is_tombstone:
        raise SlackRefusalError("message_not_found")
    return message


def _tell(space: Workspace, channel: Channel, message: Message, kind: str, name: str) -> None:
    space.stream.tell("message.changed", channel=channel.id, message=shown(space, message))
    item = {"type": "message", "channel": channel.id, "ts": message.ts}
    space.tell_app(
        {"type": kind, "user": space.world.bot.id, "reaction": name, "item_user": message.user, "item": item}
    )
