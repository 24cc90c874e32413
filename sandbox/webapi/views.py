"""`views.*`: modals and the Home tab."""

from typing import Any

from sandbox.refusal import SlackRefusalError
from sandbox.showing import publish_home, push_view, replace_view
from sandbox.validation.views import refuse_bad_view
from sandbox.view import View
from sandbox.webapi.call import Call
from sandbox.workspace import Workspace


def open_modal(space: Workspace, call: Call) -> dict[str, Any]:
    """The person behind the trigger sees a modal."""
    return _show(space, call)


def push(space: Workspace, call: Call) -> dict[str, Any]:
    """The person behind the trigger sees one more modal on top."""
    return _show(space, call)


def update(space: Workspace, call: Call) -> dict[str, Any]:
    """An open view shows other content."""
    content = _content(call)
    view = _open_view(space, call)
    if view is None:
        raise SlackRefusalError("not_found")
    replace_view(space, view, content, call.text("hash"))
    return {"view": view.as_json()}


def publish(space: Workspace, call: Call) -> dict[str, Any]:
    """A person's Home tab shows this view."""
    if not space.install.manifest.home_enabled:
        raise SlackRefusalError("not_enabled")
    user = space.world.users.get(call.required("user_id"))
    if user is None or user.is_bot:
        raise SlackRefusalError("user_not_found")
    return {"view": publish_home(space, user.id, _content(call), call.text("hash")).as_json()}


def _show(space: Workspace, call: Call) -> dict[str, Any]:
    content = _content(call)
    refuse_bad_view(content, "modal")
    user = space.triggers.exchange(call.required("trigger_id"))
    return {"view": push_view(space, user, content).as_json()}


def _content(call: Call) -> dict[str, Any]:
    content = call.structure("view")
    if not isinstance(content, dict):
        message = "[ERROR] missing required field: view [json-pointer:/view]"
        raise SlackRefusalError("invalid_arguments", response_metadata={"messages": [message]})
    return content


def _open_view(space: Workspace, call: Call) -> View | None:
    external_id = call.text("external_id")
    if external_id:
        views = (view for stack in space.world.stacks.values() for view in stack)
        return next((view for view in views if view.content.get("external_id") == external_id), None)
    return space.world.open_view(call.required("view_id"))
