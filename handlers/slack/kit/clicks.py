"""What is read from a verified payload: who acted, where, and on what. Nothing else in a payload is trusted."""

from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from blocks.kit import ids
from handlers.slack.kit.window_state import PackedChoices, WindowState, read_window_state

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Click:
    """One act of one person: a button pressed, or a modal sent in."""

    user_id: str
    teams: frozenset[str]
    """The workspaces that the payload names, for the person and for the place."""
    token: str | None
    """The token of the button's or modal's posting; None where the value is not one of ours."""
    version: int
    channel_id: str | None
    message_ts: str | None
    thread_ts: str | None
    trigger_id: str
    response_url: str | None
    view: Body | None = None
    """The modal or Home tab that it happened in."""
    state: WindowState | None = None
    """What the modal took along."""
    shown: str = ""
    """What the card showed when the person chose from its menu."""
    of_ours: bool = False
    """Whether the message is ours: Slack sends only our own buttons, but shortcuts from the menu of any message."""


def button_click(body: Body) -> Click:
    """The click of a ``block_actions`` payload; in a modal, the modal's state says what it belongs to."""
    view = body.get("view")
    if view and view.get("type") == "modal":
        return submission(body)
    container = body.get("container") or {}
    _, carried = ids.read_menu_value(button_value(body))
    read = ids.read_button_value(carried)
    return _click(
        body,
        read,
        channel=container.get("channel_id"),
        message_ts=container.get("message_ts"),
        thread_ts=container.get("thread_ts"),
        shown=ids.read_shown(button_value(body)),
        of_ours=True,
    )


def submission(body: Body) -> Click:
    """The act of a payload that comes from a modal."""
    state = read_window_state(body["view"])
    if state is None:
        return _click(body, None, channel=None)
    return _click(body, (state.token, state.version), channel=state.channel or None, state=state)


def message_shortcut(body: Body, token: str | None) -> Click:
    """A shortcut from the menu of a message; the token is the one in the message's own buttons."""
    channel = (body.get("channel") or {}).get("id")
    message = body.get("message") or {}
    return _click(body, (token, 0) if token else None, channel=channel, message_ts=message.get("ts"), thread_ts=None)


def any_click(body: Body) -> Click:
    """Who acted, in a payload of any kind, and how to answer that person."""
    if "command" in body:
        spoken = {**body, "user": {"id": body["user_id"], "team_id": body.get("team_id")}}
        return _click(spoken, None, channel=body.get("channel_id"))
    if body.get("type") == "message_action":
        return message_shortcut(body, None)
    view = body.get("view") or {}
    return submission(body) if view.get("type") == "modal" else button_click(body)


def window_state(click: Click, choices: PackedChoices | None = None, grants: int = 0) -> str:
    """What the window that this click opens carries, for :func:`submission` to read."""
    return replace(state_of(click), choices=choices, grants=grants).text


def state_of(click: Click) -> WindowState:
    """Which card the window that this click opens belongs to."""
    return WindowState(token=click.token or "", version=click.version, channel=click.channel_id or "")


def button_value(body: Body) -> str:
    """The value of the button that was pressed, or of what was chosen in a menu."""
    pressed = (body.get("actions") or [{}])[0]
    return str(pressed.get("value") or (pressed.get("selected_option") or {}).get("value") or "")


def _click(
    body: Body,
    read: tuple[str, int] | None,
    *,
    channel: str | None,
    message_ts: str | None = None,
    thread_ts: str | None = None,
    shown: str = "",
    of_ours: bool = False,
    state: WindowState | None = None,
) -> Click:
    user, team = body["user"], body.get("team") or {}
    return Click(
        user_id=str(user["id"]),
        teams=frozenset(str(given) for given in (user.get("team_id"), team.get("id")) if given),
        token=(read[0] or None) if read else None,
        version=read[1] if read else 0,
        channel_id=channel,
        message_ts=message_ts,
        thread_ts=thread_ts,
        trigger_id=str(body.get("trigger_id") or ""),
        response_url=body.get("response_url"),
        view=body.get("view"),
        state=state,
        shown=shown,
        of_ours=of_ours,
    )
