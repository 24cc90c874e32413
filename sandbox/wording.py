"""How Slack changes a message's text before it keeps it: escaped, linked, cut, or taken from the blocks."""

import re
from typing import Any, Final

from sandbox.message import words_in

UNREADABLE: Final = "This content can't be displayed."
_SYNTAX: Final = r"<(?:[@#!]|[a-z][a-z0-9+.-]*:)[^<>]*>|&(?:amp|lt|gt);"
_BARE: Final = re.compile(rf"{_SYNTAX}|[&<>]", re.IGNORECASE)
_IN_ADDRESS: Final = r"&(?:amp|lt|gt);|[^\s<>|&"
_LINKABLE: Final = re.compile(rf"{_SYNTAX}|https?://(?:{_IN_ADDRESS}])+(?:{_IN_ADDRESS}.,;:!?)'\"])", re.IGNORECASE)
_AMPERSAND: Final = re.compile("&(?!(?:amp|lt|gt);)")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> str:
    """The text with `&`, `<` and `>` escaped, but for entities and the brackets of Slack's own syntax."""
    return _BARE.sub(lambda found: _ENTITIES.get(found[0]) or _AMPERSAND.sub("&amp;", found[0]), text)


def linked(text: str) -> str:
    """The text with its bare web addresses in angle brackets."""
    return _LINKABLE.sub(lambda found: found[0] if found[0][0] in "<&" else f"<{found[0]}>", text)


def told_by(blocks: list[dict[str, Any]]) -> str:
    """The text of a message that came with blocks only."""
    return words_in(blocks).replace("\n", " ") or UNREADABLE
