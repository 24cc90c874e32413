"""A modal or a Home tab that a person has in front of them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class View:
    """One view: what the app sent, and what the person has entered so far."""

    id: str
    user: str
    content: dict[str, Any]
    hash: str
    app_id: str
    bot_id: str
    root_view_id: str
    previous_view_id: str | None = None
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """`modal` or `home`."""
        return str(self.content["type"])

    def as_json(self) -> dict[str, Any]:
        """The view object that Slack answers with and puts into payloads."""
        content = self.content
        shown: dict[str, Any] = {
            "id": self.id,
            "team_id": "T0SANDBOX",
            "type": self.kind,
            "blocks": content["blocks"],
            "private_metadata": content.get("private_metadata", ""),
            "callback_id": content.get("callback_id", ""),
            "state": {"values": self.values},
            "hash": self.hash,
            "title": content.get("title"),
            "clear_on_close": content.get("clear_on_close", False),
            "notify_on_close": content.get("notify_on_close", False),
            "close": content.get("close"),
            "submit": content.get("submit"),
            "previous_view_id": self.previous_view_id,
            "root_view_id": self.root_view_id,
            "app_id": self.app_id,
            "external_id": content.get("external_id", ""),
            "app_installed_team_id": "T0SANDBOX",
            "bot_id": self.bot_id,
        }
        if self.kind == "home":
            shown["title"] = {"type": "plain_text", "text": "View Title", "emoji": True}
        return shown
