"""`chat.*`: posting, updating and deleting messages."""

from typing import Any

from sandbox.channel import Channel
from sandbox.message import Message
from sandbox.message_changes import change_message, post_as_bot, post_ephemeral, remove_message, shown
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.call import Call
from sandbox.webapi.content import changed_content, posted_content
from sandbox.webapi.rooms import (
    joined_channel,
    open_channel,
    own_message,
    thread_of,
    visible_channel,
    writable_channel,
)
from sandbox.workspace import Workspace


def post_message(space: Workspace, call: Call) -> dict[str, Any]:
    """The channel, or a thread in it, has a new message."""
    channel = writable_channel(space, call)
    content, warnings = posted_content(call)
    thread_ts = thread_of(call, channel)
    message = post_as_bot(space, channel, content, thread_ts, broadcast=call.flag("reply_broadcast"))
    described = shown(space, message, with_metadata=True)
    warned = {"warning": ",".join(warnings), "response_metadata": {"warnings": warnings}} if warnings else {}
    return {"channel": channel.id, "ts": message.ts, "message": described, **warned}


def update(space: Workspace, call: Call) -> dict[str, Any]:
    """The bot's message shows other content; what is not given stays."""
    channel = joined_channel(space, call)
    if channel.is_archived:
        raise SlackRefusalError("is_inactive")
    message = own_message(space, channel, call.required("ts"), "cant_update_message")
    window = space.world.edit_window
    if window is not None and space.clock() - float(message.ts) > window:
        raise SlackRefusalError("edit_window_closed")
    if call.flag("reply_broadcast"):
        _broadcast(call, message)
        space.stream.tell("message.changed", channel=channel.id, message=shown(space, message))
    else:
        change_message(space, message, changed_content(call, message.text))
    described = shown(space, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": described}


def delete(space: Workspace, call: Call) -> dict[str, Any]:
    """The bot's message is gone."""
    channel = open_channel(space, call)
    message = own_message(space, channel, call.required("ts"), "cant_delete_message")
    remove_message(space, message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral_message(space: Workspace, call: Call) -> dict[str, Any]:
    """One person alone sees a new message; it cannot be found, updated or deleted by its timestamp."""
    if call.required("channel") in space.world.users:
        raise SlackRefusalError("channel_not_found")
    channel = writable_channel(space, call)
    user = space.world.users.get(call.required("user"))
    if user is None or user.deleted or user.id not in channel.members:
        raise SlackRefusalError("user_not_in_channel")
    content, _ = posted_content(call)
    message = post_ephemeral(space, channel, user.id, content, thread_of(call, channel))
    return {"message_ts": message.ts}


def get_permalink(space: Workspace, call: Call) -> dict[str, Any]:
    """The address of a message; a reply's names its thread."""
    channel = visible_channel(space, call)
    message = channel.messages.get(call.required("message_ts"))
    if message is None:
        raise SlackRefusalError("message_not_found")
    return {"channel": channel.id, "permalink": permalink(space, channel, message)}


def permalink(space: Workspace, channel: Channel, message: Message) -> str:
    """The address of this message; a reply's names its thread."""
    link = f"{space.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    in_thread = message.thread_ts and message.thread_ts != message.ts
    return f"{link}?thread_ts={message.thread_ts}&cid={channel.id}" if in_thread else link


def _broadcast(call: Call, message: Message) -> None:
    """A reply that already stands is shown in the channel too; it cannot be changed by the same call."""
    if not message.thread_ts or message.thread_ts == message.ts or message.broadcast:
        raise SlackRefusalError("cant_broadcast_message")
    if call.text("text") not in {None, message.text} or call.structure("blocks", "invalid_blocks_format") is not None:
        raise SlackRefusalError("no_dual_broadcast_content_update")
    message.broadcast = True
