"""`reactions.add`."""

import re
from typing import Any, Final

from sandbox.posting import shown
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.call import Call
from sandbox.webapi.rooms import TIMESTAMP, open_channel
from sandbox.workspace import Workspace

_EMOJI: Final = re.compile(r"[a-z0-9_'+-]{1,100}(::skin-tone-[2-6])?")


def add(space: Workspace, call: Call) -> dict[str, Any]:
    """A message carries the bot's emoji."""
    if not call.text("channel") or not call.text("timestamp"):
        raise SlackRefusalError("no_item_specified")
    name, ts = call.required("name").strip(":"), call.required("timestamp")
    if not _EMOJI.fullmatch(name):
        raise SlackRefusalError("invalid_name")
    if not TIMESTAMP.fullmatch(ts):
        raise SlackRefusalError("bad_timestamp")
    channel = open_channel(space, call)
    message = channel.messages.get(ts)
    if message is None or message.is_tombstone:
        raise SlackRefusalError("message_not_found")
    people = message.reactions.setdefault(name, [])
    if space.world.bot.id in people:
        raise SlackRefusalError("already_reacted")
    people.append(space.world.bot.id)
    space.stream.tell("message.changed", channel=channel.id, message=shown(space, message))
    return {}
