"""Addresses that are not what they look like: hosts and mail addresses that mix scripts, or pass for Latin.

Within one part of an address (Unicode TR39) stand letters of one script, or of those that Japanese, Chinese and Korean
write together with Latin ones: the level *Highly Restrictive*. Ordinary words that touch an address in scripts
that put no space there, as Hebrew prefixes and Thai do, are no part of it. Names in one script are ordinary, too,
unless all of their letters pass for Latin ones beside Latin ones, as in an all-Cyrillic name before ``.com``.
"""

# ruff: noqa: RUF001 - letters that look alike are what this is about

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from blocks.kit.hidden_characters import texts_of
from blocks.kit.misleading_hosts import misleading_hosts
from blocks.kit.text import shorten, shown
from oversight.editing.redaction import NO_HINTS, redacted
from oversight.exact_json.canonical import Json
from oversight.policy import CardHints

SHOWN = 2
ADDRESS = 80
NOTICE = 280
COUNTED = 100
LOOKED_AT = 1_000
"""How many different addresses with letters beyond ASCII are looked at; a notice says that the others were not."""
LONGEST = 300
"""No host and no mail address is longer."""

_EAST_ASIAN = frozenset(
    ("LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC")
)
_TOUCHES_WORDS = frozenset({
    "ARABIC", "HEBREW", "SYRIAC", "THAANA", "NKO", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL",
    "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "THAI", "LAO", "TIBETAN", "MYANMAR", "KHMER", "ETHIOPIC",
})  # fmt: skip
"""Scripts with next to no letters that look Latin, written right up to Latin words."""

_PASS_FOR_LATIN = frozenset(
    "ЅІЈАВЕЗКМНОРСТУХЬабгеорсухѕіјѡѴѵҮүһҽӀӏӠԁԌԛԜԝꙄꙇ"
    "ͺͿΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγινορσυϒϜϱϲϳϹϺᴦι"
    "ՍՏՕագզհոռսցքօყჿᎠᎡᎢᎥᎩᎪᎫᎬᎳᎷᎻᎽᏀᏂᏃᏎᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏧᏮᏳᏴꭵꮁꮃꮓꮩꮪꮯ"
    "ⲅⲎⲒⲔⲘⲚⲞⲟⲢⲣⲤⲥⲦⲨⲬⳊⳌⳐⳒꓐꓑꓒꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ"
    "ᐯᑌᑭᑯᑲᒍᒪᒿᕁᕼᕽᖇᖯᖴᗅᗞᗪᗰᗷⴸⴹⵏⵔⵕⵝ𐐄𐐕𐐛𐐠𐐬𐐽𐑈𐒴𐓂𐓎𐓒𐓪𐓶"
    "ıƄƍƖƦƧƷƼƽǀȜȢȣɑɡɣɩɪɯʋʏᴄᴏᴑᴜᴠᴡᴢᶃᶌẝỿꜱꝚꝪꝮꞘꞙꞟꞫꞲꞳꞴꬲꬵꬽꭇꭈꭎꭒꭚ"
)
"""Letters that Unicode's confusables.txt (UTS 39, version 15.1) gives as one ASCII letter or digit."""
_NEARLY = frozenset("кмт")
"""Beside those above they complete a Latin word, and an ordinary one: only where it is surely an address."""

_IN_NAMES = frozenset(("CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"))
"""Scripts with names of hosts in daily use: an ordinary name has some letters that look Latin, not all."""

