"""The median with an interval that asks nothing of how the values are distributed."""

from collections.abc import Iterable

from msgspec import Struct
from scipy.special import bdtr

from oversight.statistics.shares import LEVEL


class Median(Struct, frozen=True):
    """The middle of so many values, and between which of them the true middle lies."""

    of: int
    value: float | None
    """None without values. In the unit of what was given, as are the ends."""
    low: float | None
    """None where there are too few values (fewer than six at 95 %) to give this end."""
    high: float | None


def median(values: Iterable[float], level: float = LEVEL) -> Median:
    """The median and its interval by order statistics: from the k-th smallest to the k-th largest value.

    k is the largest for which a fair coin shows heads fewer than k times in n throws with probability (1 - level) /
    2 at most (Thompson 1936, *Annals of Mathematical Statistics* 7; Conover, *Practical Nonparametric Statistics*,
    3.2). NaN is a ValueError.
    """
    ordered = sorted(values)
    if any(value != value for value in ordered):  # noqa: PLR0124 - NaN alone differs from itself
        raise ValueError("a value is not a number")
    of = len(ordered)
    if not of:
        return Median(0, None, None, None)
    middle = (ordered[(of - 1) // 2] + ordered[of // 2]) / 2
    ends = _ends(of, level)
    if not ends:
        return Median(of, middle, None, None)
    return Median(of, middle, ordered[ends - 1], ordered[of - ends])


def _ends(of: int, level: float) -> int:
    """The rank of the interval's lower end, counted from 1; 0 where the sample has none."""
    tail, low, high = (1 - level) / 2, 0, (of + 1) // 2
    while low < high:
        middle = (low + high + 1) // 2
        if float(bdtr(middle - 1, of, 0.5)) <= tail:
            low = middle
        else:
            high = middle - 1
    return low
