"""Finding the conversation that a call means, or refusing as Slack does."""

import re
from typing import Final

from sandbox.channel import Channel
from sandbox.message import Message
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.call import Call
from sandbox.webapi.scopes import refuse_missing_kind
from sandbox.workspace import Workspace

TIMESTAMP: Final = re.compile(r"\d+(\.\d+)?")


def visible_channel(space: Workspace, call: Call) -> Channel:
    """The channel of this call, by its id, which the bot can see and has the scope for."""
    channel = space.world.channels.get(call.required("channel"))
    if channel is None or not can_see(space, channel):
        raise SlackRefusalError("channel_not_found")
    refuse_missing_kind(call.method, channel.kind, space.install.manifest.bot_scopes)
    return channel


def joined_channel(space: Workspace, call: Call) -> Channel:
    """The channel of this call, which the bot is a member of."""
    channel = visible_channel(space, call)
    if space.world.bot.id not in channel.members:
        raise SlackRefusalError("not_in_channel")
    return channel


def open_channel(space: Workspace, call: Call) -> Channel:
    """The channel of this call, by its id, that the bot may still write to."""
    channel = joined_channel(space, call)
    if channel.is_archived:
        raise SlackRefusalError("is_archived")
    return channel


def writable_channel(space: Workspace, call: Call) -> Channel:
    """The channel, by id or name, or the person's direct message, that the bot may post to."""
    return writable(space, call.required("channel"))


def writable(space: Workspace, name: str) -> Channel:
    """The channel of this id or name, or the direct message with the person of this id, to post to."""
    channel = _direct_channel(space, name) if name in space.world.users else space.world.channel_named(name)
    if channel is None or not can_see(space, channel):
        raise SlackRefusalError("channel_not_found")
    if channel.is_archived:
        raise SlackRefusalError("is_archived")
    if space.world.bot.id not in channel.members and not _may_post_anywhere(space):
        raise SlackRefusalError("not_in_channel")
    if channel.is_im and not space.install.manifest.messages_tab_enabled:
        raise SlackRefusalError("messages_tab_disabled")
    return channel


def can_see(space: Workspace, channel: Channel) -> bool:
    """Whether the bot knows that this conversation exists."""
    return channel.kind == "public_channel" or space.world.bot.id in channel.members


def own_message(space: Workspace, channel: Channel, ts: str, refusal: str) -> Message:
    """The bot's own message with this timestamp."""
    message = channel.messages.get(ts)
    if message is None or message.is_tombstone:
        raise SlackRefusalError("message_not_found")
    if message.user != space.world.bot.id:
        raise SlackRefusalError(refusal)
    return message


def thread_of(call: Call, channel: Channel) -> str | None:
    """The first message of the thread that this call answers in; None where it answers in none."""
    given = call.text("thread_ts")
    if not given:
        return None
    if not TIMESTAMP.fullmatch(given):
        raise SlackRefusalError("invalid_thread_ts")
    parent = channel.messages.get(given)
    if parent is None:
        raise SlackRefusalError("thread_not_found")
    return parent.thread_ts or parent.ts


def _direct_channel(space: Workspace, user: str) -> Channel:
    person = space.world.users[user]
    if person.is_bot:
        raise SlackRefusalError("cannot_dm_bot")
    if person.deleted:
        raise SlackRefusalError("user_disabled")
    return space.world.direct_channel(user)


def _may_post_anywhere(space: Workspace) -> bool:
    """A scope that is an exception: it lets an app post to public channels without being in them."""
    return "chat:write.public" in (space.install.manifest.bot_scopes or ())
