"""The recall of a gate: which share of all errors it stopped, where neither these nor the missed are counted.

Both are totals, known in part and estimated in part, each with an interval of its own. Their share rises with the
one and falls with the other. Its interval is made from theirs without assuming that anything is normal: each end is
as far away as both moves together, squared and added (MOVER: Zou and Donner 2008, *Statistics in Medicine* 27; for
ratios Donner and Zou 2012, *Statistical Methods in Medical Research* 21). The moves are measured on the share
itself, so that it also holds where nothing was missed, for which a ratio of the two has no denominator.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from oversight.statistics.estimate import Estimate
from oversight.statistics.shares import Interval


class Recall(Struct, frozen=True):
    """Of all errors of a period, the share that was stopped."""

    stopped: float
    """How many; known ones and estimated ones together."""
    missed: float
    value: float | None
    """None where there was no error at all, or one of the totals is not known."""
    interval: Interval
    enough: bool
    """Whether every estimate behind it has enough to say."""


class _Total(Struct, frozen=True):
    value: float
    low: float
    high: float


def recall(known: int, stopped: Sequence[Estimate], missed: Sequence[Estimate]) -> Recall:
    """The share of all errors that a person or a rule stopped.

    ``known`` counts errors that are known to have been stopped (a person edited them, or rejected them and said why).
    ``stopped`` are estimates, by a blind second look, of how many of other groups that were stopped were errors, and
    ``missed`` those of groups that got through. No action is in two of them, and the samples are independent.

    Source: this module's docstring.
    """
    caught, through = _sum(known, stopped), _sum(0, missed)
    every = (*stopped, *missed)
    enough = all(one.enough for one in every)
    if not caught.value + through.value or any(one.value is None and one.size for one in every):
        interval = Interval(_share(caught.low, through.high, 0.0), _share(caught.high, through.low, 1.0))
        return Recall(caught.value, through.value, None, interval, enough and bool(every))
    value = _share(caught.value, through.value, 0.0)
    fewer, more = _share(caught.low, through.value, 0.0), _share(caught.high, through.value, 1.0)
    worse, better = _share(caught.value, through.high, 0.0), _share(caught.value, through.low, 1.0)
    interval = Interval(
        max(0.0, value - math.hypot(value - fewer, value - worse)),
        min(1.0, value + math.hypot(more - value, better - value)),
    )
    return Recall(caught.value, through.value, value, interval, enough and bool(every))


def _sum(known: int, estimates: Sequence[Estimate]) -> _Total:
    """A total of independent estimates, with MOVER's interval. What is not known may be nothing or all."""
    value, below, above = float(known), 0.0, 0.0
    for one in estimates:
        number = one.number or 0.0
        value += number
        below += (number - one.numbers.low) ** 2
        above += (one.numbers.high - number) ** 2
    return _Total(value, max(float(known), value - math.sqrt(below)), value + math.sqrt(above))


def _share(part: float, other: float, otherwise: float) -> float:
    return part / (part + other) if part + other > 0 else otherwise
