"""Which scope each method needs; any one of those listed is enough."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sandbox.refusal import SlackRefusalError

_NONE: Final[tuple[str, ...]] = ()
_READ_CONVERSATIONS: Final = ("channels:read", "groups:read", "im:read", "mpim:read")
_READ_HISTORY: Final = ("channels:history", "groups:history", "im:history", "mpim:history")

SCOPES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "api.test": _NONE,
        "apps.connections.open": _NONE,
        "auth.test": _NONE,
        "blocks.validate": _NONE,
        "bots.info": ("users:read",),
        "chat.delete": ("chat:write",),
        "chat.getPermalink": _NONE,
        "chat.postEphemeral": ("chat:write",),
        "chat.postMessage": ("chat:write",),
        "chat.update": ("chat:write",),
        "conversations.history": _READ_HISTORY,
        "conversations.info": _READ_CONVERSATIONS,
        "conversations.join": ("channels:join",),
        "conversations.list": _READ_CONVERSATIONS,
        "conversations.members": _READ_CONVERSATIONS,
        "conversations.open": ("im:write", "channels:manage", "groups:write", "mpim:write"),
        "conversations.replies": _READ_HISTORY,
        "reactions.add": ("reactions:write",),
        "team.info": ("team:read",),
        "usergroups.list": ("usergroups:read",),
        "usergroups.users.list": ("usergroups:read",),
        "users.info": ("users:read",),
        "users.list": ("users:read",),
        "users.lookupByEmail": ("users:read.email",),
        "views.open": _NONE,
        "views.publish": _NONE,
        "views.push": _NONE,
        "views.update": _NONE,
    }
)


def refuse_missing_scope(method: str, granted: frozenset[str] | None) -> None:
    """Nothing happens, or `missing_scope` is raised, naming what is needed and what is there."""
    needed = SCOPES[method]
    if granted is not None and needed and not granted.intersection(needed):
        raise SlackRefusalError("missing_scope", needed=needed[0], provided=",".join(sorted(granted)))
