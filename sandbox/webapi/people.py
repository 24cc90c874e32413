"""`users.*`, `usergroups.*`, `bots.info` and `team.info`."""

from typing import Any, Final

from sandbox.people import User
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.call import Call
from sandbox.workspace import Workspace

_ALL: Final = 1_000  # the most that one page may hold
_OF_STRANGERS: Final = frozenset({"is_stranger"})
_NOT_OF_DEACTIVATED: Final = _OF_STRANGERS | {
    "color",
    "is_admin",
    "is_owner",
    "is_primary_owner",
    "is_restricted",
    "is_ultra_restricted",
    "real_name",
    "tz",
    "tz_label",
    "tz_offset",
}


def users_info(space: Workspace, call: Call) -> dict[str, Any]:
    """One person."""
    user = space.world.users.get(call.required("user"))
    if user is None:
        raise SlackRefusalError("user_not_found")
    locale = {"locale": "en-US"} if call.flag("include_locale") else {}
    return {"user": _for_app(space, user) | locale}


def users_list(space: Workspace, call: Call) -> dict[str, Any]:
    """All people, by page where a `limit` asks for pages."""
    people = list(space.world.users.values())
    start, end, cursor = call.page(len(people), default=_ALL)
    return {
        "members": [_for_app(space, user) for user in people[start:end]],
        "cache_ts": int(space.clock()),
        "response_metadata": {"next_cursor": cursor},
    }


def users_lookup_by_email(space: Workspace, call: Call) -> dict[str, Any]:
    """The person with this address."""
    email = call.required("email").lower()
    for user in space.world.users.values():
        if user.email.lower() == email and not user.deleted and not user.is_stranger:
            return {"user": _for_app(space, user)}
    raise SlackRefusalError("users_not_found")


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


def _for_app(space: Workspace, user: User) -> dict[str, Any]:
    """The person as apps see them: of a deactivated one, and of one who is no stranger, Slack leaves fields out."""
    scopes = space.install.manifest.bot_scopes
    left_out = _NOT_OF_DEACTIVATED if user.deleted else frozenset() if user.is_stranger else _OF_STRANGERS
    described = {name: value for name, value in user.as_json().items() if name not in left_out}
    if user.is_stranger or (scopes is not None and "users:read.email" not in scopes):
        described["profile"].pop("email", None)
    return described
