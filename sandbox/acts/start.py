"""A person starts something: a slash command, a shortcut, the Home tab, or a message that may mention the bot."""

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any, Final

from sandbox.acts.actor import BAD_REQUEST, CONFLICT, NOT_FOUND, Actor, outcome
from sandbox.acts.answer import say
from sandbox.acts.click import message_before
from sandbox.acts.failure_words import tell_of_failed_command
from sandbox.channel import Channel
from sandbox.delivery.envelope import Ack, Envelope, Kind
from sandbox.delivery.payloads import event_callback, global_shortcut, message_shortcut, slash_command
from sandbox.events import message_event
from sandbox.message import Message
from sandbox.message_changes import post_as_person
from sandbox.refusal import SlackRefusalError

MESSAGES_OFF: Final = "Sending messages to this app has been turned off."
"""Slack's own words where an app's manifest makes its Messages tab read-only."""


async def command(actor: Actor, channel: str, name: str, text: str) -> dict[str, Any]:
    """The app has answered the slash command, and its words stand in the channel."""
    known = actor.space.install.manifest.commands
    if known is not None and name not in known:
        raise SlackRefusalError("invalid_command", status=CONFLICT, detail=f"{name} is not a valid command.")
    room = actor.channel(channel)
    payload = slash_command(actor.space, actor.user, room, name, text)
    ack = await actor.dispatcher.deliver(Envelope(Kind.COMMAND, payload))
    answered = outcome(**ack.as_json())
    if not ack.acked:
        answered["message"] = tell_of_failed_command(actor.space, room, actor.user, name, ack).as_json()
    elif any(ack.answer.get(name) for name in ("text", "blocks", "attachments")):
        try:
            message = say(actor.space, ack.answer, user=actor.user, channel=room.id)
        except SlackRefusalError as refusal:
            return answered | {"ok": False, "error": refusal.error, "detail": refusal.fields}
        answered["message"] = message.as_json()
    return answered


async def shortcut(actor: Actor, callback_id: str, channel: str | None, ts: str | None) -> dict[str, Any]:
    """The app has been told of the shortcut."""
    known = actor.space.install.manifest.shortcuts
    kind = "message" if channel and ts else "global"
    if known is not None and (callback_id, kind) not in {(one.callback_id, one.kind) for one in known}:
        raise SlackRefusalError("invalid_shortcut", status=CONFLICT, detail=f"No {kind} shortcut {callback_id}.")
    if channel and ts:
        message = message_before(actor, channel, ts)
        payload = message_shortcut(actor.space, actor.user, callback_id, message)
    else:
        payload = global_shortcut(actor.space, actor.user, callback_id)
    return outcome(**(await actor.dispatcher.deliver(Envelope(Kind.INTERACTIVE, payload))).as_json())


async def home(actor: Actor, tab: str = "home") -> dict[str, Any]:
    """The app knows that the person opened this tab; the Home that it has published so far is returned."""
    if tab not in {"home", "messages"}:
        raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail="tab: home or messages.")
    is_new = actor.space.world.direct_channel_with(actor.user) is None
    direct = actor.space.world.direct_channel(actor.user)
    if is_new:
        actor.space.stream.tell("channels.changed")
    event: dict[str, Any] = {"type": "app_home_opened", "user": actor.user, "channel": direct.id, "tab": tab}
    view = actor.space.world.homes.get(actor.user)
    if view is not None and tab == "home":
        event["view"] = view.as_json()
    ack = await _tell(actor, event)
    published = actor.space.world.homes.get(actor.user)
    return outcome(**ack.as_json(), view=published.as_json() if published else None)


async def talk(actor: Actor, channel: str, text: str, thread_ts: str | None) -> dict[str, Any]:
    """The person's message stands in the channel, and the app knows of it as far as it subscribes to such messages."""
    if not text.strip():
        raise SlackRefusalError("no_text", status=CONFLICT, detail="There is nothing to send.")
    room = actor.channel(channel)
    if room.is_archived:
        raise SlackRefusalError("is_archived", status=CONFLICT, detail=f"{channel} is archived.")
    _refuse_silent(actor, room)
    parent = room.messages.get(thread_ts) if thread_ts else None
    if thread_ts and parent is None:
        raise SlackRefusalError("thread_not_found", status=NOT_FOUND, detail=f"No message {thread_ts} in {channel}.")
    thread = (parent.thread_ts or parent.ts) if parent else None
    message = post_as_person(actor.space, room, actor.user, text, thread)
    acks = await asyncio.gather(*_hearing(actor, room, message))
    # The message stands whatever the app makes of it; the last ack is that of the mention, where there is one.
    ack = acks[-1] if acks else Ack(acked=True, ack_ms=0)
    return {"ok": True, **ack.as_json(), "message": message.as_json()}


def _hearing(actor: Actor, room: Channel, message: Message) -> Iterator[Coroutine[Any, Any, Ack]]:
    """What the app is told of this message: nothing where it is no member, twice where it is mentioned."""
    bot, said = actor.space.world.bot.id, message.as_json()
    if bot in room.members:
        yield _tell(actor, message_event(room, said), subscription=room.event_kind[1])
        if not room.is_im and f"<@{bot}>" in message.text:
            yield _tell(actor, {**said, "channel": room.id, "type": "app_mention"})


def _refuse_silent(actor: Actor, room: Channel) -> None:
    """Nothing happens, or the refusal of a direct message to an app that takes none."""
    manifest = actor.space.install.manifest
    if room.is_im and (manifest.messages_tab_read_only or not manifest.messages_tab_enabled):
        error = "restricted_action_read_only_channel"
        raise SlackRefusalError(error, status=CONFLICT, detail=MESSAGES_OFF)


async def _tell(actor: Actor, event: dict[str, Any], subscription: str | None = None) -> Ack:
    if not actor.space.install.manifest.subscribes(subscription or event["type"]):
        return Ack(acked=True, ack_ms=0)
    payload = event_callback(actor.space, event)
    return await actor.dispatcher.deliver(Envelope(Kind.EVENT, payload))
