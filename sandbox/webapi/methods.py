"""The table of every Web API method that the sandbox has."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from sandbox.refusal import SlackRefusalError
from sandbox.webapi import (
    blocks,
    chat,
    conversations,
    files,
    groups,
    history,
    naming,
    people,
    reactions,
    scheduling,
    views,
)
from sandbox.webapi.call import Call
from sandbox.workspace import Workspace

Method = Callable[[Workspace, Call], dict[str, Any]]


def auth_test(space: Workspace, _call: Call) -> dict[str, Any]:
    """Who the token belongs to."""
    world = space.world
    return {
        "url": f"{space.url}/",
        "team": world.team_name,
        "user": world.bot.name,
        "team_id": world.team_id,
        "user_id": world.bot.id,
        "bot_id": space.install.bot_id,
        "is_enterprise_install": False,
    }


def api_test(_space: Workspace, call: Call) -> dict[str, Any]:
    """The arguments, sent back; `error` comes back as the error."""
    if error := call.text("error"):
        raise SlackRefusalError(error, args=dict(call.arguments))
    return {"args": dict(call.arguments)}


METHODS: Final[Mapping[str, Method]] = MappingProxyType(
    {
        "api.test": api_test,
        "auth.test": auth_test,
        "blocks.validate": blocks.validate,
        "bots.info": people.bots_info,
        "chat.delete": chat.delete,
        "chat.deleteScheduledMessage": scheduling.delete_scheduled,
        "chat.getPermalink": chat.get_permalink,
        "chat.postEphemeral": chat.post_ephemeral_message,
        "chat.postMessage": chat.post_message,
        "chat.scheduleMessage": scheduling.schedule,
        "chat.scheduledMessages.list": scheduling.list_scheduled,
        "chat.update": chat.update,
        "conversations.create": naming.create,
        "conversations.history": history.history,
        "conversations.info": conversations.info,
        "conversations.join": conversations.join,
        "conversations.list": conversations.list_conversations,
        "conversations.members": conversations.members,
        "conversations.open": conversations.open_conversation,
        "conversations.rename": naming.rename,
        "conversations.replies": history.replies,
        "files.completeUploadExternal": files.complete_upload,
        "files.delete": files.delete,
        "files.getUploadURLExternal": files.get_upload_address,
        "files.info": files.info,
        "reactions.add": reactions.add,
        "reactions.get": reactions.get,
        "reactions.remove": reactions.remove,
        "team.info": people.team_info,
        "usergroups.disable": groups.disable,
        "usergroups.enable": groups.enable,
        "usergroups.list": groups.list_groups,
        "usergroups.update": groups.update,
        "usergroups.users.list": groups.list_users,
        "usergroups.users.update": groups.update_users,
        "users.info": people.users_info,
        "users.list": people.users_list,
        "users.lookupByEmail": people.users_lookup_by_email,
        "views.open": views.open_modal,
        "views.publish": views.publish,
        "views.push": views.push,
        "views.update": views.update,
    }
)
WITHOUT_TOKEN: Final = frozenset({"api.test", "blocks.validate"})
WITH_APP_TOKEN: Final = frozenset({"apps.connections.open"})
