"""The functions of conditions: CEL's own, and two that policies need and CEL lacks.

A function that cannot answer returns :class:`NoAnswer` instead of raising: CEL can make nothing of it, so the condition
is unevaluable, and nothing is written to the terminal on the way.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from oversight.policy.conditions.expression.number_functions import NO_ANSWER, NUMBER_FUNCTIONS, NoAnswer

LONGEST_SEARCH = 12_500_000
"""Characters of all texts, each times those of the phrases looked for in it; at worst 30 ms."""
_AT_LEAST, _TO_SPELL = 20, 120
"""What a character costs however short the phrases are, and what one beyond ASCII costs before it is looked at."""
_TO_COMPILE = 2_000
"""What a character of a phrase costs that was never looked for before."""
_KEPT = 1024
_PATTERNS: dict[tuple[str, ...], re.Pattern[str]] = {}


class Search:
    """``says`` for one action: what all its conditions look for counts together."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        """Nothing is looked for yet."""
        self.left = LONGEST_SEARCH

    def says(self, *given: Any) -> bool | NoAnswer:
        """Whether any of the phrases stands in the text as whole words, in upper or lower case."""
        match given:
            case (str(text), [*phrases]) if phrases and all(
                isinstance(phrase, str) and phrase.strip() for phrase in phrases
            ):
                if not self._pay_for(text, sum(map(len, phrases))):
                    return NO_ANSWER
                pattern = self._any_of(tuple(phrases))
                return NO_ANSWER if pattern is None else pattern.search(_plain(text)) is not None
            case _:
                return NO_ANSWER

    def _pay_for(self, text: str, looked_for: int) -> bool:
        """Whether so many characters may be looked for. A character can be eighteen once it is spelled plainly."""
        cost = _AT_LEAST + looked_for + (0 if text.isascii() else _TO_SPELL)
        self.left -= len(text) * cost
        if self.left >= 0 and not text.isascii():
            longer = (count * (len(_spelled(one)) - 1) for one, count in Counter(text).items())
            self.left -= cost * max(0, sum(longer))
        return self.left >= 0

    def _any_of(self, phrases: tuple[str, ...]) -> re.Pattern[str] | None:
        """The pattern of some phrases. One that is new is paid for: whoever proposes may have written them."""
        pattern = _PATTERNS.get(phrases)
        if pattern is None:
            self.left -= _TO_COMPILE * sum(map(len, phrases))
            if self.left < 0:
                return None
            if len(_PATTERNS) >= _KEPT:
                _PATTERNS.clear()
            words = "|".join(r"\s+".join(map(re.escape, _plain(phrase).split())) for phrase in phrases)
            pattern = _PATTERNS[phrases] = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
        return pattern


def says(*given: Any) -> bool | NoAnswer:
    """Whether any of the phrases stands in the text, as a search by itself."""
    return Search().says(*given)


def total(*given: Any) -> float | NoAnswer:
    """The sum of a list of numbers: exact where all are whole, rounded once where they are not."""
    match given:
        case ([*numbers],) if all(type(number) is float or type(number) is int for number in numbers):
            try:
                return sum(numbers) if all(type(number) is int for number in numbers) else math.fsum(numbers)
            except (OverflowError, ValueError):  # beyond what a double holds, or infinity less infinity
                return NO_ANSWER
        case _:
            return NO_ANSWER


def _plain(text: str) -> str:
    """As a reader sees it: wide letters are letters, and what is invisible parts no word."""
    if text.isascii():
        return text
    seen = _spelled(text).replace("’", "'")
    hidden = {ord(letter): None for letter in set(seen) if unicodedata.category(letter) == "Cf"}
    return seen.translate(hidden) if hidden else seen


def _spelled(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


FUNCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType({"says": says, "sum": total, **NUMBER_FUNCTIONS})
"""Ours, by the name that the engine calls."""

TAKES: Mapping[str, str] = MappingProxyType(
    {
        "says": "says() takes a text and a list of phrases, not too long",
        "sum": "sum() takes a list of numbers",
        "_number": "a number is too large to be computed with",
        "_divided": "/ takes two numbers, the second not 0",
        "_rest": "% takes two numbers, the second not 0",
        "_size": "size() takes a text, a list or a map",
        "_key": "this is no position in a list and no key",
        "_in_zone": "a part of a timestamp takes a zone such as Europe/Berlin, where its year is from 1 to 9999",
    }
)
"""What each of them needs, said where it did not get it."""
