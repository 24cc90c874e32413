"""`usergroups.*`: groups that people mention, read and changed."""

from typing import Any

from sandbox.people import Usergroup
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.call import Call
from sandbox.workspace import Workspace


def list_groups(space: Workspace, call: Call) -> dict[str, Any]:
    """All usergroups, with their members if asked."""
    groups = [group for group in space.world.usergroups.values() if not group.deleted or call.flag("include_disabled")]
    return {"usergroups": [_described(group, call) for group in groups]}


def list_users(space: Workspace, call: Call) -> dict[str, Any]:
    """The members of one usergroup."""
    group = _group(space, call)
    if group.deleted and not call.flag("include_disabled"):
        raise SlackRefusalError("no_such_subteam")
    return {"users": list(group.users)}


def disable(space: Workspace, call: Call) -> dict[str, Any]:
    """The group is not listed any more, and nobody is mentioned by it."""
    return _switch(space, call, deleted=True)


def enable(space: Workspace, call: Call) -> dict[str, Any]:
    """The group is enabled again."""
    return _switch(space, call, deleted=False)


def update(space: Workspace, call: Call) -> dict[str, Any]:
    """The group has another name, handle or description; what is not given stays."""
    group = _group(space, call)
    others = [one for one in space.world.usergroups.values() if one is not group]
    name, handle = call.text("name") or group.name, (call.text("handle") or group.handle).removeprefix("@")
    if any(one.name == name for one in others):
        raise SlackRefusalError("name_already_exists")
    if any(one.handle == handle for one in others):
        raise SlackRefusalError("handle_already_exists")
    group.name, group.handle = name, handle
    group.description = call.text("description") or group.description
    return _changed(space, call, group)


def update_users(space: Workspace, call: Call) -> dict[str, Any]:
    """The group has these members and no others; nobody at all is what `usergroups.disable` is for."""
    group, users = _group(space, call), _people(space, call)
    before, after = set(group.users), set(users)
    event: dict[str, Any] = {
        "type": "subteam_members_changed",
        "subteam_id": group.id,
        "team_id": group.team_id,
        "date_previous_update": group.updated,
        "date_update": int(space.clock()),
        "added_users": [user for user in users if user not in before],
        "removed_users": [user for user in group.users if user not in after],
    }
    event |= {f"{name}_count": len(event[name]) for name in ("added_users", "removed_users")}
    group.users = users
    answered = _changed(space, call, group, with_users=True)
    space.tell_app(event)
    return answered


def _switch(space: Workspace, call: Call, *, deleted: bool) -> dict[str, Any]:
    group = _group(space, call)
    group.deleted = deleted
    group.switched_off = int(space.clock()) if deleted else 0
    return _changed(space, call, group)


def _changed(space: Workspace, call: Call, group: Usergroup, *, with_users: bool = False) -> dict[str, Any]:
    """The watching pages and the app know of the change."""
    group.updated = int(space.clock())
    space.stream.tell("users.changed")
    space.tell_app({"type": "subteam_updated", "subteam": group.as_json(include_users=True)})
    described = _described(group, call)
    return {"usergroup": described | ({"users": list(group.users)} if with_users else {})}


def _group(space: Workspace, call: Call) -> Usergroup:
    group = space.world.usergroups.get(call.required("usergroup"))
    if group is None:
        raise SlackRefusalError("no_such_subteam")
    return group


def _people(space: Workspace, call: Call) -> list[str]:
    """The ids that the call gives, as a list or with commas between; bots and guests belong to no group."""
    given = call.arguments.get("users")
    named = given if isinstance(given, list) else str(given or "").split(",")
    ids = list(dict.fromkeys(str(one).strip() for one in named if str(one).strip()))
    if not ids:
        raise SlackRefusalError("no_users_provided")
    people = [space.world.users.get(user) for user in ids]
    if any(one is not None and one.is_ultra_restricted for one in people):
        raise SlackRefusalError("single_channel_guests_cannot_be_added")
    if any(one is None or one.deleted or one.is_bot or one.is_restricted or one.is_stranger for one in people):
        raise SlackRefusalError("invalid_users")
    return ids


def _described(group: Usergroup, call: Call) -> dict[str, Any]:
    described = group.as_json(include_users=call.flag("include_users"))
    if not call.flag("include_count"):
        described.pop("user_count")
    return described
