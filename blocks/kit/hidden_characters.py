r"""Draws a text so that two texts are never drawn alike: a reviewer approves characters, not their picture.

Ordinary writing looks as it always does. Everything else has one mark, and a text that holds such a mark itself has it
spelled, so that each drawing can be read back: hidden characters, a letter put together from parts where one
character is usual (NFD), a backslash before ``u{``, and our own marks as ``\u{202E}``; tabs as ``⇥``, a return before
a line end as ``↵``, spaces as ``␣`` where they are several or stand at an end; long gaps counted.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import orjson

from blocks.kit.provenance import named_provenance
from oversight.exact_json.canonical import Json
from oversight.exact_json.unseen import has_unseen, spell, spell_unseen

BADGE = "⚠️ Hidden characters shown as \\u{…}"

LONGEST_GAP = 24
"""More spaces in a row than this are counted instead of shown; code is seldom indented deeper."""

MOST_LINE_BREAKS = 3
"""More line breaks in a row than this are counted, too: they push what follows out of sight."""

NEW_LINE, TAB, SPACE, RETURN = "⏎", "⇥", "␣", "↵"
_OWN_MARKS = re.compile(
    rf"[{NEW_LINE}{TAB}{SPACE}{RETURN}]|…(?= \((?:\+|cut\)))|\\(?=u\{{)"
    r"|⟨(?=[\dp])"
)
_MARK_SIGNS = (NEW_LINE, TAB, SPACE, RETURN, "⟨", "… (", "\\u{")
_MANY_SPACES = re.compile(rf" {{{LONGEST_GAP + 1},}}")
_MANY_TABS = re.compile(rf"\t{{{LONGEST_GAP + 1},}}")
_MANY_LINES = re.compile(rf"\n{{{MOST_LINE_BREAKS + 1},}}")
_MANY_RETURNS = re.compile(rf"(?:\r\n){{{MOST_LINE_BREAKS + 1},}}")
_SPACES = re.compile(r"  +")
_LONE_SPACES = (" \n", "\n ", " \t", "\t ", " \r\n")
_NUL = "\0"
"""Stands for a space that belongs to a mark until the others are drawn; one of the text's own is spelled by then."""

_NOT_ASCII = re.compile(r"[\x20-\x7e]?[^\x00-\x7f]+")
ORDINARY = 16
"""Characters of a letter with its marks, or of a word whose letters are all in one piece."""
_JAMO = range(0x1160, 0x1200)
"""Vowels and finals that join the consonant before them to one Hangul syllable."""
_WITH_POINTS = ("ARABIC ", "HEBREW ", "MYANMAR ", "SYRIAC ")


@dataclass(frozen=True, slots=True)
class Revealed:
    """A text as it may be shown, and whether anything in it was hidden."""

    text: str
    hidden: bool


def reveal(text: str) -> Revealed:
    """The text as it is drawn, on as many lines as it has."""
    if _is_plain(text):
        return Revealed(text, hidden=False)
    has_marks = any(sign in text for sign in _MARK_SIGNS)
    marked = _OWN_MARKS.sub(lambda mark: spell(mark[0]), text) if has_marks else text
    told = named_provenance(marked)
    spelled = spell_unseen(told)
    return Revealed(_draw_gaps(_spell_decomposed(spelled)), spelled != told)


def hides(value: Json) -> bool:
    """Whether a text has hidden characters, or any key or text of a value."""
    if isinstance(value, str):
        return has_unseen(named_provenance(value))
    written = texts_of(value)
    escapes = written.replace("\\\\", "") if "\\" in written else ""
    if any(control in escapes for control in ("\\u00", "\\b", "\\f")):
        return True
    # A return that no line end follows; all other characters stand for themselves.
    return escapes.count("\\r") > escapes.count("\\r\\n") or has_unseen(named_provenance(written))


def texts_of(value: Json) -> str:
    """Every key and text of a value in one, as JSON: to look for something in all of them at once."""
    return orjson.dumps(value).decode()


def _is_plain(text: str) -> bool:
    """Whether the text is drawn as it is; a quick check."""
    return (
        text.isascii()
        and text.isprintable()
        and "  " not in text
        and not text.startswith(" ")
        and not text.endswith(" ")
        and "\\u{" not in text
    )


def _draw_gaps(text: str) -> str:
    """Spaces, tabs and line ends as they are drawn; a space between two words is a space."""
    if "  " in text:
        text = _MANY_SPACES.sub(lambda gap: _counted(len(gap[0]), "spaces"), text)
        text = _SPACES.sub(lambda gap: SPACE * len(gap[0]), text)
    for pair in _LONE_SPACES:
        text = text.replace(pair, pair.replace(" ", SPACE))
    if text.startswith(" "):
        text = SPACE + text[1:]
    if text.endswith(" "):
        text = text[:-1] + SPACE
    if "\r" in text:
        text = _MANY_RETURNS.sub(lambda gap: _counted(len(gap[0]) // 2, "CR LF line breaks"), text)
        text = text.replace("\r\n", f"{RETURN}\n")
    if "\n" * MOST_LINE_BREAKS in text:
        text = _MANY_LINES.sub(lambda gap: _counted(len(gap[0]), "line breaks"), text)
    if "\t" in text:
        text = _MANY_TABS.sub(lambda gap: _counted(len(gap[0]), "tabs"), text)
        text = text.replace("\t", f"{TAB} ")
    return text.replace(_NUL, " ")


def _counted(count: int, what: str) -> str:
    return f"{_NUL}⟨{count:,}{_NUL}{what.replace(' ', _NUL)}⟩{_NUL}"


def _spell_decomposed(text: str) -> str:
    """The text with decomposed letters spelled, because they look like letters that are usually one character."""
    if unicodedata.is_normalized("NFC", text):
        return text
    return _NOT_ASCII.sub(lambda run: "".join(map(_spell_letter, _letters(run[0]))), text)


def _spell_letter(letter: str) -> str:
    """The letter as it is spelled; ordinary ones are cached, but not one with thousands of marks."""
    return _spell_known(letter) if len(letter) <= ORDINARY else _spell_parts(letter)


@lru_cache(maxsize=4_096)
def _spell_known(letter: str) -> str:
    return _spell_parts(letter)


def _spell_parts(letter: str) -> str:
    """The letter with each part spelled; points of Arabic, Hebrew and Burmese may be in any order."""
    if sorted(unicodedata.normalize("NFC", letter)) == sorted(letter) and all(map(_may_move, letter)):
        return letter
    return "".join(char if char.isascii() else spell(char) for char in letter)


def _may_move(char: str) -> bool:
    return unicodedata.category(char)[0] != "M" or unicodedata.name(char, "").startswith(_WITH_POINTS)


def _letters(text: str) -> Iterator[str]:
    """The text in letters, each with its marks."""
    if unicodedata.is_normalized("NFC", text):
        yield text
        return
    start = 0
    for at, char in enumerate(text):
        if at and unicodedata.category(char)[0] != "M" and ord(char) not in _JAMO:
            yield text[start:at]
            start = at
    yield text[start:]