_INSIDE = r"\w.@:/%+\-"
_ADDRESS = re.compile(
    rf"(?<![{_INSIDE}])(?=[{_INSIDE}]{{0,{LONGEST}}}[.@]\w)(?=[{_INSIDE}]{{0,{LONGEST}}}(?:[^\x00-\x7f]|[xX][nN]--))[{_INSIDE}]+"
)
"""Something with a dot or an at sign inside, and with a letter that is not ASCII."""
_JOINT = re.compile(r"[.@]\w")
"""Looked for first: without it there is no address, and it takes next to no time."""
_ESCAPE = re.compile(r"\\.")
_PARTS = re.compile(r"[^\W_]+")
_PUNYCODE, _SCHEME = "xn--", "://"
_BEFORE_SCHEME = re.compile(r"(?<![a-zA-Z0-9+\-])(?=[a-zA-Z][a-zA-Z0-9+\-]+://)")
_SLASHES = re.compile(r"(?:[a-zA-Z][\w+.-]+:)?/{1,3}")
_HOST_END = re.compile(r"[/?#]|:\d*\Z|:\d+[/?#]")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """An address and what about it is not as it looks."""

    address: str
    why: str
    of: str = "letters"


NOT_ALL = Lookalike("", f"Only {LOOKED_AT:,} addresses were checked for look-alike letters. Check the others yourself")


def lookalikes(value: Json, hints: CardHints = NO_HINTS) -> Iterator[Lookalike]:
    """Each address in a value's keys and texts that is not what it looks like; none from what cards hide.

    Where there are too many to look at, the last is `NOT_ALL`.
    """
    text = texts_of(value)
    may_be_odd = not (text.isascii() and _PUNYCODE not in text.lower()) and _JOINT.search(text) is not None
    if not may_be_odd and _SCHEME not in text:
        return
    if hints.redact:
        text = texts_of(redacted(value, hints))
    plain = _ESCAPE.sub("  ", text) if "\\" in text else text
    yield from (Lookalike(address, why, "address") for address, why in misleading_hosts(plain))
    looked_at: set[str] = set()
    for found in _ADDRESS.finditer(plain) if may_be_odd else ():
        if found[0] in looked_at:
            continue
        if len(looked_at) == LOOKED_AT:
            yield NOT_ALL
            return
        looked_at.add(found[0])
        if (why := _why(found[0][:LONGEST])) is not None:
            yield Lookalike(found[0], why)


def lookalike_notices(value: Json, hints: CardHints = NO_HINTS) -> list[str]:
    """A sentence for each of the first, and how many more there are."""
    found = dict.fromkeys(islice(lookalikes(value, hints), COUNTED))
    unseen = [f"⚠️ {NOT_ALL.why}"] if NOT_ALL in found else []
    said = [
        shorten(f"⚠️ Look-alike {lookalike.of}: “{shorten(shown(lookalike.address), ADDRESS)}” {lookalike.why}", NOTICE)
        for lookalike in found
        if lookalike is not NOT_ALL
    ]
    left = len(said) - SHOWN
    many = f"{left:,} more address{'es' if left != 1 else ''}" if len(found) < COUNTED else "many more addresses"
    return [*said[:SHOWN], *([f"⚠️ Look-alikes in {many}"] if left > 0 else []), *unseen]


def _why(token: str) -> str | None:
    """What is wrong with an address; words may touch it, as in “見るhttps://…”, and another may stand within it."""
    return next(filter(None, map(_why_of_one, _BEFORE_SCHEME.split(token))), None)


@lru_cache(maxsize=4_096)
def _why_of_one(token: str) -> str | None:
    """What is wrong with one address. Answers are remembered, so only short texts may come here."""
    address, is_sure = _address(token)
    if address is None:
        return None
    labels = [_decoded(label) for label in re.split(r"[.@:]", address)]
    if None in labels:
        return "is written in a code (xn--) that nobody can read"
    names = [label for label in labels if label is not None]
    parts = [part for name in names for part in _PARTS.findall(name)]
    why = next(filter(None, (_odd_part(part, is_sure=is_sure) for part in parts)), None) or _passes_for_latin(
        parts, is_sure=is_sure
    )
    if why is not None and _PUNYCODE in address.lower():
        return f"reads “{shown('.'.join(names))}”, which {why}"
    return why


