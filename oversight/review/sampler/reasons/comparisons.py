"""What an action says only beside others of its type: something new, or something that contradicts another."""

from collections.abc import Iterable

import numpy as np

from oversight.review.sampler.reasons.anomaly import is_closed
from oversight.review.sampler.table import Bools, Column, Floats, Ints

FEWEST_PAST = 50
"""Rows of the past without which nothing can be called new."""
CATEGORY = "value"
NEWS = frozenset({"keys", "shape", "script", CATEGORY})
"""The last word of the names of families in which an unseen value is news."""


def is_novel(families: Iterable[Column], is_past: Bools) -> Bools:
    """Whether each row has a key, a kind of value, a script or a category that no row of the past has."""
    novel = np.zeros(len(is_past), bool)
    for column in families:
        aspect = column.name.split(" ")[-1]
        if aspect in NEWS:
            old = is_past[column.rows]
            known = Column(column.name, column.rows[old], column.values[old])
            if aspect == CATEGORY and not is_closed(known):
                continue
            if len(known.values):
                novel[column.rows[~old & ~np.isin(column.values, known.values)]] = True
    return novel & ~is_past


def contradicted(subjects: Iterable[Column], payloads: Ints) -> Floats:
    """For each row which share of those about the same thing does something else; 0 where no other is about it.

    What an action is about is the path whose values are most varied and look like names of one thing. It has to be as
    varied as a name is: where five values serve a thousand rows, they are a category.
    """
    rows = len(payloads)
    shares = np.zeros(rows)
    best = max(subjects, key=lambda column: (len(np.unique(column.values)), column.name), default=None)
    if best is None or len(np.unique(best.values)) < len(best.values) ** 0.5:
        return shares
    both = (best.values << 32) | payloads[best.rows]
    _, of_same, same = np.unique(both, return_inverse=True, return_counts=True)
    _, of_subject, about = np.unique(best.values, return_inverse=True, return_counts=True)
    shares[best.rows] = 1 - same[of_same] / about[of_subject]
    return shares


def repeats(payloads: Ints, agents: Ints) -> Bools:
    """Whether each row is the same again from the same agent, as an agent that tries again would leave it."""
    both = (payloads << 32) | (agents & 0xFFFFFFFF)
    _, first = np.unique(both, return_index=True)
    repeated = np.ones(len(payloads), bool)
    repeated[first] = False
    return repeated
