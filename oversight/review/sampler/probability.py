"""From reasons to one probability for each action, known exactly before anything is drawn.

Some reasons set a floor: the base rate, the rate of standing approvals, money, or certainty. All others raise: each has
a weight, and with weights that sum to w an action is drawn with ``1 - (1 - floor) * exp(-t * w)``, as if it had been
drawn w times more. So reasons add up, none ever lowers anything, and no probability leaves [floor, 1]. The one number t
is the same for all; it is found so that the expected minutes fit what there is.
"""

import numpy as np
from msgspec import Struct

from oversight.review.sampler.table import Bools, Floats

SPARE = 0.05
"""What every action counts where a budget has room: minutes that no reason takes go to chance."""
ROUNDS = 100


class Fitted(Struct, frozen=True, eq=False):
    """The probabilities, and what they cost."""

    probabilities: Floats
    strength: float
    """The number t."""
    floor_minutes: float
    """Expected minutes of what is looked at whatever the budget."""
    minutes: float
    """Expected minutes of everything."""
    missing_minutes: float
    """By how much the floors alone exceed the budget."""


def fit(
    floors: Floats, weights: Floats, minutes: Floats, *, raised: Bools, base_rate: float, budget: float | None
) -> Fitted:
    """The probabilities. Without a budget, what is raised adds at most as much again as the base rate costs.

    Only what is ``raised`` takes part in that; the rates of second looks stay as they are.
    """
    floor_minutes = float(floors @ minutes)
    if budget is None:
        room, limit = base_rate * float(minutes @ raised), -np.log1p(-min(base_rate, 1 - 1e-12))
    else:
        weights = weights + SPARE * raised
        room, limit = budget - floor_minutes, 1e9
    strength = _fitting(floors, weights, minutes, room, limit)
    probabilities = _at(floors, weights, strength)
    missing = 0.0 if budget is None else max(0.0, floor_minutes - budget)
    return Fitted(probabilities, strength, floor_minutes, float(probabilities @ minutes), missing)


def _at(floors: Floats, weights: Floats, strength: float) -> Floats:
    raised = 1 - (1 - floors) * np.exp(-strength * weights)
    return np.where(weights > 0, np.clip(np.maximum(raised, floors), 0, 1), floors)


def _fitting(floors: Floats, weights: Floats, minutes: Floats, room: float, limit: float) -> float:
    """The greatest strength up to the limit that the room allows, to six digits."""
    if room <= 0 or limit <= 0:
        return 0.0

    def cost(strength: float) -> float:
        return float((_at(floors, weights, strength) - floors) @ minutes)

    if cost(limit) <= room:
        return limit
    low, high = np.log(1e-12), np.log(limit)
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        low, high = (low, middle) if cost(float(np.exp(middle))) > room else (middle, high)
        if high - low < 1e-7:  # noqa: PLR2004 - finer than the six digits that are kept
            break
    return float(f"{np.exp(low):.6g}")
