"""Text for Slack: escaped exactly, shortened after escaping, never cut inside a character that people see as one."""

import unicodedata

from blocks.hidden_characters import reveal
from blocks.limits import TEXT_OBJECT

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_JOINERS = "\u200d\ufe0e\ufe0f"


def escape(text: str) -> str:
    """The text as mrkdwn that says only itself: exactly ``&``, ``<`` and ``>`` are replaced, as Slack asks."""
    return text.translate(_ESCAPES)


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
    longest = f"… (+{len(text):,} characters)"
    kept = _fitting(text, max(limit - len(longest), 0))
    return f"{text[:kept]}… (+{len(text) - kept:,} characters)"


def pieces(text: str, limit: int) -> list[str]:
    """The whole text in pieces that each fit, cut at line ends where one is near; joined they are the text again."""
    parts: list[str] = []
    start = 0
    while len(text) - start > limit or escaped_length(text[start:]) > limit:
        # Only a window is looked at, so that a long text is not counted again for every piece.
        window = text[start : start + limit + 1]
        end = _fitting(window, limit) or 1
        end = window.rfind("\n", end // 2, end) + 1 or end
        parts.append(window[:end])
        start += end
    return [*parts, text[start:]]


def shown(text: str) -> str:
    """Somebody else's words, hidden characters spelled out, on one line."""
    return reveal(text).text.replace("\n", " ⏎ ")


def plain(text: str, limit: int = TEXT_OBJECT) -> dict[str, object]:
    """A ``plain_text`` object: nothing in it is markup. Slack refuses empty ones, so emptiness is said."""
    return {"type": "plain_text", "text": shorten(text, limit) or "(empty)", "emoji": False}


def mrkdwn(text: str) -> dict[str, object]:
    """A ``mrkdwn`` object for our own words; whatever is not ours has to be escaped before."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _fitting(text: str, room: int) -> int:
    """How many characters of the beginning fit into the room, not parting a character from its marks and joiners."""
    used = 0
    end = len(text)
    for at, char in enumerate(text):
        used += 5 if char == "&" else 4 if char in "<>" else 1
        if used > room:
            end = at
            break
    return _whole(text, end)


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
