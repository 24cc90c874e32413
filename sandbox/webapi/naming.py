"""`conversations.create` and `conversations.rename`: channels and what they may be called."""

from typing import Any, Final

from sandbox import limits
from sandbox.channel import Channel
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.call import Call
from sandbox.webapi.rooms import joined_channel
from sandbox.webapi.scopes import refuse_missing
from sandbox.workspace import Workspace
from sandbox.world import World, new_id

_PUNCTUATION: Final = frozenset("-_")
_MENTIONS: Final = frozenset({"channel", "everyone", "group", "here", "me"})
"""Names that would be taken for a mention."""
_SCOPES: Final = {"public_channel": "channels:manage", "private_channel": "groups:write"}


def create(space: Workspace, call: Call) -> dict[str, Any]:
    """There is a new channel, public or private, with the bot in it alone."""
    world, is_private = space.world, call.flag("is_private")
    refuse_missing(_SCOPES["private_channel" if is_private else "public_channel"], space.install.manifest.bot_scopes)
    name = _free_name(world, call)
    bot, now = world.bot.id, int(space.clock())
    channel = Channel(new_id("C"), name, [bot], is_private=is_private, creator=bot, created=now)
    world.channels[channel.id] = channel
    space.stream.tell("channels.changed")
    if not is_private:
        told = {"id": channel.id, "name": name, "created": now, "creator": bot, "is_channel": True}
        space.tell_app({"type": "channel_created", "channel": told})
    return {"channel": channel.as_json(bot)}


def rename(space: Workspace, call: Call) -> dict[str, Any]:
    """A channel that the bot made has another name."""
    channel = joined_channel(space, call)
    if channel.kind not in _SCOPES:
        raise SlackRefusalError("method_not_supported_for_channel_type")
    refuse_missing(_SCOPES[channel.kind], space.install.manifest.bot_scopes)
    if channel.is_archived:
        raise SlackRefusalError("is_archived")
    if channel.creator != space.world.bot.id:
        raise SlackRefusalError("not_authorized")
    name = _free_name(space.world, call, own=channel)
    if name != channel.name:
        channel.previous_names.insert(0, channel.name)
        channel.name = name
        space.stream.tell("channels.changed")
        kind = "group_rename" if channel.is_private else "channel_rename"
        told = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
        space.tell_app({"type": kind, "channel": told})
    return {"channel": channel.as_json(space.world.bot.id)}


def _free_name(world: World, call: Call, own: Channel | None = None) -> str:
    """The name that the call gives, which is sound and which no other channel has, archived or not."""
    name = call.text("name") or ""
    if not name:
        raise SlackRefusalError("invalid_name_required")
    if len(name) > limits.CHANNEL_NAME:
        raise SlackRefusalError("invalid_name_maxlength")
    if not all(character.isalnum() or character in _PUNCTUATION for character in name) or name != name.lower():
        raise SlackRefusalError("invalid_name_specials")
    if _PUNCTUATION.issuperset(name):
        raise SlackRefusalError("invalid_name_punctuation")
    if name in _MENTIONS or any(one.name == name and one is not own for one in world.channels.values()):
        raise SlackRefusalError("name_taken")
    return name
