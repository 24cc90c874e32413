"""`users.*`, `usergroups.*`, `bots.info`, `team.info` and `reactions.add`."""

from typing import Any

from sandbox.posting import shown
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.call import Call
from sandbox.webapi.rooms import joined_channel
from sandbox.workspace import Workspace


def users_info(space: Workspace, call: Call) -> dict[str, Any]:
    """One person."""
    user = space.world.users.get(call.required("user"))
    if user is None:
        raise SlackRefusalError("user_not_found")
    return {"user": _for_app(space, user.as_json())}


def users_list(space: Workspace, call: Call) -> dict[str, Any]:
    """All people, by page."""
    people = list(space.world.users.values())
    start, end, cursor = call.page(len(people))
    return {
        "members": [_for_app(space, user.as_json()) for user in people[start:end]],
        "cache_ts": int(space.clock()),
        "response_metadata": {"next_cursor": cursor},
    }


def users_lookup_by_email(space: Workspace, call: Call) -> dict[str, Any]:
    """The person with this address."""
    email = call.required("email").lower()
    for user in space.world.users.values():
        if user.email.lower() == email and not user.deleted:
            return {"user": _for_app(space, user.as_json())}
    raise SlackRefusalError("users_not_found")


def usergroups_list(space: Workspace, call: Call) -> dict[str, Any]:
    """All usergroups, with their members if asked."""
    include_users = call.flag("include_users")
    groups = [group for group in space.world.usergroups.values() if not group.deleted or call.flag("include_disabled")]
    return {"usergroups": [group.as_json(include_users=include_users) for group in groups]}


def usergroups_users_list(space: Workspace, call: Call) -> dict[str, Any]:
    """The members of one usergroup."""
    group = space.world.usergroups.get(call.required("usergroup"))
    if group is None or (group.deleted and not call.flag("include_disabled")):
        raise SlackRefusalError("no_such_subteam")
    return {"users": list(group.users)}


def bots_info(space: Workspace, call: Call) -> dict[str, Any]:
    """The bot behind a bot id."""
    if call.text("bot") not in {None, space.install.bot_id}:
        raise SlackRefusalError("bot_not_found")
    bot = space.world.bot
    return {
        "bot": {
            "id": space.install.bot_id,
            "deleted": False,
            "name": bot.real_name,
            "updated": 0,
            "app_id": space.install.app_id,
            "user_id": bot.id,
            "icons": {},
        }
    }


def team_info(space: Workspace, _call: Call) -> dict[str, Any]:
    """The workspace."""
    world = space.world
    team = {"id": world.team_id, "name": world.team_name, "domain": world.team_domain, "email_domain": ""}
    return {"team": {**team, "url": f"{space.url}/", "icon": {}}}


def reactions_add(space: Workspace, call: Call) -> dict[str, Any]:
    """A message carries the bot's emoji."""
    channel = joined_channel(space, call)
    message = channel.messages.get(call.required("timestamp"))
    if message is None:
        raise SlackRefusalError("message_not_found")
    people = message.reactions.setdefault(call.required("name").strip(":"), [])
    if space.world.bot.id in people:
        raise SlackRefusalError("already_reacted")
    people.append(space.world.bot.id)
    space.stream.tell("message.changed", channel=channel.id, message=shown(space, message))
    return {}


def _for_app(space: Workspace, user: dict[str, Any]) -> dict[str, Any]:
    scopes = space.install.manifest.bot_scopes
    if scopes is not None and "users:read.email" not in scopes:
        user["profile"].pop("email", None)
    return user
