"""An action as bags of features: what its payload says, what is said about it, and what shape it has.

Numbers are told apart by their size and not by their digits, and words with digits in them by their pattern: the next
order has another number and is still the same kind of thing. A number stands in two overlapping classes of size, so
that two near ones always share one.
"""

import math
import re
from collections.abc import Iterator
from hashlib import blake2b

from msgspec import Struct

from oversight.exact_json.canonical import Json

MOST = 512
"""Distinct features of one bag; an action with more is not compared, because what is cut off could be what matters."""
LONGEST_WORD = 32
LONGEST_PATH = 128
"""Longer paths go by their digest: every value under a key repeats it, and one key may be as long as a whole body."""

_WORD = re.compile(r"\w+")
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_STEPS = 2
"""Classes of size for each doubling of a number in what is said; its shape has one for each tenfold."""


class Features(Struct, frozen=True):
    """One action, taken apart."""

    values: tuple[str, ...]
    """The payload's values with their paths: the words of texts, the size of numbers."""
    words: tuple[str, ...]
    """The words of the agent's own description."""
    shape: tuple[str, ...]
    """The payload's paths, and what kind of value each leads to."""

    @property
    def comparable(self) -> bool:
        """Whether there is something to compare, and all of it is looked at."""
        bags = (self.values, self.words, self.shape)
        return bool(self.values and self.shape) and all(len(set(bag)) <= MOST for bag in bags)


def features_of(payload: Json, description: str) -> Features:
    """The features of an action with this payload and description."""
    values, shape = [], []
    for path, value in _values("$", payload):
        values += [f"{path}={word}" for word in _said(value)]
        shape += [f"{path}:{form}" for form in _form(value)]
    return Features(tuple(values), tuple(_words(description)), tuple(shape))


def _values(path: str, value: Json) -> Iterator[tuple[str, Json]]:
    """Every value that holds no others, with its path. The entries of a list share one: their order says little.

    A long path is shortened at each step, so it does not wait for a whole path of :mod:`~oversight.exact_json.walk`.
    """
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _values(_short(f"{path}.{key}"), inner)
    elif isinstance(value, list | tuple) and value:
        shared = _short(f"{path}[]")
        for inner in value:
            yield from _values(shared, inner)
    elif value not in ({}, [], ()) or path != "$":
        yield path, value


def _short(path: str) -> str:
    if len(path) <= LONGEST_PATH:
        return path
    return blake2b(path.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _said(value: Json) -> Iterator[str]:
    """Its words; what is no text begins with a sign that no word has."""
    if isinstance(value, str):
        yield from _words(value) or [""]
    elif isinstance(value, bool) or value is None:
        yield f"#{value}"
    elif isinstance(value, int | float):
        yield from _sizes(value, 2 ** (1 / _STEPS))
    else:
        yield "#empty"


def _form(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield "text"
        yield f"length {len(value).bit_length()}"
        if len(words := value.split()) == 1 and len(value) <= LONGEST_WORD:
            yield _pattern(words[0])
    elif isinstance(value, bool) or value is None:
        yield str(value)
    elif isinstance(value, int | float):
        yield "number"
        yield from _sizes(value, 10)
    else:
        yield f"empty {type(value).__name__}"


def _words(text: str) -> list[str]:
    return [_pattern(word) if _DIGITS.search(word) else word[:LONGEST_WORD] for word in _WORD.findall(text.casefold())]


def _pattern(word: str) -> str:
    """``A`` for letters and ``0`` for digits, whatever their number: ``HAT136`` is ``A0``."""
    return _DIGITS.sub("0", _LETTERS.sub("A", word[:LONGEST_WORD]))


def _sizes(number: float, base: float) -> Iterator[str]:
    sign = "#-" if number < 0 else "#"
    if number == 0:
        yield "#zero"
        return
    step = math.log(abs(number), base)
    yield f"{sign}{math.floor(step)}"
    yield f"{sign}{math.floor(step + 0.5)}~"
