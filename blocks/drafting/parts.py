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
    every line end the same way, and what is no character as a mark.
    """
    joined = "".join(entered)
    if joined == as_entered(drawn):
        return drawn
    before = parts(drawn)
    if len(before) != len(entered):
        return joined
    return "".join(old if new == as_entered(old) else new for old, new in zip(before, entered, strict=True))


def as_entered(text: str) -> str:
    """The text as it comes back from an input that nobody touched."""
    written = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return written.encode("utf-8", "replace").decode()
