"""Which scope each method needs; any one of those listed is enough."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NoReturn

from sandbox.refusal import SlackRefusalError

_NONE: Final[tuple[str, ...]] = ()
_READ_CONVERSATIONS: Final = ("channels:read", "groups:read", "im:read", "mpim:read")
_MANAGE: Final = ("channels:manage", "groups:write")
_READ_HISTORY: Final = ("channels:history", "groups:history", "im:history", "mpim:history")
# The scopes of these methods differ by the kind of conversation.
_RIGHTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "conversations.history": "history",
        "conversations.info": "read",
        "conversations.list": "read",
        "conversations.members": "read",
        "conversations.replies": "history",
    }
)
_FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}
)

SCOPES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "api.test": _NONE,
        "apps.connections.open": _NONE,
        "auth.test": _NONE,
        "blocks.validate": _NONE,
        "bots.info": ("users:read",),
        "chat.delete": ("chat:write",),
        "chat.deleteScheduledMessage": ("chat:write",),
        "chat.getPermalink": _NONE,
        "chat.postEphemeral": ("chat:write",),
        "chat.postMessage": ("chat:write",),
        "chat.scheduleMessage": ("chat:write",),
        "chat.scheduledMessages.list": _NONE,
        "chat.update": ("chat:write",),
        "conversations.create": _MANAGE,
        "conversations.history": _READ_HISTORY,
        "conversations.info": _READ_CONVERSATIONS,
        "conversations.join": ("channels:join",),
        "conversations.list": _READ_CONVERSATIONS,
        "conversations.members": _READ_CONVERSATIONS,
        "conversations.open": ("im:write", "channels:manage", "groups:write", "mpim:write"),
        "conversations.rename": _MANAGE,
        "conversations.replies": _READ_HISTORY,
        "files.completeUploadExternal": ("files:write",),
        "files.delete": ("files:write",),
        "files.getUploadURLExternal": ("files:write",),
        "files.info": ("files:read",),
        "reactions.add": ("reactions:write",),
        "reactions.get": ("reactions:read",),
        "reactions.remove": ("reactions:write",),
        "team.info": ("team:read",),
        "usergroups.disable": ("usergroups:write",),
        "usergroups.enable": ("usergroups:write",),
        "usergroups.list": ("usergroups:read",),
        "usergroups.update": ("usergroups:write",),
        "usergroups.users.list": ("usergroups:read",),
        "usergroups.users.update": ("usergroups:write",),
        "users.info": ("users:read",),
        "users.list": ("users:read",),
        "users.lookupByEmail": ("users:read.email",),
        "views.open": _NONE,
        "views.publish": _NONE,
        "views.push": _NONE,
        "views.update": _NONE,
    }
)

EVERY_SCOPE: Final = frozenset(
    {
        *(scope for needed in SCOPES.values() for scope in needed),
        "app_mentions:read",
        "chat:write.public",
        "commands",
        "im:read",
        "im:write",
        "mpim:read",
        "mpim:write",
    }
)
"""What an app without a manifest has: all that this workspace knows of."""


def refuse_missing_scope(method: str, granted: frozenset[str] | None) -> None:
    """Nothing happens, or `missing_scope` is raised, naming what is needed and what is there."""
    needed = SCOPES[method]
    if granted is not None and needed and not granted.intersection(needed):
        _refuse(",".join(needed), granted)


def refuse_missing_kind(method: str, kind: str, granted: frozenset[str] | None) -> None:
    """Nothing happens, or `missing_scope` is raised, since this method needs another scope for this kind of channel."""
    right = _RIGHTS.get(method)
    needed = f"{_FAMILIES[kind]}:{right}"
    if right is not None and granted is not None and needed not in granted:
        _refuse(needed, granted)


def refuse_missing(needed: str, granted: frozenset[str] | None) -> None:
    """Nothing happens, or `missing_scope` is raised for this one scope."""
    if granted is not None and needed not in granted:
        _refuse(needed, granted)


def _refuse(needed: str, granted: frozenset[str]) -> NoReturn:
    raise SlackRefusalError("missing_scope", needed=needed, provided=",".join(sorted(granted)))
