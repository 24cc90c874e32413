"""A text of any length in inputs of Slack's size, and back: joined they are the text again, byte for byte."""

from collections.abc import Sequence
from typing import Final

from blocks.kit.text import pieces

PART: Final = 2_400
"""Of the 3,000 characters that an input holds, so that there is room to write more."""


def parts(text: str) -> list[str]:
    """The text in parts, at least one; joined they are the text."""
    return list(pieces(text, PART))


def read_parts(entered: Sequence[str], drawn: str) -> str:
    """The text that was entered in the inputs drawn from this text.

    A part that was not touched is the very part that was drawn, also where an input cannot show all of it: it writes
    every line end the same way, and what is no character as a mark. Parts are cut at line ends; where a client sends
    none of the white space at their edges, what stood between two parts is put back.
    """
    joined = "".join(entered)
    if joined == as_entered(drawn):
        return drawn
    before = parts(drawn)
    if len(before) != len(entered):
        return joined
    pairs = list(zip(before, entered, strict=True))
    is_trimmed = _is_trimmed(pairs)
    last = len(pairs) - 1
    return "".join(
        _read_part(old, new, is_trimmed=is_trimmed, inner=(at > 0, at < last)) for at, (old, new) in enumerate(pairs)
    )


def _is_trimmed(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether all white space at the edges of parts is gone, so that no person took it away."""
    with_edges = [new for old, new in pairs if old != old.strip()]
    return bool(with_edges) and all(new == new.strip() for new in with_edges)


def _read_part(old: str, new: str, *, is_trimmed: bool, inner: tuple[bool, bool]) -> str:
    shown = as_entered(old)
    if new == shown or (is_trimmed and new == shown.strip()):
        return old
    if not is_trimmed:
        return new
    lead, trail = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
    return f"{lead if inner[0] else ''}{new}{trail if inner[1] else ''}"


def as_entered(text: str) -> str:
    """The text as it comes back from an input that nobody touched."""
    written = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return written.encode("utf-8", "replace").decode()
