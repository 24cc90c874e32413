"""Whether stated confidence fits what happened. It is reported; nothing is decided by it.

In the article's data 42 % of all errors came with a confidence above 0.90. Know the figure of your own agents before
you give their confidence any weight. Beside the shares in bands stands the isotonic fit: the never falling curve from
stated to actual that lies nearest to what happened.
"""

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from scipy.optimize import isotonic_regression

from oversight.statistics.shares import Share, plain_share

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""The edges of the bands. Each band ends just before the next edge; the last one includes 1."""
SURE = 0.9
"""Above this an agent is sure of itself (the article's figure)."""
FEWEST = 30
"""With fewer claims no curve is fitted."""


class Claim(Struct, frozen=True):
    """The confidence that an agent stated, and whether the action was right."""

    stated: float
    right: bool


class Band(Struct, frozen=True):
    """The claims of about one confidence."""

    low: float
    high: float
    stated: float
    """The mean confidence of these claims."""
    right: Share


class Calibration(Struct, frozen=True):
    """How far an agent's word can be taken at its value."""

    right: Share
    bands: tuple[Band, ...]
    """Only bands that have claims."""
    gap: float
    """How far apart stated and actual are on average over the bands (expected calibration error)."""
    brier: float
    """The mean squared distance of what was stated from what happened; 0.25 is what always saying one half gives."""
    surely_wrong: Share
    """The wrong ones that were stated with more than :data:`SURE`, among all wrong ones."""
    curve: tuple[tuple[float, float], ...]
    """Where the isotonic fit rises: from this stated confidence on, this share is right. Empty with too few claims."""


def calibration(claims: Sequence[Claim]) -> Calibration | None:
    """How these claims fit what happened; None without any. Claims outside of 0 to 1 are left out."""
    known = [claim for claim in claims if 0 <= claim.stated <= 1]
    if not known:
        return None
    bands = tuple(_bands(known))
    wrong = [claim for claim in known if not claim.right]
    return Calibration(
        right=plain_share(len(known) - len(wrong), len(known)),
        bands=bands,
        gap=math.fsum(band.right.of * abs(band.stated - (band.right.value or 0.0)) for band in bands) / len(known),
        brier=math.fsum((claim.stated - claim.right) ** 2 for claim in known) / len(known),
        surely_wrong=plain_share(sum(claim.stated > SURE for claim in wrong), len(wrong)),
        curve=_curve(known) if len(known) >= FEWEST else (),
    )


def _bands(claims: Sequence[Claim]) -> list[Band]:
    held: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        held[min(int(np.searchsorted(BANDS, claim.stated, "right")), len(BANDS) - 1) - 1].append(claim)
    return [
        Band(
            low=BANDS[index],
            high=BANDS[index + 1],
            stated=math.fsum(claim.stated for claim in some) / len(some),
            right=plain_share(sum(claim.right for claim in some), len(some)),
        )
        for index, some in sorted(held.items())
    ]


def _curve(claims: Sequence[Claim]) -> tuple[tuple[float, float], ...]:
    """The steps of the isotonic fit. Claims with equal confidence are one point, where the curve has one value."""
    told: defaultdict[float, list[bool]] = defaultdict(list)
    for claim in claims:
        told[claim.stated].append(claim.right)
    stated = sorted(told)
    shares = [sum(told[confidence]) / len(told[confidence]) for confidence in stated]
    fitted = isotonic_regression(shares, weights=[len(told[confidence]) for confidence in stated]).x
    steps = [0, *(index for index in range(1, len(stated)) if fitted[index] > fitted[index - 1])]
    return tuple((stated[index], float(fitted[index])) for index in steps)
