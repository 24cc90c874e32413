"""A person sends a modal in, or closes it."""

from collections.abc import Mapping
from typing import Any

from sandbox.acts.actor import CONFLICT, Actor, outcome
from sandbox.acts.click import view_before
from sandbox.delivery.envelope import Envelope, Kind
from sandbox.delivery.payloads import view_closed, view_submission
from sandbox.forms import complaints, entered_values
from sandbox.refusal import SlackRefusalError
from sandbox.view import View
from sandbox.view_changes import close_all, close_top, push_view, replace_view, tell_stack


async def submit(actor: Actor, view_id: str, entered: Mapping[str, Any]) -> dict[str, Any]:
    """The app has answered the submission and the modals stand as it wishes, or the person sees what is wrong."""
    view = _top_view(actor, view_id)
    if view.content.get("submit") is None:
        raise SlackRefusalError("view_not_submittable", status=CONFLICT, detail="This modal has no submit button.")
    blocks = actor.space.offers.filled_in(actor.user, view.id, view.content["blocks"])
    view.values = entered_values(blocks, view.values, entered)
    view.errors = complaints(blocks, view.values)
    if view.errors:
        tell_stack(actor.space, actor.user)
        return outcome(
            acked=False,
            ack_ms=0,
            error="incomplete",
            detail="Fill in what is marked, then send it again.",
            response_action=None,
            errors=view.errors,
        )
    payload = view_submission(actor.space, view)
    ack = await actor.dispatcher.deliver(Envelope(Kind.INTERACTIVE, payload))
    answered = outcome(**ack.as_json(), response_action=ack.answer.get("response_action"), errors={})
    if ack.acked:
        try:
            answered["errors"] = _obey(actor, view, ack.answer)
        except SlackRefusalError as refusal:
            answered |= {"ok": False, "error": refusal.error, "detail": refusal.fields}
    return answered


async def close(actor: Actor, view_id: str, *, clear: bool = False) -> dict[str, Any]:
    """The modal is closed (with `clear` all of them), and the app is told if it asked for that."""
    view = _top_view(actor, view_id)
    stack = actor.space.world.stacks[actor.user]
    clear = clear or bool(view.content.get("clear_on_close"))
    closed = list(reversed(stack)) if clear else [view]
    if clear:
        close_all(actor.space, actor.user)
    else:
        close_top(actor.space, actor.user)
    answered = outcome(acked=True, ack_ms=0, error=None)
    for one in closed:
        if one.content.get("notify_on_close"):
            payload = view_closed(actor.space, one, is_cleared=clear)
            answered = outcome(**(await actor.dispatcher.deliver(Envelope(Kind.INTERACTIVE, payload))).as_json())
    return answered


def _top_view(actor: Actor, view_id: str) -> View:
    view = view_before(actor, view_id)
    stack = actor.space.world.stacks.get(actor.user, [])
    if not stack or stack[-1] is not view:
        raise SlackRefusalError("view_not_on_top", status=CONFLICT, detail="Another view is in front of this one.")
    return view


def _obey(actor: Actor, view: View, answer: dict[str, Any]) -> dict[str, str]:
    """What the app's answer asked for has happened; the errors that the person now sees are returned."""
    space, user = actor.space, actor.user
    action = answer.get("response_action")
    if view not in space.world.stacks.get(user, []):
        return {}  # the person closed it meanwhile, and nothing opens again by itself
    if action == "errors":
        return _show_errors(actor, view, answer.get("errors"))
    if action == "update":
        replace_view(space, view, answer.get("view") or {"type": "modal"})
    elif action == "push":
        push_view(space, user, answer.get("view") or {"type": "modal"})
    elif action == "clear":
        close_all(space, user)
    elif action is None:
        space.world.stacks[user].remove(view)
        tell_stack(space, user)
    else:
        raise SlackRefusalError("invalid_response_action", given=action)
    return {}


def _show_errors(actor: Actor, view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise SlackRefusalError("invalid_errors", given=errors, inputs=sorted(inputs))
    view.errors = {str(block_id): str(words) for block_id, words in errors.items()}
    tell_stack(actor.space, actor.user)
    return view.errors
