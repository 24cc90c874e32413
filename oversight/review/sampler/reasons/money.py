"""The chance by money alone, as auditors draw monetary units: proportional to the amount."""

import numpy as np

from oversight.review.sampler.table import Floats


def by_amount(amounts: Floats, last_week: float, weeks: float, picks: int) -> Floats:
    """The chance of each amount: ``picks`` times its share of last week's sum; from 1/picks of that on it is certain.

    Without a week before, it is measured against a week of the period. What cannot be read is infinite, and certain.
    """
    known = amounts[np.isfinite(amounts)]
    measure = last_week if 0 < last_week < np.inf else float(np.sort(known).sum()) / max(weeks, 1e-9)
    if measure <= 0:
        return np.where(amounts > 0, 1.0, 0.0)
    return np.where(np.isfinite(amounts), np.minimum(1.0, picks * amounts / measure), 1.0)
