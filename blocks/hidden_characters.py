r"""Shows what would not be seen: a reviewer approves characters, not their picture.

Control, bidi and zero-width characters, other default-ignorable code points, unusual spaces, private-use and unassigned
code points become ``\u{202E}``. What ordinary writing needs stays: joiners inside words of Arabic, Persian and Indic
scripts, joiners and variation selectors inside emoji, the three flags that are spelled with tags.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass

BADGE = "⚠️ Hidden characters shown as \\u{…}"

LONGEST_GAP = 24
"""More spaces in a row than this are counted instead of shown; code is seldom indented deeper."""

MOST_LINE_BREAKS = 3
"""More line breaks in a row than this are counted, too: they push what follows out of sight."""

_NOT_PLAIN = re.compile(r"[^\x20-\x7e\n]+")
_SPACES = re.compile(rf"[ \t]{{{LONGEST_GAP + 1},}}")
_LINES = re.compile(rf"(?:[ \t]*\n){{{MOST_LINE_BREAKS + 1},}}")

_ZWNJ, _ZWJ, _TEXT_STYLE, _EMOJI_STYLE, _KEYCAP = "\u200c", "\u200d", "\ufe0e", "\ufe0f", "\u20e3"
_JOINERS = frozenset((_ZWNJ, _ZWJ, _TEXT_STYLE, _EMOJI_STYLE))
_VIRAMA = 9
"""The canonical combining class of the signs that join Indic letters."""

_FLAGS = tuple(
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
)

_DEFAULT_IGNORABLE = (
    (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Unicode's Default_Ignorable_Code_Point, less what the general category already tells."""

_BLANK = frozenset("\u2800\ufffc\U0001d159\U00016fe4")
"""Printable by category, yet empty or next to nothing in most fonts."""

_VISIBLE_FORMAT = (
    (0x0600, 0x0605), (0x06DD, 0x06DD), (0x070F, 0x070F), (0x0890, 0x0891), (0x08E2, 0x08E2), (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
)  # fmt: skip
"""Format characters that have a picture: Arabic number signs and their like."""

_EMOJI = (
    (0x00A9, 0x00A9), (0x00AE, 0x00AE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122), (0x2139, 0x2139),
    (0x2194, 0x21AA), (0x231A, 0x23FF), (0x24C2, 0x24C2), (0x25AA, 0x25FE), (0x2600, 0x27BF), (0x2934, 0x2935),
    (0x2B05, 0x2B55), (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3299), (0x1F000, 0x1FAFF),
)  # fmt: skip
"""Where emoji live; wider than the exact list, because a selector after a plain symbol hides nothing."""

_JOINING_SCRIPTS = (
    (0x0600, 0x08FF), (0x0900, 0x0DFF), (0x0F00, 0x109F), (0x1780, 0x17FF), (0x1800, 0x18AF), (0x1900, 0x1CFF),
    (0xA800, 0xABFF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0x10A00, 0x11FFF), (0x1E900, 0x1E95F),
)  # fmt: skip
"""Scripts whose spelling uses joiners inside words: Arabic and its relatives, Indic and South-East Asian ones."""


@dataclass(frozen=True, slots=True)
class Revealed:
    """A text as it may be shown, and whether anything in it was hidden."""

    text: str
    hidden: bool


def reveal(text: str) -> Revealed:
    """The text with every hidden character spelled out and every long gap counted."""
    plain = text.replace("\r\n", "\n")
    spelled = _NOT_PLAIN.sub(_spell_run, plain)
    # Spaces first: what is left between line breaks is short, so the second pattern stays linear.
    counted = _LINES.sub(_count_lines, _SPACES.sub(_count_spaces, spelled))
    return Revealed(counted.replace("\t", "⇥ "), spelled != plain)


def is_hidden(text: str, index: int) -> bool:
    """Whether the character there would not be seen for what it is."""
    return _suspicious(text[index]) and not _ordinary(text, index)


@functools.lru_cache(maxsize=4_096)
def spell(char: str) -> str:
    r"""The character's code point, as ``\u{00AD}``."""
    return f"\\u{{{ord(char):04X}}}"


def _spell_run(run: re.Match[str]) -> str:
    if not any(map(_suspicious, run[0])):
        return run[0]
    text = run.string
    return "".join(
        spell(char) if _suspicious(char) and not _ordinary(text, at) else char
        for at, char in enumerate(run[0], run.start())
    )


def _count_spaces(gap: re.Match[str]) -> str:
    return f" ⟨{len(gap[0]):,} spaces⟩ "


def _count_lines(gap: re.Match[str]) -> str:
    return f" ⟨{gap[0].count(chr(10)):,} line breaks⟩ "


@functools.lru_cache(maxsize=4_096)
def _suspicious(char: str) -> bool:
    code = ord(char)
    if char in "\n\t":
        return False
    if char in _BLANK or _within(code, _DEFAULT_IGNORABLE):
        return True
    match unicodedata.category(char):
        case "Cc" | "Co" | "Cs" | "Zl" | "Zp":
            return True
        case "Zs":
            return char != " "
        case "Cf":
            return not _within(code, _VISIBLE_FORMAT)
        case "Cn":
            # Newer emoji than this Python knows are drawn, or a box is.
            return not _within(code, _EMOJI)
        case _:
            return False


def _ordinary(text: str, at: int) -> bool:
    char = text[at]
    if 0xE0020 <= ord(char) <= 0xE007F:  # noqa: PLR2004 - the block of tags
        return any(text.startswith(flag, at - place) for flag in _FLAGS for place in range(1, len(flag)) if at >= place)
    if char not in _JOINERS:
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char in (_TEXT_STYLE, _EMOJI_STYLE):
        return _is_emoji(before) or (before != "" and before in "0123456789#*" and after == _KEYCAP)
    if char == _ZWJ and _is_emoji(after):
        return _is_emoji(before) or (before == _EMOJI_STYLE and _is_emoji(text[at - 2 : at - 1]))
    joined = before != "" and unicodedata.combining(before) == _VIRAMA
    return (joined and (after == "" or not _suspicious(after))) or (_spells(before) and _spells(after))


@functools.lru_cache(maxsize=4_096)
def _spells(char: str) -> bool:
    """Whether this is a letter or mark of a script whose words contain joiners."""
    return char != "" and _within(ord(char), _JOINING_SCRIPTS) and unicodedata.category(char)[0] in "LM"


@functools.lru_cache(maxsize=4_096)
def _is_emoji(char: str) -> bool:
    return char != "" and _within(ord(char), _EMOJI)


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)
