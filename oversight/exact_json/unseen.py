r"""Which characters would be invisible, and how they are spelled.

Control, bidi and zero-width characters, other default-ignorable code points, unusual spaces, private-use and unassigned
code points become ``\u{202E}``. What ordinary writing needs stays: joiners inside words of Arabic, Persian and Indic
scripts, joiners and variation selectors inside emoji, the three flags that are spelled with tags, and one wide space
between two wide signs, as in Japanese names.

Every text of every card and of every form passes here, also those of a quarter of a megabyte: what looks at each
character is C.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from functools import cache

_NOT_PLAIN = re.compile(r"[^\x20-\x7e\n\t\r]+")
_LONE_RETURN = re.compile(r"\r(?!\n)")

_ZWNJ, _ZWJ, _STYLES, _KEYCAP, _BLACK_FLAG = "\u200c", "\u200d", "\ufe0e\ufe0f", "\u20e3", "\U0001f3f4"
WIDE_SPACE = "\u3000"
_MAY_JOIN = re.compile(f"[{_ZWNJ}{_ZWJ}{_STYLES}{WIDE_SPACE}\U000e0020-\U000e007f]")
_TAG = re.compile("[\U000e0020-\U000e007f]")
_VIRAMA = 9
"""The canonical combining class of the signs that join Indic letters."""

_REGIONS = ("gbeng", "gbsct", "gbwls")
_FLAG_TAGS = tuple("".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f" for region in _REGIONS)

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

_WIDE = (
    (0x3001, 0x3029), (0x3030, 0x30FF), (0x3105, 0x312F), (0x3190, 0x319F), (0x31F0, 0x31FF), (0x3220, 0x9FFF),
    (0xF900, 0xFAFF), (0xFF01, 0xFF60), (0x20000, 0x3FFFD),
)  # fmt: skip
"""Chinese and Japanese signs, between which a space is as wide as they are."""

_ARABIC = ((0x0600, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
"""Its letters join by themselves: between two of them only the sign that parts them shows."""


class Spelling(dict[int, str | int]):
    """How each character is written, for ``str.translate``: learned at its first use."""

    _MOST = 65_536

    def __init__(self, spell: Callable[[str], str]) -> None:
        super().__init__()
        self._spell = spell

    def __missing__(self, code: int) -> str | int:
        """A character that would not be seen is spelled, every other one stays."""
        if len(self) >= self._MOST:
            self.clear()
        said = self[code] = self._spell(chr(code)) if _is_unseen(chr(code)) else code
        return said


def spell(char: str) -> str:
    r"""The character's code point, as ``\u{00AD}``."""
    return f"\\u{{{ord(char):04X}}}"


BRACED = Spelling(spell)
AS_JSON = Spelling(lambda char: json.dumps(char)[1:-1])


def spell_unseen(text: str, spelling: Spelling = BRACED) -> str:
    r"""The text with each character spelled that would not be seen; line ends and tabs stay, but for a lone ``\r``."""
    if "\r" in text:
        text = _LONE_RETURN.sub(lambda sign: spell(sign[0]), text)
    suspects = "".join(_NOT_PLAIN.findall(text))
    if suspects.translate(spelling) == suspects:
        return text
    if not _MAY_JOIN.search(suspects):
        return text.translate(spelling)
    parts = _ordinary().split(text)
    parts[::2] = [part.translate(spelling) for part in parts[::2]]
    return "".join(parts)


def has_unseen(text: str) -> bool:
    """Whether any character would not be seen."""
    if "\r" in text and _LONE_RETURN.search(text):
        return True
    if text.isprintable() and (text.isascii() or not _printable_unseen().search(text)):
        return False
    if _BLACK_FLAG not in text and _TAG.search(text):
        return True
    may_join = False
    for char in set(text):
        if BRACED[ord(char)] != ord(char):
            if not _MAY_JOIN.match(char):
                return True
            may_join = True
    return may_join and _MAY_JOIN.search(_ordinary().sub("", text)) is not None


def shows_nothing(text: str) -> bool:
    """Whether there is nothing to read: no character, or only blanks and such as would not be seen."""
    return all(char.isspace() or BRACED[ord(char)] != ord(char) for char in set(text))


def _is_unseen(char: str) -> bool:
    code = ord(char)
    if char in "\n\t\r":
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


@cache
def _printable_unseen() -> re.Pattern[str]:
    """Characters that Python calls printable but that show nothing."""
    return re.compile(f"[{_as_class(_DEFAULT_IGNORABLE)}{''.join(_BLANK)}]")


@cache
def _ordinary() -> re.Pattern[str]:
    """A joiner, selector or tag where writing needs it; each branch looks back over the character itself."""
    emoji, letters = _as_class(_EMOJI), _joining_letters()
    viramas = "".join(char for char in map(chr, range(0x0900, 0x12000)) if unicodedata.combining(char) == _VIRAMA)
    arabic, wide = _as_class(_ARABIC), _as_class(_WIDE)
    unseen = _as_class(_DEFAULT_IGNORABLE) + "\u00ad\u061c\u200b-\u200f\u2028-\u202e\ufeff"
    return re.compile(
        rf"([{_ZWNJ}{_ZWJ}{_STYLES}](?:"
        rf"(?<=[{emoji}][{_STYLES}])|(?<=[0-9#*][{_STYLES}])(?={_KEYCAP})"
        rf"|(?<=[{emoji}]{_ZWJ})(?=[{emoji}])|(?<=[{emoji}]\ufe0f{_ZWJ})(?=[{emoji}])"
        rf"|(?<=[{viramas}][{_ZWNJ}{_ZWJ}])(?![{unseen}])|(?<=[{letters}][{_ZWNJ}{_ZWJ}])(?=[{letters}])"
        rf"(?<![{arabic}]{_ZWJ}))"
        rf"|(?<=[{wide}]){WIDE_SPACE}(?=[{wide}])"
        rf"|(?<={_BLACK_FLAG})(?:{'|'.join(_FLAG_TAGS)}))"
    )


def _joining_letters() -> str:
    """Letters and marks of the scripts whose words contain joiners, as the inside of a character class."""
    plane, beyond = ([span for span in _JOINING_SCRIPTS if (span[0] > 0xFFFF) is high] for high in (False, True))  # noqa: PLR2004
    chars = (chr(code) for first, last in plane for code in range(first, last + 1))
    return "".join(char for char in chars if unicodedata.category(char)[0] in "LM") + _as_class(beyond)


def _as_class(ranges: tuple[tuple[int, int], ...] | list[tuple[int, int]]) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)
