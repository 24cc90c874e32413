"""A person presses a button or picks from a menu, in a message, a modal or the Home tab."""

from collections.abc import Mapping
from typing import Any

from sandbox.acts.actor import CONFLICT, NOT_FOUND, Actor, outcome
from sandbox.acts.target import Pointing, Target, action_of, find_target
from sandbox.delivery.envelope import Envelope, Kind
from sandbox.delivery.payloads import block_actions_in_message, block_actions_in_view
from sandbox.forms import entered_values, initial_values
from sandbox.message import Message
from sandbox.refusal import SlackRefusalError
from sandbox.view import View


async def click_in_message(
    actor: Actor, channel: str, ts: str, pointing: Pointing, entered: Mapping[str, Any]
) -> dict[str, Any]:
    """The app has been told of the click and has answered, or failed to."""
    message = message_before(actor, channel, ts)
    blocks = actor.space.offers.filled_in(actor.user, message.ts, message_blocks(message))
    target = _dispatching(find_target(blocks, pointing))
    values = entered_values(blocks, initial_values(blocks), entered)
    action = action_of(target, pointing.value, _action_ts(actor))
    payload = block_actions_in_message(actor.space, actor.user, message, action, values)
    return await _deliver(actor, payload)


async def click_in_view(actor: Actor, view_id: str, pointing: Pointing, entered: Mapping[str, Any]) -> dict[str, Any]:
    """The app has been told of the click and has answered, or failed to."""
    view = view_before(actor, view_id)
    blocks = actor.space.offers.filled_in(actor.user, view.id, view.content["blocks"])
    target = _dispatching(find_target(blocks, pointing))
    view.values = entered_values(blocks, view.values, entered)
    action = action_of(target, pointing.value, _action_ts(actor))
    if target.element["action_id"] in view.values.get(target.block_id, {}):
        own = {target.block_id: {target.element["action_id"]: pointing.value}}
        view.values = entered_values(blocks, view.values, own)
    return await _deliver(actor, block_actions_in_view(actor.space, view, action))


def message_before(actor: Actor, channel: str, ts: str) -> Message:
    """The message that this person sees, ephemeral ones of their own included."""
    room = actor.channel(channel)
    own = actor.space.world.ephemerals.get(actor.user, [])
    message = room.messages.get(ts) or next((one for one in own if one.ts == ts), None)
    if message is None:
        raise SlackRefusalError("message_not_found", status=NOT_FOUND, detail=f"No message {ts} in {channel}.")
    return message


def message_blocks(message: Message) -> list[dict[str, Any]]:
    """The blocks of the message and of its attachments."""
    return [*message.blocks, *(one for part in message.attachments for one in part.get("blocks", []))]


def view_before(actor: Actor, view_id: str) -> View:
    """The view that this person has open."""
    view = actor.space.world.open_view(view_id)
    if view is None or view.user != actor.user:
        raise SlackRefusalError("view_not_found", status=NOT_FOUND, detail=f"{actor.user} has no view {view_id}.")
    return view


def _dispatching(target: Target) -> Target:
    if not target.dispatches:
        words = "Slack tells the app of this input only with the whole modal, unless its block has dispatch_action."
        raise SlackRefusalError("no_dispatch_action", status=CONFLICT, detail=words)
    return target


def _action_ts(actor: Actor) -> str:
    return actor.space.world.next_ts(actor.space.clock())


async def _deliver(actor: Actor, payload: dict[str, Any]) -> dict[str, Any]:
    if not actor.space.install.manifest.interactivity_enabled:
        return outcome(acked=False, ack_ms=0, error="interactivity_disabled")
    ack = await actor.dispatcher.deliver(Envelope(Kind.INTERACTIVE, payload))
    return outcome(**ack.as_json(), trigger_id=payload["trigger_id"])
