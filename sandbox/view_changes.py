"""How views are opened, changed and closed, by anybody."""

import secrets
from typing import Any

from sandbox import limits
from sandbox.block_defaults import filled_in
from sandbox.forms import initial_values
from sandbox.refusal import SlackRefusalError
from sandbox.validation.views import refuse_bad_view
from sandbox.view import View
from sandbox.workspace import Workspace
from sandbox.world import new_id


def push_view(space: Workspace, user: str, content: dict[str, Any]) -> View:
    """The person sees a new modal on top of those already open."""
    refuse_bad_view(content, "modal")
    stack = space.world.stacks.setdefault(user, [])
    if len(stack) >= limits.VIEW_STACK:
        raise SlackRefusalError("push_limit_reached")
    _refuse_repeated_external_id(space, content)
    view = _new_view(space, user, content, below=stack[-1] if stack else None)
    stack.append(view)
    tell_stack(space, user)
    return view


def replace_view(space: Workspace, view: View, content: dict[str, Any], known_hash: str | None = None) -> None:
    """The view shows other content; what was entered under the same ids stays."""
    refuse_bad_view(content, view.kind)
    if known_hash and known_hash != view.hash:
        raise SlackRefusalError("hash_conflict")
    entered = view.values
    view.content = {**content, "blocks": filled_in(content["blocks"])}
    view.values = initial_values(view.content["blocks"])
    for block_id, actions in view.values.items():
        for action_id in actions:
            kept = entered.get(block_id, {}).get(action_id)
            if kept is not None and kept["type"] == actions[action_id]["type"]:
                actions[action_id] = kept
    view.errors = {}
    view.hash = new_hash(space)
    if view.kind == "home":
        space.stream.tell("home.changed", user=view.user, view=view.as_json())
    else:
        tell_stack(space, view.user)


def publish_home(space: Workspace, user: str, content: dict[str, Any], known_hash: str | None) -> View:
    """The person's Home tab shows this view."""
    existing = space.world.homes.get(user)
    if existing is not None:
        replace_view(space, existing, content, known_hash)
        return existing
    refuse_bad_view(content, "home")
    view = _new_view(space, user, content, below=None)
    space.world.homes[user] = view
    space.stream.tell("home.changed", user=user, view=view.as_json())
    return view


def close_top(space: Workspace, user: str) -> None:
    """The person's topmost modal is gone."""
    space.world.stacks[user].pop()
    tell_stack(space, user)


def close_all(space: Workspace, user: str) -> None:
    """The person has no modal open."""
    space.world.stacks[user].clear()
    tell_stack(space, user)


def tell_stack(space: Workspace, user: str) -> None:
    """Watchers know the person's modals, lowest first, with the errors shown in them."""
    space.stream.tell("views.changed", user=user, views=stack_json(space, user))


def stack_json(space: Workspace, user: str) -> list[dict[str, Any]]:
    """The person's modals, lowest first, with the errors shown in them."""
    return [{**view.as_json(), "errors": view.errors} for view in space.world.stacks.get(user, [])]


def new_hash(space: Workspace) -> str:
    """A view hash that was never given out before."""
    return f"{int(space.clock())}.{secrets.token_hex(4)}"


def _new_view(space: Workspace, user: str, content: dict[str, Any], below: View | None) -> View:
    view_id = new_id("V")
    blocks = filled_in(content["blocks"])
    return View(
        id=view_id,
        user=user,
        content={**content, "blocks": blocks},
        hash=new_hash(space),
        app_id=space.install.app_id,
        bot_id=space.install.bot_id,
        root_view_id=below.root_view_id if below else view_id,
        previous_view_id=below.id if below else None,
        values=initial_values(blocks),
    )


def _refuse_repeated_external_id(space: Workspace, content: dict[str, Any]) -> None:
    external_id = content.get("external_id")
    open_views = (view for stack in space.world.stacks.values() for view in stack)
    if external_id and any(view.content.get("external_id") == external_id for view in open_views):
        raise SlackRefusalError("duplicate_external_id")
