"""Finding the conversation that a call means, or refusing as Slack does."""

from sandbox.channel import Channel
from sandbox.message import Message
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.call import Call
from sandbox.workspace import Workspace


def visible_channel(space: Workspace, call: Call) -> Channel:
    """The channel of this call, which the bot can see."""
    channel = space.world.channels.get(call.required("channel"))
    if channel is None or (channel.is_private and space.world.bot.id not in channel.members):
        raise SlackRefusalError("channel_not_found")
    return channel


def joined_channel(space: Workspace, call: Call) -> Channel:
    """The channel of this call, which the bot is a member of."""
    channel = visible_channel(space, call)
    if space.world.bot.id not in channel.members:
        raise SlackRefusalError("not_in_channel")
    return channel


def writable_channel(space: Workspace, call: Call) -> Channel:
    """The channel, or the person's direct message, that the bot may post to."""
    name = call.required("channel")
    world = space.world
    channel = world.direct_channel(name) if name in world.users else world.channel_named(name)
    if channel is None or (channel.is_private and world.bot.id not in channel.members):
        raise SlackRefusalError("channel_not_found")
    if channel.is_archived:
        raise SlackRefusalError("is_archived")
    if world.bot.id not in channel.members:
        raise SlackRefusalError("not_in_channel")
    return channel


def own_message(space: Workspace, channel: Channel, ts: str, refusal: str) -> Message:
    """The bot's own message with this timestamp."""
    message = channel.messages.get(ts)
    if message is None:
        raise SlackRefusalError("message_not_found")
    if message.user != space.world.bot.id:
        raise SlackRefusalError(refusal)
    return message
