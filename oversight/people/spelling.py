"""One spelling for a text however it is written: capitals, accents, invisible characters, encodings."""

import functools
import html
import re
import unicodedata
from urllib.parse import unquote

MOST_LAYERS = 6
"""So many layers of encoding are looked at, and the last one."""
LONGEST = 800
"""Characters that are read: a requester has at most 200, and each becomes at most four."""
_PHRASES = dict.fromkeys((*range(0x3300, 0x3400), 0xFDFA, 0xFDFB), " ")
"""Signs that mean whole words of up to eighteen letters, and are never part of a name."""

_ESCAPED = re.compile(r"\\+(?:U(000[0-9a-fA-F]{5})|[uU]([0-9a-fA-F]{4})|[xX]([0-9a-fA-F]{2}))")
_LATIN = re.compile(
    r"(?:.* )?(?:LATIN|SYMBOL) (?:SMALL |CAPITAL )?(?:LETTER|LIGATURE) (?:SMALL |CAPITAL |DOTLESS )*"
    r"([A-Z]{1,2})(?: WITH .*)?"
)
"""Unicode's names of other forms of A to Z: crossed, circled, squared, bracketed, small capitals."""
_SHOWS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""Characters that Unicode calls default ignorable, besides the format characters."""
_MARKS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
)
"""Accents and strokes that go on any letter, and what Arabic and Hebrew are mostly written without: points, hamza on
a letter, the long stroke. Vowel signs of other scripts are letters in all but name, and stay."""


def spellings(text: str) -> frozenset[str]:
    """The text, and what it says once what is invisible is gone and URLs, HTML and JSON are decoded, layer by layer."""
    known = [text[:LONGEST]]
    # Each layer is shorter than the one around it, so this ends.
    while (decoded := _decoded(known[-1])) != known[-1]:
        known[MOST_LAYERS:] = ()
        known.append(decoded)
    # In a query a plus is a space; in an address it is a plus.
    spaced = (spelling.replace("+", " ") for spelling in known if "@" not in spelling)
    return frozenset((*known, *spaced))


def folded(text: str) -> str:
    """The text in lower case, without accents, invisible characters and compatibility forms."""
    letters = "".join(map(_letter, text.translate(_PHRASES)))
    lower = unicodedata.normalize("NFKC", letters).casefold()[:LONGEST]
    apart = _seen(unicodedata.normalize("NFKD", lower))
    return unicodedata.normalize("NFC", _MARKS.sub("", apart))


def _seen(text: str) -> str:
    return _SHOWS_NOTHING.sub("", "".join(character for character in text if unicodedata.category(character) != "Cf"))


def _decoded(text: str) -> str:
    seen = text if text.isascii() else _seen(unicodedata.normalize("NFKC", text.translate(_PHRASES)))
    plain = html.unescape(unquote(seen))
    escaped = _ESCAPED.sub(lambda found: chr(int(found[1] or found[2] or found[3], 16)), plain)
    # JSON writes some letters as two.
    whole = escaped if escaped.isascii() else escaped.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole[:LONGEST]


@functools.lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    found = _LATIN.fullmatch(unicodedata.name(character, ""))
    return found[1].lower() if found and unicodedata.category(character) not in {"Cf", "Mn"} else character
