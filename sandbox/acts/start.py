"""A person starts something: a slash command, a shortcut, the Home tab, or a message that may mention the bot."""

from typing import Any

from sandbox.acts.actor import BAD_REQUEST, CONFLICT, NOT_FOUND, Actor, outcome
from sandbox.acts.answer import say
from sandbox.acts.click import message_before
from sandbox.acts.telling import tell_of_failed_command
from sandbox.delivery.envelope import Ack, Envelope, Kind
from sandbox.delivery.payloads import event_callback, global_shortcut, message_shortcut, slash_command
from sandbox.posting import post_as_person
from sandbox.refusal import SlackRefusalError


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
    """The app knows that the person opened this tab of its; whatever Home it has published so far is returned."""
    if tab not in {"home", "messages"}:
        raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail="tab: home or messages.")
    direct = actor.space.world.direct_channel(actor.user)
    event: dict[str, Any] = {"type": "app_home_opened", "user": actor.user, "channel": direct.id, "tab": tab}
    view = actor.space.world.homes.get(actor.user)
    if view is not None and tab == "home":
        event["view"] = view.as_json()
    ack = await _tell(actor, event)
    published = actor.space.world.homes.get(actor.user)
    return outcome(**ack.as_json(), view=published.as_json() if published else None)


async def talk(actor: Actor, channel: str, text: str, thread_ts: str | None) -> dict[str, Any]:
    """The person's message stands in the channel, and the app knows if it was mentioned."""
    if not text.strip():
        raise SlackRefusalError("no_text", status=CONFLICT, detail="There is nothing to send.")
    room = actor.channel(channel)
    if room.is_archived:
        raise SlackRefusalError("is_archived", status=CONFLICT, detail=f"{channel} is archived.")
    parent = room.messages.get(thread_ts) if thread_ts else None
    if thread_ts and parent is None:
        raise SlackRefusalError("thread_not_found", status=NOT_FOUND, detail=f"No message {thread_ts} in {channel}.")
    thread = (parent.thread_ts or parent.ts) if parent else None
    message = post_as_person(actor.space, room, actor.user, text, thread)
    event = {**message.as_json(), "channel": room.id}
    bot = actor.space.world.bot.id
    ack = Ack(acked=True, ack_ms=0)
    if room.is_im:
        ack = await _tell(actor, {**event, "channel_type": "im"}, subscription="message.im")
    elif bot in room.members:
        kind, subscription = ("group", "message.groups") if room.is_private else ("channel", "message.channels")
        # Without a manifest nobody has asked for all that is said in channels, and no app would answer it.
        if subscription in (actor.space.install.manifest.bot_events or ()):
            ack = await _tell(actor, {**event, "channel_type": kind}, subscription=subscription)
        if f"<@{bot}>" in text:
            ack = await _tell(actor, {**event, "type": "app_mention"})
    return outcome(**ack.as_json(), message=message.as_json())


async def _tell(actor: Actor, event: dict[str, Any], subscription: str | None = None) -> Ack:
    if not actor.space.install.manifest.subscribes(subscription or event["type"]):
        return Ack(acked=True, ack_ms=0)
    payload = event_callback(actor.space, event)
    return await actor.dispatcher.deliver(Envelope(Kind.EVENT, payload))
