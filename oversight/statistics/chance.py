"""What chance alone would do: the same number of reviews, spent on actions drawn at random.

A policy that stops three of four wrong actions has done nothing if it shows people three of four actions. How many of
the marked ones a random draw holds follows the hypergeometric distribution, computed here by logarithms of the gamma
function, so that a hundred thousand actions are no problem.
"""

import math
from collections.abc import Iterator

from msgspec import Struct

from oversight.statistics.shares import LEVEL, Interval


class Chance(Struct, frozen=True):
    """The share of the marked actions that random review would have seen."""

    expected: float | None
    """None where nothing is marked."""
    interval: Interval
    """The interval that holds 95 of 100 random draws."""


def random_review(total: int, marked: int, drawn: int, level: float = LEVEL) -> Chance:
    """The share of the marked ones that is seen when so many of the total are drawn at random."""
    if not total or not marked:
        return Chance(None, Interval(0, 1))
    tail = (1 - level) / 2
    low = high = None
    below = 0.0
    for count, likely in _hypergeometric(total, marked, drawn):
        below += likely
        if low is None and below >= tail:
            low = count
        if high is None and below >= 1 - tail:
            high = count
    most = min(marked, drawn)
    return Chance(drawn / total, Interval((low or 0) / marked, (most if high is None else high) / marked))


def luck(total: int, marked: int, drawn: int, seen: int) -> float:
    """How likely it is that a random draw sees at least so many of the marked ones."""
    return min(1.0, math.fsum(likely for count, likely in _hypergeometric(total, marked, drawn) if count >= seen))


def _hypergeometric(total: int, marked: int, drawn: int) -> Iterator[tuple[int, float]]:
    """Each possible number of marked ones in the draw, with its probability."""
    ways = _log_choose(total, drawn)
    for count in range(max(0, drawn - (total - marked)), min(marked, drawn) + 1):
        yield count, math.exp(_log_choose(marked, count) + _log_choose(total - marked, drawn - count) - ways)


def _log_choose(of: int, some: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(some + 1) - math.lgamma(of - some + 1)
