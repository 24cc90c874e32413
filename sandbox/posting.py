"""How messages come, change and go, whoever caused it."""

from typing import Any

from sandbox.channel import Channel
from sandbox.filling_in import filled_in
from sandbox.message import Message
from sandbox.validation.messages import Content
from sandbox.workspace import Workspace


def post_as_bot(
    space: Workspace,
    channel: Channel,
    content: Content,
    thread_ts: str | None = None,
    *,
    broadcast: bool = False,
) -> Message:
    """The channel has a new message of the app."""
    message = _bot_message(space, channel, content, thread_ts)
    message.broadcast = broadcast
    channel.messages[message.ts] = message
    tell_posted(space, message)
    return message


def post_ephemeral(
    space: Workspace, channel: Channel, user: str, content: Content, thread_ts: str | None = None
) -> Message:
    """One person alone sees a new message of the app."""
    message = _bot_message(space, channel, content, thread_ts)
    message.only_for = user
    space.world.ephemerals.setdefault(user, []).append(message)
    space.stream.tell("ephemeral.posted", channel=channel.id, user=user, message=message.as_json())
    return message


def post_as_person(space: Workspace, channel: Channel, user: str, text: str, thread_ts: str | None) -> Message:
    """The channel has a new message of this person."""
    ts = space.world.next_ts(space.clock())
    message = Message(ts=ts, channel=channel.id, user=user, text=text, thread_ts=thread_ts)
    channel.messages[ts] = message
    tell_posted(space, message)
    return message


def change_message(space: Workspace, message: Message, content: Content) -> None:
    """The message shows this content and says that it was edited."""
    message.text = content.text
    if content.blocks is not None:
        message.blocks = filled_in(content.blocks)
    if content.attachments is not None:
        message.attachments = content.attachments
    if content.metadata is not None:
        message.metadata = content.metadata
    message.edited = {"user": message.user, "ts": space.world.next_ts(space.clock())}
    kind = "ephemeral.changed" if message.only_for else "message.changed"
    space.stream.tell(kind, channel=message.channel, user=message.only_for, message=shown(space, message))


def remove_message(space: Workspace, message: Message) -> None:
    """Nobody sees the message any more."""
    if message.only_for:
        space.world.ephemerals[message.only_for].remove(message)
        kind = "ephemeral.deleted"
    else:
        del space.world.channels[message.channel].messages[message.ts]
        kind = "message.deleted"
    space.stream.tell(kind, channel=message.channel, user=message.only_for, ts=message.ts)


def shown(space: Workspace, message: Message, *, with_metadata: bool = False) -> dict[str, Any]:
    """The message with the figures of its thread, as `conversations.history` answers."""
    described = message.as_json(with_metadata=with_metadata)
    channel = space.world.channels[message.channel]
    replies = [] if message.only_for else channel.replies(message.ts)
    if replies:
        repliers = list(dict.fromkeys(reply.user for reply in replies))
        described |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users_count": len(repliers),
            "reply_users": repliers,
            "latest_reply": replies[-1].ts,
            "is_locked": False,
            "subscribed": False,
        }
    return described


def tell_posted(space: Workspace, message: Message) -> None:
    """Watchers know of the new message, and of its parent's longer thread."""
    space.stream.tell("message.posted", channel=message.channel, message=shown(space, message))
    if message.thread_ts and message.thread_ts != message.ts:
        parent = space.world.channels[message.channel].messages.get(message.thread_ts)
        if parent:
            space.stream.tell("message.changed", channel=message.channel, message=shown(space, parent))


def _bot_message(space: Workspace, channel: Channel, content: Content, thread_ts: str | None) -> Message:
    return Message(
        ts=space.world.next_ts(space.clock()),
        channel=channel.id,
        user=space.world.bot.id,
        text=content.text,
        blocks=filled_in(content.blocks or []),
        attachments=content.attachments or [],
        metadata=content.metadata,
        thread_ts=thread_ts,
        bot_id=space.install.bot_id,
        app_id=space.install.app_id,
    )
