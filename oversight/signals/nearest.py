"""How near an action is to what was right and to what went wrong.

Nearness is the cosine of two bags of features, each feature weighted by how rare it is among what was right (TF-IDF).
The nearest good precedent says how familiar the action is at all; then good and wrong precedents vote on it, the near
ones far louder than the distant ones (inverse distance weighting). So one twin that went wrong outweighs a thousand
that are merely alike, and only good twins can make up for it.
"""

import numpy as np
from numpy.typing import NDArray

FEWEST_GOOD = 5
"""Good precedents of a type without which nothing is compared."""
CLOSEST = 0.01
"""Nearer than this is as good as the same."""
LOUDNESS = 4
"""How fast a voice fades with its distance: twice as far is a sixteenth."""

Floats = NDArray[np.float64]


def likeness(good: Floats, wrong: Floats) -> float | None:
    """In [0, 1]: 1 for the twin of what was right and unlike all that went wrong; None where too little was right."""
    if len(good) < FEWEST_GOOD:
        return None
    familiar = float(good.max())
    for_it, against = _voices(good), _voices(wrong)
    return min(1.0, max(0.0, familiar * (for_it / (for_it + against))))


def _voices(cosines: Floats) -> float:
    """The sum of all voices; each is above zero, so one more always counts."""
    return float(((CLOSEST + 1 - np.clip(cosines, 0, 1)) ** -LOUDNESS).sum())
