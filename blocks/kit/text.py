"""Text for Slack: escaped exactly, shortened after escaping, never cut inside a character that people see as one."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from blocks.kit.hidden_characters import NEW_LINE, reveal
from blocks.kit.limits import TEXT_OBJECT
from oversight.exact_json.unseen import WIDE_SPACE

QUOTE = '"'
LEFT_OUT = "… (+"

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_UNESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_JOINERS = "\u200d\ufe0e\ufe0f"


def escape(text: str) -> str:
    """The text as mrkdwn that says only itself: exactly ``&``, ``<`` and ``>`` are replaced, as Slack asks."""
    return text.translate(_ESCAPES)


def unescaped(text: str) -> str:
    """The text without the escapes that :func:`escape`, or Slack itself, has put in."""
    for escaped, character in _UNESCAPES:
        text = text.replace(escaped, character)
    return text


def escaped_length(text: str) -> int:
    """How long Slack counts it."""
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def shorten(text: str, limit: int, ending: str = "…") -> str:
    """The text, or as much of its beginning as fits with the ending; ``limit`` counts what escaping adds."""
    if escaped_length(text) <= limit:
        return text
    room = limit - escaped_length(ending)
    return text[: _fitting(text, room)] + ending if room >= 0 else ending[:limit]


def shorten_counting(text: str, limit: int) -> str:
    """The text, or its beginning with the number of characters that are missing: “abc… (+1,200 characters)”."""
    if escaped_length(text) <= limit:
        return text
    kept = _fitting(text, max(limit - len(left_out(len(text))), 0))
    return text[:kept] + left_out(len(text) - kept)


def shown_start(text: str, limit: int, *, quoted: bool = False) -> str:
    """Somebody else's words as they are drawn, or their beginning with the number of characters that are missing.

    No more is drawn than could fit, however long the text is.
    """
    opening = QUOTE if quoted else ""
    window = limit
    while window < len(text) and escaped_length(shown(opening + text[:window])) <= limit:
        window *= 4  # a long gap is drawn in few characters
    if window >= len(text) and escaped_length(told := shown(opening + text + opening)) <= limit:
        return told
    room = max(limit - len(left_out(len(text))), 0)
    kept = min(window, len(text))
    while (used := escaped_length(told := shown(opening + text[:kept]))) > room and kept:
        # In proportion first: few steps, whatever the text is drawn as.
        kept = _whole(text, min(kept * room // used, kept - 1))
    return told + left_out(len(text) - kept)


def left_out(count: int) -> str:
    """The ending that says how much of a text is missing; a text that contains such an ending is spelled."""
    return f"{LEFT_OUT}{count:,} character{'s' if count != 1 else ''})"


def pieces(text: str, limit: int) -> Iterator[str]:
    """The whole text in pieces that each fit, cut at line ends where one is near; joined they are the text again."""
    start = 0
    while len(text) - start > limit or escaped_length(text[start:]) > limit:
        # Only a window is looked at, so that a long text is not counted again for every piece.
        window = text[start : start + limit + 1]
        end = _fitting(window, limit) or 1
        end = window.rfind("\n", end // 2, end) + 1 or end
        yield window[:end]
        start += end
    yield text[start:]


def shown_pieces(text: str, limit: int) -> Iterator[str]:
    """Somebody else's words as they are drawn, in pieces that each fit; no more is drawn than is asked for."""
    start = 0
    while len(text) - start > limit:
        end = _seam(text, start + limit // 2, start + limit)
        yield from pieces(shown(text[start:end]), limit)
        start = end
    yield from pieces(shown(text[start:]), limit)


def _seam(text: str, first: int, last: int) -> int:
    """Where a text can be cut so that both sides are drawn as in the whole: within a word, if one is near."""
    for at in range(last, first, -1):
        if text[at - 1 : at + 1].isalnum() and text[at - 1 : at + 1].isascii():
            return at
    whole = _whole(text, last)
    return next((at for at in range(whole, first, -1) if not _tears(text, at)), max(whole, first + 1))


def _tears(text: str, at: int) -> bool:
    """Whether a cut there would separate a sign from what it needs beside it to be drawn as in the whole text."""
    return "\\u{" in text[at - 2 : at + 2] or text[at - 1] == "⟨" or WIDE_SPACE in text[at - 1 : at + 1]


def shown(text: str) -> str:
    """Somebody else's words, hidden characters spelled out, on one line."""
    return reveal(text).text.replace("\n", f" {NEW_LINE} ")


def plain(text: str, limit: int = TEXT_OBJECT) -> dict[str, object]:
    """A ``plain_text`` object: nothing in it is markup. Slack refuses empty ones, so emptiness is said."""
    return {"type": "plain_text", "text": shorten(text, limit) or "(empty)", "emoji": False}


def mrkdwn(text: str) -> dict[str, object]:
    """A ``mrkdwn`` object for our own words; whatever is not ours has to be escaped before."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _fitting(text: str, room: int) -> int:
    """How many characters of the beginning fit into the room, not parting a character from its marks and joiners."""
    within = range(min(len(text), room) + 1)
    return _whole(text, max(bisect_right(within, room, key=lambda end: escaped_length(text[:end])) - 1, 0))


def _whole(text: str, end: int) -> int:
    at = end
    while 0 < at < len(text) and (_leans_back(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    # A mark-up of hidden characters, \u{202E}, is one thing as well.
    opened = text.rfind("\\u{", max(0, at - 9), at + 2)
    if 0 <= opened < at < len(text) and "}" not in text[opened:at]:
        at = opened
    return at if at > end - 64 else end  # a stack of marks longer than this is no character


def _leans_back(char: str) -> bool:
    return char in _JOINERS or unicodedata.combining(char) > 0 or unicodedata.category(char) in ("Mn", "Me", "Mc")
