"""Every candidate with its probability and its reasons, and who is drawn by them."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np
from msgspec import Struct

from oversight.review.sample import Pick
from oversight.review.sampler.draw import NO_DAY, day_key, redraw
from oversight.review.sampler.probability import Fitted
from oversight.review.sampler.reason import Why
from oversight.review.sampler.table import Floats, Ints

ORDER = {why: place for place, why in enumerate(Why)}


class Assessment(Struct, frozen=True, eq=False):
    """All candidates of a period in the order of their ids. Nothing is drawn yet."""

    action_ids: Sequence[str]
    action_types: Sequence[str]
    days: Ints
    """Days since 1970 (UTC); what has no time has -1."""
    fitted: Fitted
    reasons: dict[Why, Floats]
    """For each reason and candidate with which probability it would be drawn by that reason alone, 0 where none."""
    minutes: Floats
    """What a look at each takes."""
    ran: int
    """How many ran without a person and may be drawn: what the draws among them speak for."""

    def why(self, position: int) -> tuple[Why, ...]:
        """The reasons of one candidate, the weightiest first."""
        holding = [(-float(alone[position]), ORDER[why], why) for why, alone in self.reasons.items() if alone[position]]
        return tuple(why for _, _, why in sorted(holding)) or (Why.BASE_RATE,)

    def draw(self, secret: bytes) -> tuple[Pick, ...]:
        """Who is looked at. The same secret and candidates always give the same answer."""
        keys: dict[int, bytes] = {}
        picks = []
        for position in np.flatnonzero(self.fitted.probabilities > 0).tolist():
            day, action_id = int(self.days[position]), self.action_ids[position]
            key = keys.get(day) or keys.setdefault(day, day_key(secret, day_of(day)))
            probability = float(self.fitted.probabilities[position])
            if redraw(key, action_id, probability):
                rule, *others = self.why(position)
                picks.append(Pick(action_id, rule.value, probability, tuple(other.value for other in others)))
        return tuple(picks)

    def expected(self) -> dict[Why, tuple[float, float]]:
        """By each candidate's first reason: how many are expected to be drawn, and the minutes that they take."""
        if not len(self.action_ids):
            return {}
        names = sorted(self.reasons, key=ORDER.__getitem__)
        alone = np.vstack([self.reasons[why] for why in names])
        first = alone.argmax(axis=0)
        counted, cost = Counter[Why](), Counter[Why]()
        for place, why in enumerate(names):
            here = first == place
            if why is not Why.BASE_RATE:
                here &= alone[place] > 0
            counted[why] = self.fitted.probabilities[here].sum()
            cost[why] = self.fitted.probabilities[here] @ self.minutes[here]
        return {why: (float(counted[why]), float(cost[why])) for why in names if counted[why]}


def day_of(number: int) -> date:
    """The day with this number since 1970."""
    return NO_DAY if number < 0 else datetime.fromtimestamp(number * 86_400, UTC).date()
