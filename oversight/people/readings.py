"""The ways to read one text: as a sentence, as a list, as a name typed without its special letters.

Each reading can only add people: a person who is meant in one of them is meant.
"""

import re
from collections.abc import Iterator

SEPARATOR = "\n"
"""Separates two names."""

_APART, _ENDED = r"(?<![\w.\-])", r"(?![\w.\-])"
_CONNECTING = re.compile(
    rf"{_APART}(?:(?i:am|and|asked|asks|attn|behalf|by|cc|et|fao|for|from|handle|is|member|obo|of|owner|per|please|"
    r"request|requested|requester|said|says|the|this|today|und|user|wants|with|yesterday)|"
    r"(?i:mrs?|ms|mx|dr|prof|sir|herr|frau|jr|sr|phd|etc)\.?|"
    rf"at|in|on|or|to|via|y|e|en|i|o|och|og|oder|oraz|ou|ve|и|или|씨|\d{{1,3}}[.)]){_ENDED}|"
    # Elsewhere “von” is a part of a name.
    r"\A\s*(?:(?:de la part de|da parte di|door|dla|för|från|fuer|für|namens|od|par|para|por|pour|von|voor|для|от)"
    rf"{_ENDED}|代表|ל(?=[א-ת]{{2}}))|"
    r"(?<=\w)(?:さん|様|さま|氏|님|先生|女士|小姐)(?!\w)|(?<=\w)[和及と](?=\w)|"
    rf"(?<=\w)[\s\-](?:ji|nim|sama|san|ssi){_ENDED}|"
    # A day or an hour, and words that say what kind of name follows.
    rf"{_APART}\d+(?:[T:./\-]\d+)+Z?(?!\w)|{_APART}(?i:(?:id|member|slack|user|usr)[_.\-])+(?=\w)"
)
"""Words around names in a sentence. Some of them are names where they begin with a capital: Or Cohen, Sam To."""
_LISTING = re.compile(r"[\t\u00b7]|--+|__+")
"""Separates two names, or is part of one."""
_LETTER_BEFORE, _LETTER_AFTER = r"(?<=[^\W\d_])", r"(?=[^\W\d_])"
_APOSTROPHE = re.compile(rf"{_LETTER_BEFORE}\\*['`\u2018\u2019\u201b\u02b9\u02bb\u02bc\u2032]{_LETTER_AFTER}")
_DASH = re.compile(rf"{_LETTER_BEFORE}[\u2011-\u2015\u2212]{_LETTER_AFTER}")
_UMLAUTS = str.maketrans(dict(zip("äöøüåÄÖØÜÅ", ["ae", "oe", "oe", "ue", "aa"] * 2, strict=True)))


def readings(text: str) -> Iterator[str]:
    """The text as it stands, and every other way to read it."""
    plain = _APOSTROPHE.sub("'", text)
    ways = [plain, _as_sentence(plain), _DASH.sub("-", plain), plain.replace(",", " "), written_out(plain)]
    yield from dict.fromkeys(ways)


def written_out(name: str) -> str:
    """Müller as Mueller, Søren as Soeren: how people write without these letters."""
    return name if name.isascii() else name.translate(_UMLAUTS)


def _as_sentence(text: str) -> str:
    """The text with the words between names as separators: “requested by sam”, “1. sam 2. lea”."""
    sentence = text.lower() if text.isupper() else text
    return _LISTING.sub(SEPARATOR, _CONNECTING.sub(SEPARATOR, sentence))
