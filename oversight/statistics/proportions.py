"""Two shares set against each other: whether it falls, rises, or is not to be told apart from what it was.

The interval of the difference is made from the intervals of the two: Newcombe 1998, *Statistics in Medicine* 17,
873-890 (his method 10, with Wilson's intervals); for any two intervals Zou and Donner 2008, *Statistics in Medicine*
27 (MOVER).
"""

import math
from enum import StrEnum

from msgspec import Struct

from oversight.statistics.shares import Interval


class Direction(StrEnum):
    """Which way a share goes from one period to the next."""

    FALLING = "falling"
    RISING = "rising"
    NOT_TOLD_APART = "not to be told apart"
    """The difference may as well be chance, or one of the two is not known."""


class Change(Struct, frozen=True):
    """A difference, later less earlier, with its interval and what can be said of it."""

    value: float | None
    interval: Interval
    direction: Direction


Known = tuple[float | None, Interval]
"""A value and its interval; None where it is not known."""
SHARES = Interval(-1, 1)
"""Between which ends two shares can differ."""


def change(before: Known, after: Known) -> Change:
    """How a share changed between two independent samples; both intervals are of the same level.

    Source: this module's docstring. A share without a value says nothing: not to be told apart.
    """
    return difference(before, after, SHARES)


def difference(before: Known, after: Known, possible: Interval) -> Change:
    """How any value changed that has an interval of its own, as :func:`change` does for shares."""
    (earlier, first), (later, second) = before, after
    if earlier is None or later is None:
        return Change(None, possible, Direction.NOT_TOLD_APART)
    value = later - earlier
    low = max(possible.low, value - math.hypot(later - second.low, first.high - earlier))
    high = min(possible.high, value + math.hypot(second.high - later, earlier - first.low))
    direction = Direction.FALLING if high < 0 else Direction.RISING if low > 0 else Direction.NOT_TOLD_APART
    return Change(value, Interval(low, high), direction)
