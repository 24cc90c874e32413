"""The first actions of an agent, under a key, under a policy; and an agent's first of a type."""

import numpy as np

from oversight.review.sampler.table import Bools, Ints

FIRST = 20
"""So many actions of a new agent, key or policy count as its first."""


def among_first(names: Ints, order: Ints, is_past: Bools, first: int = FIRST) -> Bools:
    """Whether each row is among the first of its name; a name that the past knows has none.

    Without a past all are new alike, which tells nothing apart: then nothing is.
    ``order`` puts the rows in the order of time; a name of 0 is no name.
    """
    if not is_past.any():
        return np.zeros(len(names), bool)
    fresh = order[(names[order] != 0) & ~is_past[order] & ~np.isin(names[order], names[is_past])]
    by_name = np.argsort(names[fresh], kind="stable")
    sorted_names = names[fresh][by_name]
    begins = np.searchsorted(sorted_names, sorted_names, side="left")
    early = np.zeros(len(names), bool)
    early[fresh[by_name[np.arange(len(by_name)) - begins < first]]] = True
    return early
