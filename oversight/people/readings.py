"""The ways in which one text may be meant: as a sentence, as a list, as a name that a keyboard wrote its own way.

Each reading only adds: whoever is meant in any of them is meant.
"""

import re
from collections.abc import Iterator

SEPARATOR = "\n"
"""Parts two names."""

_CONNECTING = re.compile(
    r"(?<![\w.\-])(?:(?i:am|and|asked|asks|behalf|by|et|for|from|handle|is|member|of|owner|per|please|request|requested|"
    r"requester|said|says|the|this|und|user|wants|with)|(?i:mrs?|ms|mx|dr|prof|sir|herr|frau|jr|sr|phd|etc)\.?|"
    r"at|in|on|or|to|via|y|e|en|i|o|och|og|oder|oraz|ou|ve|и|или|씨|\d{1,3}[.)])(?![\w.\-])|"
    r"(?<=\w)(?:さん|様|さま|氏|님)(?!\w)|(?<=\w)[和及と](?=\w)"
)
"""What stands around names in a sentence. Some of it is a name where it is written large: Or Cohen, Sam To."""
_LISTING = re.compile(r"[\t\u00b7]|--+|__+")
"""Parts two names, or stands within one."""
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
    """Müller as Mueller, Søren as Soeren: how people write who lack the letter."""
    return name if name.isascii() else name.translate(_UMLAUTS)


def _as_sentence(text: str) -> str:
    """“requested by sam”, “1. sam 2. lea”: what stands between names parts them."""
    sentence = text.lower() if text.isupper() else text
    return _LISTING.sub(SEPARATOR, _CONNECTING.sub(SEPARATOR, sentence))
