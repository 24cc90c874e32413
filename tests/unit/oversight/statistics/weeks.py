"""Weeks of actions with known truth: who is wrong, what is drawn, what is looked at."""

from dataclasses import dataclass

import numpy as np

from oversight.statistics.draws import Draws


@dataclass(frozen=True)
class Week:
    """How a simulated week is made."""

    size: int
    rate: float
    """About the share wrong; more often where an action is odd, or where much money moves."""
    drawing: str
    """``targeted``: odd ones for certain or nearly, others at the base rate. ``money``: also in proportion to the
    amount, certain above. ``money matters``: the same where large amounts are wrong more often."""
    looking: str
    """``all``; ``by reason``: 50, 90 or 70 % by why it was drawn; ``first``: from 95 % at the head of the thread, where
    the odd ones are, down to 29 % at its end; ``few``: down to 5 %."""
    base: float = 0.05


def simulated(week, random):
    """The number wrong, and the draws."""
    oddness, amount = random.random(week.size), random.lognormal(3, 1.3, week.size)
    odd = oddness > 0.97
    if week.drawing == "money matters":
        chance = week.rate * amount / amount.mean()
    else:
        chance = 0.6 * week.rate * (0.3 + 2.5 * oddness**3 + odd * 4 * (oddness - 0.95) / 0.03)
    wrong = random.random(week.size) < np.minimum(chance, 0.95)
    probability = np.maximum(week.base, np.where(odd, np.minimum(1, (oddness - 0.97) / 0.02 + 0.2), 0))
    reason = odd.astype(np.int64)
    if week.drawing != "targeted":
        by_money = np.minimum(1, week.size * week.base * amount / amount.sum())
        reason[by_money > probability] = 2
        probability = np.maximum(probability, by_money)
    drawn = random.random(week.size) < probability
    number = int(drawn.sum())
    position = np.zeros(number)
    if week.looking in ("first", "few"):
        position[np.argsort(-oddness[drawn])] = np.arange(number)
    looked = {
        "all": lambda: np.ones(number),
        "by reason": lambda: np.array([0.5, 0.9, 0.7])[reason[drawn]],
        "first": lambda: 0.95 * np.exp(-1.2 * position / number),
        "few": lambda: 0.95 * np.exp(-3 * position / number),
    }[week.looking]()
    answered = random.random(number) < looked
    return int(wrong.sum()), Draws(probability[drawn], answered, wrong[drawn] & answered, reason[drawn], position)
