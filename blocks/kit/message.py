"""What a builder of messages returns."""

from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]
"""One Block Kit object, ready for JSON."""

View = dict[str, Any]
"""One modal or Home view, ready for JSON."""


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """One Slack message: ``text`` tells the whole story to screen readers and notifications, ``blocks`` to the eye."""

    text: str
    blocks: list[Block]
