"""The functions of conditions: CEL's own, and two that policies need and CEL lacks.

A function that cannot answer returns :class:`NoAnswer` instead of raising: CEL can make nothing of it, so the condition
is unevaluable, and nothing is written to the terminal on the way.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

STANDARD = frozenset(
    {
        *("size", "contains", "startsWith", "endsWith", "matches"),
        *("string", "bytes", "double", "int", "uint", "type", "dyn", "timestamp", "duration"),
        *("getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"),
        *("getHours", "getMinutes", "getSeconds", "getMilliseconds"),
    }
)
"""What the CEL engine has; macros (``has``, ``all``, ``exists``, ``exists_one``, ``map``, ``filter``) are none."""


class NoAnswer:
    """What CEL can make nothing of."""


_NO_ANSWER = NoAnswer()
LONGEST_SEARCH = 100_000_000
"""Characters of a text times those of the phrases looked for in it; in the worst case a quarter of a second."""


def says(*given: Any) -> bool | NoAnswer:
    """Whether any of the phrases stands in the text as whole words, in upper or lower case."""
    match given:
        case (str(text), [*phrases]) if phrases and all(isinstance(each, str) and each.strip() for each in phrases):
            if len(text) * sum(map(len, phrases)) > LONGEST_SEARCH:
                return _NO_ANSWER
            return _any_of(tuple(phrases)).search(_plain(text)) is not None
        case _:
            return _NO_ANSWER


def total(*given: Any) -> float | NoAnswer:
    """The sum of a list of numbers: exact where all are whole, rounded once where they are not."""
    match given:
        case ([*numbers],) if all(type(each) is int or type(each) is float for each in numbers):
            try:
                return sum(numbers) if all(type(each) is int for each in numbers) else math.fsum(numbers)
            except (OverflowError, ValueError):  # beyond what a double holds, or infinity less infinity
                return _NO_ANSWER
        case _:
            return _NO_ANSWER


@lru_cache(1024)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(r"\s+".join(map(re.escape, _plain(phrase).split())) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _plain(text: str) -> str:
    """As a reader sees it: wide letters are letters, and what is invisible parts no word."""
    if text.isascii():
        return text
    seen = unicodedata.normalize("NFKC", text).replace("’", "'")
    return "".join(each for each in seen if unicodedata.category(each) != "Cf")


FUNCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType({"says": says, "sum": total})
"""Ours, by the name that conditions use."""

TAKES: Mapping[str, str] = MappingProxyType(
    {"says": "says() takes a text and a list of phrases, not too long", "sum": "sum() takes a list of numbers"}
)
"""What each of them needs, said where it did not get it."""


def unknown_functions(names: list[str]) -> list[str]:
    """Those that neither CEL nor we have; operators go by names that are no words."""
    return [name for name in names if name[0].isalpha() and name not in STANDARD and name not in FUNCTIONS]
