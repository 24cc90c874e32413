"""How names are compared: the names that a person has, and the names that a text may mean.

A text is split at everything that cannot be part of a name. A name of several words is meant wherever its words follow
each other; a name of one word only where it stands by itself, so that “Sam Lee” is not Sam. An id is meant wherever it
is.
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct

from oversight.people.readings import SEPARATOR, readings, written_out
from oversight.people.spelling import folded, spellings


class As(Enum):
    """Where in a text a name has to stand to be meant."""

    WORD = auto()
    """Anywhere: an id cannot mean anything else."""
    RUN = auto()
    """As words that follow each other."""
    WHOLE = auto()
    """As everything between two separators."""
    ALONE = auto()
    """As the whole text."""
    ENDS = auto()
    """As the first and the last word: “Sam Xavier Okafor”, whose middle name Slack does not know."""
    INITIAL = auto()
    """As one name and the first letter of the other: “Sam O.”, “S. Okafor”."""
    MAIL = auto()
    """As an address."""


Key = tuple[As, str]


class Reading(Struct, frozen=True):
    """Whom a text may mean, as keys that are compared with the keys of people."""

    keys: frozenset[Key]
    inverted: tuple[Key, Key] | None = None
    """“Lee, Sam” is Sam Lee, or a list of two people: the second is meant only where the first is somebody."""
    rows: frozenset[tuple[str, ...]] = frozenset()
    """Words side by side: “sam lea” is one name, or a list where each of them is somebody."""

    @property
    def all_keys(self) -> frozenset[Key]:
        """The keys of both readings of “Lee, Sam”."""
        return self.keys if self.inverted is None else self.keys | {self.inverted[1]}


PAIR = 2
MOST_WORDS = 12
"""The most words of a name: it bounds the work for a text of many short words."""
_JOINING = re.compile(r"[._'\u2019\u2010\-\u00b7\u30fb]")
"""Signs inside names: ``sam.okafor``, ``o'kafor``, ``anna-maria``."""
_MAIL = re.compile(r"([\w.+'\-]+)@([\w.\-]+)")
_ENDED = re.compile(r"['\u2019]s\b|\.\.+")
"""After this a name has ended: “Sam's request”, “Sam...”."""
_TWO_WORDS = re.compile(r"\W*([^\W_]+)\s*,\s*([^\W_]+)\W*")


@functools.lru_cache(maxsize=2048)
def read_names(text: str) -> Reading:
    """What names the text may hold."""
    keys: set[Key] = set()
    inverted = None
    rows: set[tuple[str, ...]] = set()
    for spelling in spellings(text):
        rows |= {part for part in _parts(folded(spelling)) if 1 < len(part) <= MOST_WORDS}
        one = {key for reading in readings(spelling) for key in _keys(folded(reading))}
        if pair := _inverted(spelling):
            family, given = map(_key, map(folded, pair))
            one |= {(As.WHOLE, given + family)}
            one -= {(As.WHOLE, given)}
            inverted = ((As.WHOLE, family), (As.WHOLE, given))
        keys |= one
    return Reading(frozenset(keys), inverted, frozenset(rows))


@functools.lru_cache(maxsize=2048)
def keys_of(ids: tuple[str, ...], names: tuple[str, ...], email: str | None) -> frozenset[Key]:
    """The keys of a person with these ids, names and this address."""
    keys = {(kind, _key(folded(user_id))) for user_id in ids for kind in (As.WHOLE, As.WORD)}
    keys |= {key for name in names for one in {name, written_out(name)} for key in _of_name(one)}
    local, _, domain = folded(email or "").strip().rpartition("@")
    if local:
        mailbox = local.split("+")[0]
        keys |= set(_of_handle(mailbox))
        own = {name for kind, name in keys if kind is As.WHOLE}
        keys |= {(As.MAIL, f"{name}@{_domain(domain)}") for name in own}
    return frozenset(key for key in keys if key[1])


def _of_name(name: str) -> Iterator[Key]:
    """Sam Okafor is also “Okafor, Sam”, “Okafor Sam”, “Sam O.”, Sam, and Okafor where nothing else is said."""
    said = folded(name)
    yield from _of_handle(said)
    words = next(_parts(said.replace(",", " ")), ())[:MOST_WORDS]
    if "," in said:
        words = (*words[1:], *words[:1])
    if words:
        yield from _of_handle(" ".join(words))
    for stop in range(1, len(words)):
        # It is not known where the family name begins: Juan Carlos de la Peña.
        given, family = words[:stop], words[stop:]
        for order in ((*given, *family), (*family, *given), (words[0], *family), (*family, words[0])):
            yield As.WHOLE, "".join(order)
            yield As.RUN, "".join(order)
        yield As.WHOLE, "".join(given)
        yield As.ALONE, "".join(family)
    if len(words) == PAIR:
        yield As.ENDS, "".join(words)
    if len(words) > 1:
        yield from _with_initial(words[0], words[-1][0])
        yield from _with_initial(words[0][0], words[-1])
        yield from _with_initial(words[-1], words[0][0])


def _with_initial(word: str, other: str) -> Iterator[Key]:
    """Two words that follow each other, where one of them is a single letter."""
    if len(word) == 1 or len(other) == 1:
        yield As.INITIAL, f"{word} {other}"


def _of_handle(name: str) -> Iterator[Key]:
    key = _key(name)
    yield As.WHOLE, key
    if len(_words(name)) > 1:
        yield As.RUN, key


def _keys(text: str) -> Iterator[Key]:
    """Every reading of a text in one spelling."""
    yield from ((As.WORD, word) for word in _words(text))
    for found in _MAIL.finditer(text):
        yield As.MAIL, f"{_key(found[1].split('+')[0])}@{_domain(found[2])}"
    rest = _MAIL.sub(lambda found: SEPARATOR if "." in _domain(found[2]) else found[0], text)
    parts = tuple(_parts(rest))
    yield from ((As.WHOLE, "".join(part)) for part in parts)
    if len(parts) == 1:
        yield As.ALONE, "".join(parts[0])
    for part in parts:
        yield from (key for pair in itertools.pairwise(part) for key in _with_initial(*pair))
        yield As.ENDS, part[0] + part[-1]
        for start in range(len(part)):
            for stop in range(start + 1, min(len(part), start + MOST_WORDS) + 1):
                yield As.RUN, "".join(part[start:stop])


def _parts(text: str) -> Iterator[tuple[str, ...]]:
    """The words between two separators; ``sam.okafor`` is one word, and a dash by itself is a separator."""
    parted = _ENDED.sub(SEPARATOR, text)
    marked = "".join(character if _is_of_a_name(character) else SEPARATOR for character in parted)
    for part in marked.split(SEPARATOR):
        for has_letters, words in itertools.groupby(map(_key, part.split()), key=bool):
            if has_letters:
                yield tuple(words)


def _is_of_a_name(character: str) -> bool:
    if character.isspace():
        return unicodedata.category(character) == "Zs" or character == "\t"
    return _is_letter(character) or _JOINING.match(character) is not None


def _is_letter(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def _words(text: str) -> tuple[str, ...]:
    """The runs of letters and digits."""
    return tuple("".join(character if _is_letter(character) else " " for character in text).split())


def _key(text: str) -> str:
    return "".join(_words(text))


def _domain(domain: str) -> str:
    return domain.strip(".-' ")


def _inverted(text: str) -> tuple[str, str] | None:
    """Both words of “Lee, Sam”, which begin with capitals; a list of handles does not."""
    found = _TWO_WORDS.fullmatch(text)
    return (found[1], found[2]) if found and found[1][0].isupper() and found[2][0].isupper() else None
