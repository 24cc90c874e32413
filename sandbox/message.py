"""A message as the workspace keeps it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Message:
    """One message; `only_for` names the person who alone sees an ephemeral one.

    A tombstone stands where the first message of a thread was deleted.
    """

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    bot_id: str | None = None
    app_id: str | None = None
    edited: dict[str, str] | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    only_for: str | None = None
    files: list[dict[str, Any]] = field(default_factory=list)
    is_tombstone: bool = False

    def as_json(self, *, with_metadata: bool = False) -> dict[str, Any]:
        """The message object of `conversations.history`."""
        shown: dict[str, Any] = {
            "type": "message",
            "user": self.user,
            "ts": self.ts,
            "text": self.text,
            "team": "T0SANDBOX",
        }
        if self.bot_id:
            shown |= {"bot_id": self.bot_id, "app_id": self.app_id}
        shown |= {name: value for name, value in self._parts().items() if value}
        if self.broadcast:
            shown["subtype"] = "thread_broadcast"
        if self.is_tombstone:
            shown |= {"subtype": "tombstone", "hidden": True}
        if self.only_for:
            shown["is_ephemeral"] = True
        if with_metadata and self.metadata:
            shown["metadata"] = self.metadata
        return shown

    def _parts(self) -> dict[str, Any]:
        """The fields that Slack leaves out where they are empty."""
        return {
            "blocks": self.blocks,
            "files": self.files,
            "attachments": self.attachments,
            "thread_ts": self.thread_ts,
            "edited": self.edited,
            "reactions": [
                {"name": name, "users": users, "count": len(users)} for name, users in self.reactions.items()
            ],
        }


def words_in(value: Any) -> str:
    """All the text that a person reads in these blocks, joined by newlines."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(words_in, value)))
    if not isinstance(value, dict):
        return ""
    own = value["text"] if isinstance(value.get("text"), str) else ""
    inner = [words_in(entry) for entry in value.values() if isinstance(entry, dict | list)]
    return "\n".join(filter(None, [own, *inner]))
