"""``historical_accuracy``: how often an agent was right with a type of action, lately.

Each precedent counts one for right or for wrong, and half as much after every 30 days: agents change with their
models and prompts, so what they did last year says little. What is reported is the mean of the Beta distribution that
the counts leave of the uniform prior Beta(1, 1): (right + 1) / (right + wrong + 2). With little evidence it stays near
one half, and with less than :data:`FEWEST` it is not reported at all.
"""

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

HALF_LIFE = timedelta(days=30)
"""After so long a precedent counts half."""
PRIOR = (1.0, 1.0)
"""Right and wrong before anything was seen: every accuracy is equally likely."""
FEWEST = 10.0
"""Precedents, as much as they still count, without which nothing is said."""


def posterior_mean(ages: NDArray[np.float64], right: NDArray[np.bool_]) -> float | None:
    """The accuracy that these precedents speak for, or None of too few. Ages are seconds; none is below zero."""
    counts = np.exp2(-ages / HALF_LIFE.total_seconds())
    evidence = float(counts.sum())
    if evidence < FEWEST:
        return None
    good = float(counts[right].sum())
    return (PRIOR[0] + good) / (sum(PRIOR) + evidence)
