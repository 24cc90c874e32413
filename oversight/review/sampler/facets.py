"""An action taken apart into facets: small statements such as “$.name is written in Cyrillic” or “it ran at 3 o'clock”.

Each facet belongs to a family (``$.name script``), so that a rare value can be told from a common one, and what went
wrong from what did not. Nothing here knows any type of action.
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

from msgspec import Struct

from oversight.exact_json.canonical import Json
from oversight.review.sampler.candidate import Candidate

MOST_VALUES = 64
"""Values of a payload that are looked at; one with more is degenerate, which is another rule."""
LONGEST_CATEGORY = 40
"""Characters of a text that may be a name of something, and not prose."""
LONGEST_SCRIPT = 2_000
"""Characters of a text whose script is looked at."""

_DIGIT = re.compile(r"\d")

Facet = tuple[str, str | int]
"""A family and the value in it."""


class Facets(Struct):
    """One action, taken apart."""

    facets: list[Facet]
    subject: dict[str, str]
    """Texts that look like the number or name of one thing, by path."""


def facets_of(candidate: Candidate) -> Facets:
    """The facets of an action."""
    taken = Facets([], {})
    facets = taken.facets
    keys: list[str] = []
    for path, value in _values(candidate.payload):
        keys.append(path)
        _look(path, value, taken)
    facets.append(("shape", crc32("\n".join(sorted(set(keys))).encode("utf-8", "surrogatepass"))))
    _circumstances(candidate, taken)
    return taken


def _look(path: str, value: Json, taken: Facets) -> None:
    facets = taken.facets
    if isinstance(value, str):
        length = len(value)
        facets += (
            ("keys", path + " text"),
            (path + " script", script(value)),
            (path + " length", length.bit_length()),
        )
        if length <= LONGEST_CATEGORY:
            facets.append((path + " value", value.casefold()))
            if _names_one_thing(path, value):
                taken.subject.setdefault(path, value)
    elif isinstance(value, bool) or value is None:
        facets += (("keys", path + " flag"), (path + " value", str(value)))
    elif isinstance(value, int | float):
        facets += (("keys", path + " number"), (path + " size", _size(value)))
    else:
        facets += (("keys", path + " list"), (path + " count", len(value).bit_length()))


def _names_one_thing(path: str, value: str) -> bool:
    """Whether this looks like an order's number or a ticket's id."""
    return " " not in value and not value.isalpha() and not path.endswith("[]") and _DIGIT.search(value) is not None


def _circumstances(candidate: Candidate, taken: Facets) -> None:
    facets = taken.facets
    facets.append(("agent", candidate.agent_id))
    if (at := candidate.at) is not None:
        facets += (("hour", at.hour), ("part of day", at.hour // 4), ("weekday", at.weekday()))
    if isinstance(candidate.context, dict):
        facets.append(("context", crc32("\n".join(sorted(candidate.context)).encode("utf-8", "surrogatepass"))))
    if candidate.description:
        facets += (
            ("description length", len(candidate.description).bit_length()),
            ("description script", script(candidate.description)),
        )
    if candidate.confidence is not None:
        facets.append(("confidence", _tenth(candidate.confidence)))
    for name, value in candidate.signals.items():
        facets.append((f"signal {name}", _tenth(value)))


def _values(root: Json) -> Iterator[tuple[str, Json]]:
    """The payload's values, lists before what they hold; the entries of a list share one path."""
    stack: list[tuple[str, Json]] = [("$", root)]
    seen = 0
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            stack += [(f"{path}.{key}", inner) for key, inner in value.items()]
            continue
        seen += 1
        if seen > MOST_VALUES:
            return
        yield path, value
        if isinstance(value, list | tuple):
            stack += [(path + "[]", inner) for inner in value[:MOST_VALUES]]


def script(text: str) -> str:
    """The writing system of the first letter that is not ASCII, such as ``CYRILLIC``, or ``ascii``.

    Latin letters with marks are ``LATIN``, apart from plain ones.
    """
    if text.isascii():
        return "ascii"
    for character in text[:LONGEST_SCRIPT]:
        if character > "\x7f" and (name := _script(character)):
            return name
    return "ascii"


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """The first word of a letter's name; empty of what is no letter."""
    return unicodedata.name(character, "UNNAMED").split(maxsplit=1)[0] if character.isalpha() else ""


def _size(number: float) -> int:
    """A class for each doubling, with its sign."""
    if isinstance(number, int):
        doublings = number.bit_length()
    elif math.isfinite(number):
        doublings = math.frexp(number)[1]
    else:
        return 1_000_000
    return 0 if number == 0 else (2_000 + doublings) * (1 if number > 0 else -1)


def _tenth(share: float) -> int:
    return math.floor(min(max(share, -1.0), 2.0) * 10) if math.isfinite(share) else -100
