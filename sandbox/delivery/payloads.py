"""The payloads of interactivity, commands and events, in Slack's exact shapes."""

from collections.abc import Iterator
from typing import Any, Final

from sandbox.channel import Channel
from sandbox.message import Message
from sandbox.message_changes import shown
from sandbox.view import View
from sandbox.workspace import Workspace
from sandbox.world import new_id

EVENTS: Final = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "channel_created",
        "channel_rename",
        "group_rename",
        "member_joined_channel",
        "message",
        "message_metadata_deleted",
        "message_metadata_posted",
        "message_metadata_updated",
        "reaction_added",
        "reaction_removed",
        "subteam_members_changed",
        "subteam_updated",
        "tokens_revoked",
    }
)
"""The events that the app can be sent."""


def block_actions_in_message(
    space: Workspace, user: str, message: Message, action: dict[str, Any], values: dict[str, Any]
) -> dict[str, Any]:
    """A click in a message; an ephemeral message is not sent along, as in Slack."""
    channel = space.world.channels[message.channel]
    secret = space.response_urls.give(
        user,
        channel.id,
        message_ts=message.ts,
        is_ephemeral=message.only_for is not None,
        thread_ts=message.thread_ts,
    )
    payload = {
        **_person(space, "block_actions", user),
        "container": _container(message),
        "trigger_id": space.triggers.give(user),
        "channel": _channel(channel),
        "state": {"values": values},
        "response_url": f"{space.url}/response/{secret}",
        "actions": [action],
    }
    if not message.only_for:
        payload["message"] = shown(space, message)
    return payload


def block_actions_in_view(space: Workspace, view: View, action: dict[str, Any]) -> dict[str, Any]:
    """A click in a modal or a Home tab."""
    return {
        **_person(space, "block_actions", view.user),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": space.triggers.give(view.user),
        "view": view.as_json(),
        "actions": [action],
    }


def suggestion_in_message(space: Workspace, user: str, message: Message, asked: dict[str, Any]) -> dict[str, Any]:
    """What was typed into a message's menu whose options come from the app."""
    return {
        **_person(space, "block_suggestion", user),
        **asked,
        "container": _container(message),
        "channel": _channel(space.world.channels[message.channel]),
        **({} if message.only_for else {"message": shown(space, message)}),
    }


def suggestion_in_view(space: Workspace, view: View, asked: dict[str, Any]) -> dict[str, Any]:
    """What was typed into a view's menu whose options come from the app."""
    return {
        **_person(space, "block_suggestion", view.user),
        **asked,
        "container": {"type": "view", "view_id": view.id},
        "view": view.as_json(),
    }


def view_submission(space: Workspace, view: View) -> dict[str, Any]:
    """A modal sent in; a channel chosen in a menu with `response_url_enabled` comes with a response URL."""
    return {
        **_person(space, "view_submission", view.user),
        "trigger_id": space.triggers.give(view.user),
        "view": view.as_json(),
        "response_urls": list(_response_urls(space, view)),
    }


def view_closed(space: Workspace, view: View, *, is_cleared: bool) -> dict[str, Any]:
    """A modal closed by the person."""
    return {
        **_person(space, "view_closed", view.user),
        "view": view.as_json(),
        "is_cleared": is_cleared,
    }


def slash_command(space: Workspace, user: str, channel: Channel, command: str, text: str) -> dict[str, Any]:
    """A slash command typed in a channel."""
    return {
        "token": space.install.verification_token,
        "team_id": space.world.team_id,
        "team_domain": space.world.team_domain,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_im else channel.name,
        "user_id": user,
        "user_name": space.world.users[user].name,
        "command": command,
        "text": text,
        "api_app_id": space.install.app_id,
        "is_enterprise_install": "false",
        "response_url": f"{space.url}/response/{space.response_urls.give(user, channel.id)}",
        "trigger_id": space.triggers.give(user),
    }


def global_shortcut(space: Workspace, user: str, callback_id: str) -> dict[str, Any]:
    """A shortcut started from anywhere."""
    return {
        **_person(space, "shortcut", user),
        "callback_id": callback_id,
        "trigger_id": space.triggers.give(user),
        "action_ts": space.world.next_ts(space.clock()),
    }


def message_shortcut(space: Workspace, user: str, callback_id: str, message: Message) -> dict[str, Any]:
    """A shortcut started from a message's menu."""
    secret = space.response_urls.give(user, message.channel, message_ts=message.ts)
    return {
        **_person(space, "message_action", user),
        "callback_id": callback_id,
        "trigger_id": space.triggers.give(user),
        "action_ts": space.world.next_ts(space.clock()),
        "message_ts": message.ts,
        "channel": _channel(space.world.channels[message.channel]),
        "message": shown(space, message),
        "response_url": f"{space.url}/response/{secret}",
    }


def event_callback(space: Workspace, event: dict[str, Any]) -> dict[str, Any]:
    """An event of the Events API."""
    assert event["type"] in EVENTS, "an event that can be sent is in the list, which the documentation repeats"
    return {
        "token": space.install.verification_token,
        "team_id": space.world.team_id,
        "context_team_id": space.world.team_id,
        "context_enterprise_id": None,
        "api_app_id": space.install.app_id,
        "event": {**event, "event_ts": space.world.next_ts(space.clock())},
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": int(space.clock()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": space.world.team_id,
                "user_id": space.world.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def _person(space: Workspace, kind: str, user: str) -> dict[str, Any]:
    who = space.world.users[user]
    team = {"id": space.world.team_id, "domain": space.world.team_domain}
    return {
        "type": kind,
        "user": {"id": who.id, "username": who.name, "name": who.name, "team_id": who.team_id},
        "api_app_id": space.install.app_id,
        "token": space.install.verification_token,
        "team": team,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _container(message: Message) -> dict[str, Any]:
    container: dict[str, Any] = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.only_for is not None,
    }
    return container | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def _response_urls(space: Workspace, view: View) -> Iterator[dict[str, str]]:
    for block in view.content["blocks"]:
        element = block.get("element") or {}
        if block["type"] != "input" or not element.get("response_url_enabled"):
            continue
        action_id = element["action_id"]
        entry = view.values.get(block["block_id"], {}).get(action_id, {})
        channel = entry.get("selected_conversation") or entry.get("selected_channel")
        if channel in space.world.channels:
            secret = space.response_urls.give(view.user, channel)
            where = {"block_id": block["block_id"], "action_id": action_id, "channel_id": channel}
            yield {**where, "response_url": f"{space.url}/response/{secret}"}


def _channel(channel: Channel) -> dict[str, str]:
    return {"id": channel.id, "name": "directmessage" if channel.is_im else channel.name}
