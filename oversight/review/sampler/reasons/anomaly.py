"""How unlike the others of its type an action is.

Each facet is measured by its surprise: how much rarer its value is than the family's values are on average. That makes
the one name in Cyrillic stand out, and not the one ticket number that everybody has. An Isolation Forest looks at the
surprises of all families together, their sum at how much is rare at all; the two ranks are averaged, because each is
blind where the other sees. Only the order counts, so the scale of a score never matters.

The forest is trained here and now on the rows themselves, with a fixed seed, and is gone afterwards.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from oversight.review.sampler.table import Column, Floats

FEWEST = 50
"""Rows of a type without which nothing is called unusual."""
TRAINED_ON = 20_000
"""Rows that the forest sees, evenly spread."""
TREES, SAMPLE, SEED = 100, 256, 14
AT_ONCE = 50_000
MOST_FAMILIES = 64
"""Families that are compared; one with a name of its own for nearly every row says nothing of what is usual."""
MOST_VALUES, MOST_SHARE = 20, 0.2
STEEP, CEILING = 1.5, 1_000.0


def strangeness(families: Iterable[Column], rows: int) -> Floats:
    """For each row the share of rows that are less unusual, between 0 and 1; one half where all are alike."""
    surprises = [surprise(column, rows) for column in families if is_closed(column)][:MOST_FAMILIES]
    if rows < FEWEST or not surprises:
        return np.full(rows, 0.5)
    matrix = np.column_stack(surprises)
    ranks = rankdata(_isolation(matrix)) + rankdata(np.round(np.maximum(matrix, 0).sum(axis=1, dtype=np.float64), 6))
    strange: Floats = (rankdata(ranks) - 0.5) / rows
    return strange


def weight_of(strange: Floats) -> Floats:
    """What being unusual counts: nothing for four in five, and steeply more towards the most unusual."""
    weights: Floats = np.maximum(np.minimum((1 - strange) ** -STEEP, CEILING) / 10 - 1, 0)
    return weights


def is_closed(column: Column) -> bool:
    """Whether the family has few enough values that a rare one means something, and more than one."""
    return 2 <= len(np.unique(column.values)) <= max(MOST_VALUES, MOST_SHARE * len(column.values))  # noqa: PLR2004 - one value tells nothing apart


def surprise(column: Column, rows: int) -> NDArray[np.float32]:
    """How much rarer each row's rarest value is than the family's values are on average (in nats)."""
    _, which, counts = np.unique(column.values, return_inverse=True, return_counts=True)
    shares = counts / counts.sum()
    logarithms = np.log(shares)
    average = -float(shares @ logarithms)
    surprised = np.zeros(rows, np.float32)
    np.maximum.at(surprised, column.rows, (-logarithms - average).astype(np.float32)[which])
    return surprised


def _isolation(matrix: NDArray[np.float32]) -> Floats:
    from sklearn.ensemble import IsolationForest  # noqa: PLC0415 - takes long to load, and a bot that starts needs none

    rows = len(matrix)
    seen = np.linspace(0, rows - 1, min(rows, TRAINED_ON)).astype(np.int64)
    forest = IsolationForest(n_estimators=TREES, max_samples=min(SAMPLE, len(seen)), random_state=SEED, n_jobs=1)
    forest.fit(matrix[seen])
    parts = [-forest.score_samples(matrix[start : start + AT_ONCE]) for start in range(0, rows, AT_ONCE)]
    return np.round(np.concatenate(parts), 9)
