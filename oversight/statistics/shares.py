"""A share with its 95 % interval, so that no figure looks surer than it is.

Wilson's interval holds for few observations and for shares near 0 and 1, where the textbook's ± does not. Observations
may weigh more than one: an action that lazy review looks at with probability 1/20 speaks for twenty. Such a share is as
sure as one of fewer, equal observations; how many is Kish's effective size, (Σw)² / Σw².
"""

import math
from collections.abc import Iterable
from statistics import NormalDist

from msgspec import Struct

LEVEL = 0.95


class Interval(Struct, frozen=True):
    """The range in which the true share may lie."""

    low: float
    high: float


class Share(Struct, frozen=True):
    """Hits out of so many, the share that they stand for, and how sure it is."""

    hits: int
    of: int
    value: float | None
    """None where nothing was counted."""
    interval: Interval


def wilson(hits: float, of: float, level: float = LEVEL) -> Interval:
    """Wilson's score interval; where nothing was counted it is 0 to 1."""
    if of <= 0:
        return Interval(0, 1)
    z = NormalDist().inv_cdf((1 + level) / 2)
    p, stretch = hits / of, 1 + z * z / of
    middle = (p + z * z / (2 * of)) / stretch
    half = z / stretch * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    # At 0 and 1 one end of the interval is the share itself; rounding must not go beyond it.
    return Interval(max(0.0, min(p, middle - half)), min(1.0, max(p, middle + half)))


def share(observed: Iterable[tuple[bool, float]], level: float = LEVEL) -> Share:
    """The share of hits among weighted observations; with weights of 1 it is the plain share."""
    hits = of = 0
    hit_weight = weight = squares = 0.0
    for is_hit, one_weight in observed:
        of += 1
        weight += one_weight
        squares += one_weight * one_weight
        if is_hit:
            hits += 1
            hit_weight += one_weight
    if not of:
        return Share(0, 0, None, wilson(0, 0, level))
    value, effective = hit_weight / weight, weight * weight / squares
    return Share(hits, of, value, wilson(value * effective, effective, level))


def plain_share(hits: int, of: int, level: float = LEVEL) -> Share:
    """The share of hits where all observations have the same weight."""
    return Share(hits, of, hits / of if of else None, wilson(hits, of, level))
