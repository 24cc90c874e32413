"""`views.*`: modals and the Home tab."""

from itertools import chain
from typing import Any

from sandbox.refusal import SlackRefusalError
from sandbox.validation.views import refuse_bad_view
from sandbox.view import View
from sandbox.view_changes import publish_home, push_view, replace_view
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
    _refuse_taken_external_id(space, content, view)
    replace_view(space, view, content, call.text("hash"))
    return {"view": view.as_json()}


def publish(space: Workspace, call: Call) -> dict[str, Any]:
    """A person's Home tab shows this view."""
    if not space.install.manifest.home_enabled:
        raise SlackRefusalError("not_enabled")
    user = space.world.users.get(call.required("user_id"))
    if user is None or user.is_bot:
        raise SlackRefusalError("user_not_found")
    content = _content(call)
    _refuse_taken_external_id(space, content, space.world.homes.get(user.id))
    return {"view": publish_home(space, user.id, content, call.text("hash")).as_json()}


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


def _refuse_taken_external_id(space: Workspace, content: dict[str, Any], own: View | None) -> None:
    external_id = content.get("external_id")
    taken = _view_with(space, external_id) if external_id else None
    if taken is not None and taken is not own:
        raise SlackRefusalError("duplicate_external_id")


def _open_view(space: Workspace, call: Call) -> View | None:
    external_id = call.text("external_id")
    return _view_with(space, external_id) if external_id else space.world.open_view(call.required("view_id"))


def _view_with(space: Workspace, external_id: Any) -> View | None:
    views = [*chain.from_iterable(space.world.stacks.values()), *space.world.homes.values()]
    return next((view for view in views if view.content.get("external_id") == external_id), None)
