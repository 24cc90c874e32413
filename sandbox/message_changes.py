"""How messages are posted, changed and removed, by anybody."""

from typing import Any

from sandbox.block_defaults import filled_in
from sandbox.channel import Channel
from sandbox.events import tell_of_change, tell_of_new_metadata, tell_of_post, tell_of_removal
from sandbox.message import Message
from sandbox.validation.messages import Content
from sandbox.wording import escaped, linked
from sandbox.workspace import Workspace

_DELETED = "This message was deleted."
_SLACKBOT = "USLACKBOT"


def post_as_bot(
    space: Workspace,
    channel: Channel,
    content: Content,
    thread_ts: str | None = None,
    *,
    broadcast: bool = False,
    files: list[dict[str, Any]] | None = None,
) -> Message:
    """The channel has a new message of the app."""
    message = _bot_message(space, channel, content, thread_ts)
    message.broadcast = broadcast and thread_ts is not None
    message.files = files or []
    channel.put(message)
    tell_posted(space, message)
    tell_of_post(space, channel, message)
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
    """The channel has a new message of this person, as Slack's client would have sent it."""
    ts = space.world.next_ts(space.clock())
    message = Message(ts=ts, channel=channel.id, user=user, text=linked(escaped(text)), thread_ts=thread_ts)
    channel.put(message)
    tell_posted(space, message)
    return message


def change_message(space: Workspace, message: Message, content: Content) -> None:
    """The message shows this content and says that it was edited; metadata of `{}` takes the old away."""
    before, metadata = message.as_json(), message.metadata
    message.text = content.text
    if content.blocks is not None:
        message.blocks = filled_in(content.blocks)
    if content.attachments is not None:
        message.attachments = _numbered(content.attachments)
    if content.metadata is not None:
        message.metadata = content.metadata or None
    message.edited = {"user": message.user, "ts": space.world.next_ts(space.clock())}
    kind = "ephemeral.changed" if message.only_for else "message.changed"
    space.stream.tell(kind, channel=message.channel, user=message.only_for, message=shown(space, message))
    if not message.only_for:
        tell_of_change(space, space.world.channels[message.channel], message.as_json(), before)
        tell_of_new_metadata(space, message, metadata)


def remove_message(space: Workspace, message: Message) -> None:
    """Nobody sees the message any more; where it has replies, a tombstone holds their thread."""
    if message.only_for:
        space.world.ephemerals[message.only_for].remove(message)
        space.stream.tell("ephemeral.deleted", channel=message.channel, user=message.only_for, ts=message.ts)
        return
    channel, before = space.world.channels[message.channel], message.as_json()
    if message.metadata:
        metadata, message.metadata = message.metadata, None
        tell_of_new_metadata(space, message, metadata)
    if channel.replies(message.ts):
        tombstone = Message(message.ts, message.channel, _SLACKBOT, _DELETED, thread_ts=message.ts, is_tombstone=True)
        channel.put(tombstone)
        space.stream.tell("message.changed", channel=message.channel, user=None, message=shown(space, tombstone))
        tell_of_change(space, channel, tombstone.as_json(), before)
        return
    channel.drop(message)
    space.stream.tell("message.deleted", channel=message.channel, user=None, ts=message.ts)
    if not message.is_tombstone:
        tell_of_removal(space, channel, before)
    parent = channel.messages.get(message.thread_ts or "")
    if parent is not None:
        _tell_thread(space, parent)


def withdraw_file(space: Workspace, file_id: str) -> None:
    """Every message that the file stood in says that it was deleted."""
    for channel in space.world.channels.values():
        for message in channel.messages.values():
            if any(file["id"] == file_id for file in message.files):
                gone = {"id": file_id, "mode": "tombstone"}
                message.files = [gone if file["id"] == file_id else file for file in message.files]
                space.stream.tell("message.changed", channel=channel.id, user=None, message=shown(space, message))


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
    elif message.thread_ts and message.thread_ts != message.ts and not message.only_for:
        parent = channel.messages.get(message.thread_ts)
        described |= {"parent_user_id": parent.user} if parent else {}
    return described


def tell_posted(space: Workspace, message: Message) -> None:
    """Watchers know of the new message, and of its parent's longer thread."""
    space.stream.tell("message.posted", channel=message.channel, message=shown(space, message))
    if message.thread_ts and message.thread_ts != message.ts:
        parent = space.world.channels[message.channel].messages.get(message.thread_ts)
        if parent:
            space.stream.tell("message.changed", channel=message.channel, message=shown(space, parent))


def _tell_thread(space: Workspace, parent: Message) -> None:
    """Watchers know of the shorter thread; a tombstone that nothing is left under goes too."""
    if parent.is_tombstone and not space.world.channels[parent.channel].replies(parent.ts):
        remove_message(space, parent)
    else:
        space.stream.tell("message.changed", channel=parent.channel, message=shown(space, parent))


def _bot_message(space: Workspace, channel: Channel, content: Content, thread_ts: str | None) -> Message:
    return Message(
        ts=space.world.next_ts(space.clock()),
        channel=channel.id,
        user=space.world.bot.id,
        text=content.text,
        blocks=filled_in(content.blocks or []),
        attachments=_numbered(content.attachments or []),
        metadata=content.metadata,
        thread_ts=thread_ts,
        bot_id=space.install.bot_id,
        app_id=space.install.app_id,
    )


def _numbered(attachments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The attachments as Slack keeps them: numbered from 1, with a fallback, and ids in their blocks."""
    return [
        {
            "fallback": "[no preview available]",
            **attachment,
            "id": number,
            **({"blocks": filled_in(attachment["blocks"])} if attachment.get("blocks") else {}),
        }
        for number, attachment in enumerate(attachments, start=1)
    ]
