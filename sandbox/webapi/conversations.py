"""`conversations.*`: channels and their members."""

from typing import Any, Final

from sandbox import limits
from sandbox.channel import Channel
from sandbox.people import User
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.call import Call
from sandbox.webapi.rooms import can_see, visible_channel
from sandbox.webapi.scopes import refuse_missing, refuse_missing_kind
from sandbox.workspace import Workspace

_KINDS: Final = frozenset({"public_channel", "private_channel", "im", "mpim"})


def list_conversations(space: Workspace, call: Call) -> dict[str, Any]:
    """The channels that the bot can see, by page."""
    kinds = [kind.strip() for kind in (call.text("types") or "public_channel").split(",")]
    if not _KINDS.issuperset(kinds):
        raise SlackRefusalError("invalid_types")
    for kind in kinds:
        refuse_missing_kind(call.method, kind, space.install.manifest.bot_scopes)
    without_archived = call.flag("exclude_archived")
    found = [
        channel
        for channel in space.world.channels.values()
        if channel.kind in kinds and can_see(space, channel) and not (without_archived and channel.is_archived)
    ]
    start, end, cursor = call.page(len(found))
    bot = space.world.bot.id
    return {
        "channels": [channel.as_json(bot) for channel in found[start:end]],
        "response_metadata": {"next_cursor": cursor},
    }


def info(space: Workspace, call: Call) -> dict[str, Any]:
    """One channel; how many people are in it is told when asked for."""
    described = visible_channel(space, call).as_json(space.world.bot.id)
    if not call.flag("include_num_members"):
        described.pop("num_members", None)
    return {"channel": described}


def members(space: Workspace, call: Call) -> dict[str, Any]:
    """The members of one channel, by page."""
    channel = visible_channel(space, call)
    start, end, cursor = call.page(len(channel.members))
    return {"members": channel.members[start:end], "response_metadata": {"next_cursor": cursor}}


def open_conversation(space: Workspace, call: Call) -> dict[str, Any]:
    """The direct message with one person, or among several, is open."""
    given = call.text("channel")
    if given:
        channel = space.world.channels.get(given)
        if channel is None or not can_see(space, channel):
            raise SlackRefusalError("channel_not_found")
        if channel.kind not in {"im", "mpim"}:
            raise SlackRefusalError("method_not_supported_for_channel_type")
        return {"channel": _opened(space, call, channel), "no_op": True, "already_open": True}
    people = _people(space, call)
    several = len(people) > 1
    refuse_missing("mpim:write" if several else "im:write", space.install.manifest.bot_scopes)
    world, users = space.world, [person.id for person in people]
    standing = world.group_channel(users) if several else world.direct_channel_with(users[0])
    if standing is None and call.flag("prevent_creation"):
        raise SlackRefusalError("channel_not_found")
    channel = world.open_group_channel(users) if several else world.direct_channel(users[0])
    if standing is None:
        space.stream.tell("channels.changed")
    existed = standing is not None
    return {"channel": _opened(space, call, channel), "already_open": existed, "no_op": existed}


def join(space: Workspace, call: Call) -> dict[str, Any]:
    """The bot is a member of a public channel."""
    channel = visible_channel(space, call)
    if channel.kind != "public_channel":
        raise SlackRefusalError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackRefusalError("is_archived")
    warned: dict[str, Any] = {}
    if space.world.bot.id in channel.members:
        warned = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    else:
        channel.members.append(space.world.bot.id)
        space.stream.tell("channels.changed")
        event = {"type": "member_joined_channel", "user": space.world.bot.id, "channel": channel.id}
        space.tell_app({**event, "channel_type": "C", "team": space.world.team_id})
    return {"channel": channel.as_json(space.world.bot.id), **warned}


def _people(space: Workspace, call: Call) -> list[User]:
    """The people whom the call wants to talk to."""
    ids = list(dict.fromkeys(user.strip() for user in (call.text("users") or "").split(",") if user.strip()))
    if not ids:
        raise SlackRefusalError("users_list_not_supplied")
    if len(ids) > limits.GROUP_DM_PEOPLE:
        raise SlackRefusalError("too_many_users")
    people = [space.world.users.get(user) for user in ids]
    known = [person for person in people if person is not None]
    if len(known) < len(people):
        raise SlackRefusalError("user_not_found")
    if any(person.deleted for person in known):
        raise SlackRefusalError("user_disabled")
    if any(person.is_bot for person in known):
        raise SlackRefusalError("cannot_dm_bot")
    return known


def _opened(space: Workspace, call: Call, channel: Channel) -> dict[str, Any]:
    return channel.as_json(space.world.bot.id) if call.flag("return_im") else {"id": channel.id}
