"""The people and groups of a workspace, with the fields that Slack's user objects carry."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class User:
    """A member of the workspace, or a guest, or an outsider from a connected one."""

    id: str
    name: str
    real_name: str
    title: str = ""
    email: str = ""
    team_id: str = "T0SANDBOX"
    color: str = "4a6fa5"
    tz: str = "Europe/Berlin"
    deleted: bool = False
    is_bot: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    bot_id: str | None = None
    app_id: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The user object of `users.info`."""
        profile: dict[str, Any] = {
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.real_name,
            "display_name_normalized": self.real_name,
            "title": self.title,
            "avatar_hash": self.id.lower(),
            "team": self.team_id,
            **{f"image_{size}": f"https://avatars.invalid/{self.id}_{size}.png" for size in (24, 32, 48, 72, 192, 512)},
        }
        if self.is_bot:
            profile |= {"bot_id": self.bot_id, "api_app_id": self.app_id}
        else:
            profile["email"] = self.email
        return {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "color": self.color,
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": 3600,
            "profile": profile,
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_stranger": self.is_stranger,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 0,
        }


@dataclass(slots=True)
class Usergroup:
    """A group that people mention by its handle."""

    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)
    team_id: str = "T0SANDBOX"
    deleted: bool = False
    description: str = ""
    updated: int = 0
    switched_off: int = 0

    def as_json(self, *, include_users: bool) -> dict[str, Any]:
        """The usergroup object of `usergroups.list`."""
        return {
            "id": self.id,
            "team_id": self.team_id,
            "is_usergroup": True,
            "name": self.name,
            "description": self.description,
            "handle": self.handle,
            "is_external": False,
            "date_create": 0,
            "date_update": self.updated,
            "date_delete": (self.switched_off or 1) if self.deleted else 0,
            "auto_type": None,
            "created_by": "U0LEA",
            "user_count": len(self.users),
            **({"users": list(self.users)} if include_users else {}),
        }
