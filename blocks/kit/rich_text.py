"""Rich text, for other people's words beside a style of ours, because its parts are data and not markup."""

from collections.abc import Sequence
from datetime import UTC, datetime

from blocks.kit.message import Block

_PATTERN = "{date_short_pretty} at {time}"


def part(text: str, *, bold: bool = False, code: bool = False, italic: bool = False, strike: bool = False) -> Block:
    """A piece of text in one style."""
    styles = (("bold", bold), ("code", code), ("italic", italic), ("strike", strike))
    style = {name: True for name, on in styles if on}
    return {"type": "text", "text": text or " "} | ({"style": style} if style else {})


def line(*parts: Block) -> Block:
    """A paragraph."""
    return {"type": "rich_text_section", "elements": list(parts)}


def bullets(lines: Sequence[Block]) -> Block:
    """A list of paragraphs."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(lines)}


def quote(text: str) -> Block:
    """Words that are not ours."""
    return {"type": "rich_text_quote", "elements": [part(text)]}


def rich_text(block_id: str, elements: Sequence[Block]) -> Block:
    """The block."""
    return {"type": "rich_text", "block_id": block_id, "elements": list(elements)}


def date_part(at: datetime) -> Block:
    """A time that Slack shows in each reader's own zone, as a piece of a paragraph."""
    return {"type": "date", "timestamp": int(at.timestamp()), "format": _PATTERN, "fallback": date_words(at)}


def date_mrkdwn(at: datetime) -> str:
    """A time that Slack shows in each reader's own zone."""
    return f"<!date^{int(at.timestamp())}^{_PATTERN}|{date_words(at)}>"


def date_words(at: datetime) -> str:
    """A time in UTC, for where Slack converts nothing."""
    there = at.astimezone(UTC)
    return f"{there.day} {there:%b %Y %H:%M} UTC"
