"""A conversation: a public or private channel, or a direct message among people and the bot."""

from dataclasses import dataclass, field
from typing import Any, Final

from sandbox.message import Message

_EVENT_KINDS: Final = {
    "im": ("im", "message.im"),
    "mpim": ("mpim", "message.mpim"),
    "private_channel": ("group", "message.groups"),
    "public_channel": ("channel", "message.channels"),
}


@dataclass(slots=True)
class Channel:
    """Where messages stand, oldest first, by their timestamp."""

    id: str
    name: str
    members: list[str] = field(default_factory=list)
    topic: str = ""
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    im_with: str | None = None
    is_mpim: bool = False
    creator: str = "U0LEA"
    created: int = 0
    previous_names: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    _threads: dict[str, dict[str, Message]] = field(default_factory=dict)

    @property
    def is_im(self) -> bool:
        """Whether this is a direct message between a person and the bot."""
        return self.im_with is not None

    @property
    def kind(self) -> str:
        """`public_channel`, `private_channel`, `im` or `mpim`."""
        if self.is_im:
            return "im"
        if self.is_mpim:
            return "mpim"
        return "private_channel" if self.is_private else "public_channel"

    @property
    def event_kind(self) -> tuple[str, str]:
        """The `channel_type` of message events here, and the event that an app subscribes to for them."""
        return _EVENT_KINDS[self.kind]

    def replies(self, ts: str) -> list[Message]:
        """The replies of one thread, oldest first."""
        return list(self._threads.get(ts, {}).values())

    def put(self, message: Message) -> None:
        """The message stands here, in place of any with its timestamp."""
        self.messages[message.ts] = message
        if message.thread_ts and message.thread_ts != message.ts:
            self._threads.setdefault(message.thread_ts, {})[message.ts] = message

    def drop(self, message: Message) -> None:
        """The message does not stand here any more."""
        del self.messages[message.ts]
        self._threads.get(message.thread_ts or "", {}).pop(message.ts, None)

    def as_json(self, viewer: str) -> dict[str, Any]:
        """The conversation object of `conversations.info`, as `viewer` sees it."""
        shared: dict[str, Any] = {
            "id": self.id,
            "created": self.created,
            "is_archived": self.is_archived,
            "is_im": self.is_im,
            "is_org_shared": False,
            "context_team_id": "T0SANDBOX",
            "updated": 0,
        }
        if self.is_im:
            return {**shared, "user": self.im_with, "is_open": True}
        return {
            **shared,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not self.is_mpim,
            "is_group": False,
            "is_mpim": self.is_mpim,
            "is_general": self.name == "general",
            "is_private": self.is_private,
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_pending_ext_shared": False,
            "is_member": viewer in self.members,
            "creator": self.creator,
            "previous_names": list(self.previous_names),
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": self.topic, "creator": "", "last_set": 0},
            "num_members": len(self.members),
        }
