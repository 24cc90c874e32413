"""`chat.*`: posting, updating and deleting messages."""

from dataclasses import replace
from typing import Any

from sandbox import limits
from sandbox.posting import change_message, post_as_bot, post_ephemeral, remove_message, shown
from sandbox.refusal import SlackRefusalError
from sandbox.validation.messages import refuse_bad_content
from sandbox.webapi.call import Call
from sandbox.webapi.content import content_of
from sandbox.webapi.rooms import own_message, visible_channel, writable_channel
from sandbox.workspace import Workspace


def post_message(space: Workspace, call: Call) -> dict[str, Any]:
    """The channel, or a thread in it, has a new message."""
    channel = writable_channel(space, call)
    content = content_of(call)
    refuse_bad_content(content, text_limit=limits.MESSAGE_TEXT)
    thread_ts = call.text("thread_ts")
    if thread_ts:
        parent = channel.messages.get(thread_ts)
        if parent is None:
            raise SlackRefusalError("thread_not_found")
        thread_ts = parent.thread_ts or parent.ts
    message = post_as_bot(space, channel, content, thread_ts, broadcast=call.flag("reply_broadcast"))
    return {"channel": channel.id, "ts": message.ts, "message": shown(space, message, with_metadata=True)}


def update(space: Workspace, call: Call) -> dict[str, Any]:
    """The bot's message shows other content; what is not given stays."""
    channel = writable_channel(space, call)
    message = own_message(space, channel, call.required("ts"), "cant_update_message")
    content = content_of(call)
    refuse_bad_content(content, text_limit=limits.UPDATE_TEXT)
    if call.text("text") is None:
        content = replace(content, text=message.text)
    change_message(space, message, content)
    described = shown(space, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": described}


def delete(space: Workspace, call: Call) -> dict[str, Any]:
    """The bot's message is gone."""
    channel = writable_channel(space, call)
    message = own_message(space, channel, call.required("ts"), "cant_delete_message")
    remove_message(space, message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral_message(space: Workspace, call: Call) -> dict[str, Any]:
    """One person alone sees a new message."""
    channel = writable_channel(space, call)
    user = call.required("user")
    if user not in space.world.users or user not in channel.members:
        raise SlackRefusalError("user_not_in_channel")
    content = content_of(call)
    refuse_bad_content(content, text_limit=limits.MESSAGE_TEXT)
    message = post_ephemeral(space, channel, user, content, call.text("thread_ts"))
    return {"message_ts": message.ts}


def get_permalink(space: Workspace, call: Call) -> dict[str, Any]:
    """The address of a message."""
    channel = visible_channel(space, call)
    ts = call.required("message_ts")
    if ts not in channel.messages:
        raise SlackRefusalError("message_not_found")
    permalink = f"{space.url}/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": permalink}
