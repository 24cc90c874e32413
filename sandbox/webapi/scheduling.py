"""`chat.scheduleMessage` and what belongs to it: messages that post themselves at their time."""

from typing import Any

from sandbox.message_changes import post_as_bot
from sandbox.refusal import SlackRefusalError
from sandbox.validation.messages import Content
from sandbox.webapi.call import Call
from sandbox.webapi.content import posted_content
from sandbox.webapi.rooms import thread_of, visible_channel, writable, writable_channel
from sandbox.workspace import Workspace


def schedule(space: Workspace, call: Call) -> dict[str, Any]:
    """The message waits for `post_at`."""
    channel = writable_channel(space, call)
    try:
        post_at = int(call.required("post_at"))
    except ValueError:
        raise SlackRefusalError("invalid_time") from None
    content, _ = posted_content(call)
    thread_ts, broadcast = thread_of(call, channel), call.flag("reply_broadcast")

    def post() -> None:
        _post_later(space, channel.id, content, thread_ts, broadcast=broadcast)

    waiting = space.scheduled.add(channel.id, content.text, post_at, post)
    message: dict[str, Any] = {
        "type": "delayed_message",
        "subtype": "bot_message",
        "text": content.text,
        "bot_id": space.install.bot_id,
        "blocks": content.blocks or [],
        "attachments": content.attachments or [],
    }
    return {"channel": channel.id, "scheduled_message_id": waiting.id, "post_at": post_at, "message": message}


def delete_scheduled(space: Workspace, call: Call) -> dict[str, Any]:
    """The message will not be posted."""
    space.scheduled.remove(visible_channel(space, call).id, call.required("scheduled_message_id"))
    return {}


def list_scheduled(space: Workspace, call: Call) -> dict[str, Any]:
    """The messages that wait, first to be posted first, by page."""
    name = call.text("channel")
    if name and name not in space.world.channels:
        raise SlackRefusalError("invalid_channel")
    try:
        oldest, latest = float(call.text("oldest") or 0), float(call.text("latest") or "inf")
    except ValueError:
        raise SlackRefusalError("invalid_arguments") from None
    waiting = [one for one in space.scheduled.waiting() if one.channel == (name or one.channel)]
    found = [one for one in waiting if oldest <= one.post_at <= latest]
    start, end, cursor = call.page(len(found))
    entries = [
        {
            "id": one.id,
            "channel_id": one.channel,
            "post_at": one.post_at,
            "date_created": one.created,
            "text": one.text,
        }
        for one in found[start:end]
    ]
    return {"scheduled_messages": entries, "response_metadata": {"next_cursor": cursor}}


def _post_later(space: Workspace, channel: str, content: Content, thread_ts: str | None, *, broadcast: bool) -> None:
    """The message stands, unless the bot may not post there any more: then, as in Slack, nobody hears of it.

    Nor does one with metadata ever post; that is Slack's own documented bug, and an app that relies on such a message
    would wait for ever.
    """
    try:
        room = writable(space, channel)
    except SlackRefusalError:
        return
    if content.metadata is None:
        post_as_bot(space, room, content, thread_ts if thread_ts in room.messages else None, broadcast=broadcast)