def _address(token: str) -> tuple[str | None, bool]:
    """The part of it that names a host or a mailbox, and whether it is surely one; None where it is neither."""
    before = _SLASHES.match(token)
    has_scheme = before is not None and before[0] != "/"
    rest = token[before.end() :] if before is not None and has_scheme else token
    address = _HOST_END.split(_bare(rest, words_before=not has_scheme), maxsplit=1)[0].strip(".:-")
    is_sure = has_scheme or "@" in address or address.casefold().startswith("www.")
    last = address.rpartition(".")[2]
    is_host = "." in address and len(last) > 1 and (last.isalpha() or last.casefold().startswith(_PUNYCODE))
    return (address if is_sure or is_host else None), is_sure


def _bare(token: str, *, words_before: bool) -> str:
    """The token without the words of other scripts that touch it."""
    start, end = 0, len(token)
    while words_before and start < end and not token[start].isascii() and _script(token[start]) in _TOUCHES_WORDS:
        start += 1
    while end > start and not token[end - 1].isascii() and _script(token[end - 1]) in _TOUCHES_WORDS:
        end -= 1
    return token[start:end] if any(char.isascii() and char.isalnum() for char in token[start:end]) else token


def _decoded(label: str) -> str | None:
    """A label as it reads, None where its code is broken."""
    if not label.casefold().startswith(_PUNYCODE):
        return label
    try:
        name = label[len(_PUNYCODE) :].encode("ascii").decode("punycode")
    except UnicodeError:
        return None
    return None if name.isascii() or any(unicodedata.category(char)[0] in "CZ" for char in name) else name


def _odd_part(part: str, *, is_sure: bool) -> str | None:
    """What is wrong within one part: letters of scripts that do not go together, or signs that only look like them.

    Where it may be no address at all (``Δt.ms``, ``ﬁle.txt``), only what passes for plain letters is wrong.
    """
    if part.isascii():
        return None
    for char in part:
        plain = unicodedata.normalize("NFKC", char)
        if not char.isascii() and plain.isascii() and plain.isalnum() and (is_sure or len(plain) == 1):
            return f"has {char} ({_code(char)}), which is not the plain {plain}"
    first = {_script(char): char for char in reversed(part) if char.isalpha()}
    passes = is_sure or not _PASS_FOR_LATIN.isdisjoint(part)
    if len(first) > 1 and not first.keys() <= _EAST_ASIAN and passes:
        strange = next(char for script, char in first.items() if script != "LATIN")
        return f"mixes {_and(first)} letters: {strange} is {_code(strange)}"
    digits = [char for char in part if char.isdecimal() and not char.isascii()]
    return f"mixes digits with {digits[0]} ({_code(digits[0])})" if digits and "LATIN" in first else None


def _passes_for_latin(parts: list[str], *, is_sure: bool) -> str | None:
    """A part in one script whose every letter looks Latin, beside a Latin one; or a Latin letter that looks plain."""
    has_latin = any(char.isascii() and char.isalpha() for part in parts for char in part)
    for part in parts:
        letters = [char for char in part if char.isalpha()]
        odd = [char for char in letters if char in _PASS_FOR_LATIN]
        if not odd:
            continue
        nearly = sum(char in _NEARLY for char in letters) if is_sure else 0
        if _script(odd[0]) == "LATIN":
            if is_sure:
                return f"has {odd[0]} ({_code(odd[0])}), which looks like another letter"
        elif has_latin and (len(odd) + nearly == len(letters) or _script(odd[0]) not in _IN_NAMES):
            return f"has {_script(odd[0]).capitalize()} letters that look Latin: {odd[0]} is {_code(odd[0])}"
    return None


@lru_cache(maxsize=4_096)
def _script(char: str) -> str:
    """The script of a letter: Unicode names begin with it."""
    word = unicodedata.name(char, "UNKNOWN").split(" ", 1)[0]
    return "LATIN" if word in ("FEMININE", "MASCULINE") else word


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _and(scripts: dict[str, str]) -> str:
    *most, last = (script.capitalize() for script in sorted(scripts, key=lambda script: script != "LATIN"))
    return f"{', '.join(most)} and {last}"
