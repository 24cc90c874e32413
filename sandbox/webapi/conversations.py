"""`conversations.*`: channels, their members and their history."""

from typing import Any

from sandbox.channel import Channel
from sandbox.message import Message
from sandbox.posting import shown
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.call import Call
from sandbox.webapi.rooms import joined_channel, visible_channel
from sandbox.workspace import Workspace


def list_conversations(space: Workspace, call: Call) -> dict[str, Any]:
    """The channels that the bot can see, by page."""
    kinds = {kind.strip() for kind in (call.text("types") or "public_channel").split(",")}
    if not kinds <= {"public_channel", "private_channel", "im", "mpim"}:
        raise SlackRefusalError("invalid_types")
    bot = space.world.bot.id
    found = [
        channel
        for channel in space.world.channels.values()
        if _kind(channel) in kinds
        and (not channel.is_private or bot in channel.members)
        and not (call.flag("exclude_archived") and channel.is_archived)
    ]
    start, end, cursor = call.page(len(found))
    return {
        "channels": [channel.as_json(bot) for channel in found[start:end]],
        "response_metadata": {"next_cursor": cursor},
    }


def info(space: Workspace, call: Call) -> dict[str, Any]:
    """One channel."""
    return {"channel": visible_channel(space, call).as_json(space.world.bot.id)}


def members(space: Workspace, call: Call) -> dict[str, Any]:
    """The members of one channel, by page."""
    channel = visible_channel(space, call)
    start, end, cursor = call.page(len(channel.members))
    return {"members": channel.members[start:end], "response_metadata": {"next_cursor": cursor}}


def history(space: Workspace, call: Call) -> dict[str, Any]:
    """The channel's messages, newest first, without the replies in threads."""
    channel = joined_channel(space, call)
    standing = [
        one for one in channel.messages.values() if not one.thread_ts or one.thread_ts == one.ts or one.broadcast
    ]
    return _page(space, call, list(reversed(_between(call, standing))))


def replies(space: Workspace, call: Call) -> dict[str, Any]:
    """A thread: its parent, then the replies, oldest first."""
    channel = joined_channel(space, call)
    ts = call.required("ts")
    message = channel.messages.get(ts)
    if message is None:
        raise SlackRefusalError("thread_not_found")
    root = message.thread_ts or ts
    parent = channel.messages.get(root)
    thread = [*([parent] if parent else []), *_between(call, channel.replies(root))]
    return _page(space, call, thread)


def open_conversation(space: Workspace, call: Call) -> dict[str, Any]:
    """The direct message with one person is open."""
    given = call.text("channel")
    if given:
        channel = space.world.channels.get(given)
        if channel is None or not channel.is_im:
            raise SlackRefusalError("channel_not_found")
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    users = [user for user in (call.text("users") or "").split(",") if user]
    if not users:
        raise SlackRefusalError("users_list_not_supplied")
    if len(users) > 1:
        raise SlackRefusalError("method_not_supported_for_channel_type")
    user = space.world.users.get(users[0])
    if user is None:
        raise SlackRefusalError("user_not_found")
    if user.deleted:
        raise SlackRefusalError("user_disabled")
    if user.is_bot:
        raise SlackRefusalError("cannot_dm_bot")
    existed = any(channel.im_with == user.id for channel in space.world.channels.values())
    channel = space.world.direct_channel(user.id)
    if not existed:
        space.stream.tell("channels.changed")
    return {"channel": {"id": channel.id}, "already_open": existed, "no_op": existed}


def join(space: Workspace, call: Call) -> dict[str, Any]:
    """The bot is a member of a public channel."""
    channel = visible_channel(space, call)
    if channel.is_im or channel.is_private:
        raise SlackRefusalError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackRefusalError("is_archived")
    if space.world.bot.id not in channel.members:
        channel.members.append(space.world.bot.id)
        space.stream.tell("channels.changed")
    return {"channel": channel.as_json(space.world.bot.id)}


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = call.text("oldest") or "0", call.text("latest")
    inclusive = call.flag("inclusive")
    try:
        low, high = float(oldest), float(latest) if latest else float("inf")
    except ValueError:
        raise SlackRefusalError("invalid_ts_latest" if latest else "invalid_ts_oldest") from None
    return [one for one in messages if low < float(one.ts) < high or (inclusive and float(one.ts) in {low, high})]


def _page(space: Workspace, call: Call, messages: list[Message]) -> dict[str, Any]:
    start, end, cursor = call.page(len(messages))
    with_metadata = call.flag("include_all_metadata")
    return {
        "messages": [shown(space, one, with_metadata=with_metadata) for one in messages[start:end]],
        "has_more": bool(cursor),
        "pin_count": 0,
        "response_metadata": {"next_cursor": cursor},
    }
