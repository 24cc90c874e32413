"""Hours in which far more went wrong, was tried again or took long than is usual for the type."""

import numpy as np

from oversight.review.sampler.table import Bools, Floats, Ints

HOUR = 3_600
FEWEST = 3
"""Events in an hour without which it is no spike."""
FAR = 4.0
"""Standard deviations above what is usual."""
SLOW = 2.0
"""An hour whose median is so many times the usual one is slow."""


def in_spike(hours: Ints, happened: Bools, is_past: Bools) -> Bools:
    """Whether each row lies in an hour with many more of these events than in the past, or than in all other hours."""
    usual = happened[is_past] if is_past.any() else happened
    share = (usual.sum() + 1) / (len(usual) + 2)
    _, which = np.unique(hours, return_inverse=True)
    of, events = np.bincount(which), np.bincount(which, weights=happened)
    spike = (events >= FEWEST) & (events - of * share > FAR * np.sqrt(of * share * (1 - share)))
    spiked: Bools = spike[which] & ~is_past
    return spiked


def in_slow_hour(hours: Ints, seconds: Floats, is_past: Bools) -> Bools:
    """Whether each row lies in an hour in which agents took far longer than before; seconds are NaN where not known."""
    known = ~np.isnan(seconds)
    before = known & is_past if (known & is_past).any() else known
    slow = np.zeros(len(hours), bool)
    if not before.any():
        return slow
    usual = float(np.median(seconds[before]))
    order = np.lexsort((seconds, hours))
    order = order[known[order]]
    for part in np.split(order, np.flatnonzero(np.diff(hours[order])) + 1):
        if len(part) >= FEWEST and float(np.median(seconds[part])) > max(SLOW * usual, usual + 1):
            slow |= hours == hours[part[0]]
    return slow & ~is_past
