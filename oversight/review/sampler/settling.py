"""All types side by side, the past among them, until only the period and its probabilities are left."""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from oversight.review.sampler.assessment import Assessment
from oversight.review.sampler.past import MINUTES
from oversight.review.sampler.probability import Fitted, fit
from oversight.review.sampler.reason import CERTAIN, WEIGHTS, Why
from oversight.review.sampler.reasons import learned
from oversight.review.sampler.reasons.compared import Compared
from oversight.review.sampler.reasons.firsts import among_first
from oversight.review.sampler.reasons.money import by_amount
from oversight.review.sampler.rows import TypeRows
from oversight.review.sampler.settings import SamplerSettings
from oversight.review.sampler.table import Floats, Ints

DAY_SECONDS = 86_400
RATES = frozenset({Why.BASE_RATE, Why.STANDING_APPROVAL, Why.SECOND_LOOK, Why.MONEY})
"""Reasons that are a probability already."""


class Gathered(Struct, frozen=True):
    """Everything that the sampler was told."""

    types: Mapping[str, TypeRows]
    action_ids: Sequence[str]
    """By position in the period."""
    settings: SamplerSettings
    minutes: Mapping[str, float]
    last_week: Mapping[str, float]
    weeks: float


class Settling:
    """One array over all types for each thing that is known of a row."""

    def __init__(self, gathered: Gathered) -> None:
        """Of what is complete."""
        self._gathered, self._settings = gathered, gathered.settings
        self._types = [(name, gathered.types[name]) for name in sorted(gathered.types)]
        for _, rows in self._types:
            rows.settle()
        self._starts = np.concatenate(([0], np.cumsum([len(rows) for _, rows in self._types], dtype=np.int64)))
        self._count = int(self._starts[-1])

    def assessment(self) -> Assessment:
        """The period's candidates, in the order of their ids."""
        reasons, facets = self._compared()
        floors = self._floors(reasons)
        self._firsts(reasons)
        raised = self._integers("raised") > 0
        weights = np.zeros(self._count)
        for why in Why:
            if why in reasons and why not in CERTAIN | RATES:
                reasons[why] = reasons[why] * raised
                weights += reasons[why]
        period = self._period()
        usual = max(1.0, float(weights[period].mean())) if len(period) else 1.0
        reasons[Why.LEARNED_RISK] = self._learned(facets, period, usual) * raised
        weights += reasons[Why.LEARNED_RISK]
        costs = self._per_row([self._gathered.minutes.get(name, MINUTES) for name, _ in self._types])[period]
        types = self._per_row(range(len(self._types)))[period]
        budget = self._settings.budget_minutes
        fitted = fit(
            floors[period],
            weights[period],
            costs,
            raised=raised[period],
            base_rate=self._settings.base_rate,
            budget=None if budget is None else budget * self._gathered.weeks,
        )
        at = self._numbers("at")[period]
        return Assessment(
            action_ids=[self._gathered.action_ids[place] for place in self._integers("position")[period]],
            action_types=[self._types[int(which)][0] for which in types],
            days=np.where(at > 0, at // DAY_SECONDS, -1).astype(np.int64),
            fitted=fitted,
            ran=int((raised[period] & (fitted.probabilities > 0)).sum()),
            reasons={why: _alone(why, told[period], self._settings.base_rate, fitted) for why, told in reasons.items()},
            minutes=costs,
        )

    def _period(self) -> Ints:
        """The rows of the period, in the order of their ids."""
        positions = self._integers("position")
        rows = np.flatnonzero(positions >= 0)
        ids = np.array([self._gathered.action_ids[place] for place in positions[rows]], object)
        return rows[np.argsort(ids, kind="stable")]

    def _compared(self) -> tuple[dict[Why, Floats], list[learned.Facet]]:
        reasons: dict[Why, Floats] = {}
        facets: list[learned.Facet] = []
        findings = bool((self._integers("finding") >= 0).any())
        for (name, rows), start in zip(self._types, self._starts, strict=False):
            compared = Compared(rows)
            for why, told in (*rows.reasons().items(), *compared.reasons.items()):
                whole = reasons.setdefault(why, np.zeros(self._count))
                whole[start : start + len(rows)] = told
            if findings:
                facets += learned.facets_in(name, compared.families, int(start))
        return reasons, facets

    def _learned(self, facets: Sequence[learned.Facet], period: Ints, usual: float) -> Floats:
        """What reviewers' findings count for each row of the period."""
        finding = self._integers("finding")
        reviewed = np.flatnonzero(finding >= 0)
        weights = np.zeros(self._count)
        if len(reviewed) and len(period):
            was_wrong = finding[reviewed] > 0
            risk = learned.learned_risk(facets, reviewed, was_wrong, self._count)[period]
            weights[period] = learned.weight_of(risk, int(was_wrong.sum()), usual)
        return weights

    def _floors(self, reasons: dict[Why, Floats]) -> Floats:
        """What each is drawn with at least, money included."""
        floors, settings = self._numbers("floor"), self._settings
        for (name, rows), start in zip(self._types, self._starts, strict=False):
            if name in settings.amounts:
                part = slice(int(start), int(start) + len(rows))
                last_week = self._gathered.last_week.get(name, 0.0)
                chance = by_amount(rows.numbers("amount"), last_week, self._gathered.weeks, settings.money_picks)
                chance = chance * rows.flags("raised")
                reasons.setdefault(Why.MONEY, np.zeros(self._count))[part] = chance * (chance > floors[part])
                floors[part] = np.maximum(floors[part], chance)
        return floors

    def _firsts(self, reasons: dict[Why, Floats]) -> None:
        """The first of an agent, a key, a policy, over all types."""
        is_past = self._integers("past") > 0
        order = np.lexsort((np.arange(self._count), self._numbers("at")))
        for why, name in ((Why.NEW_AGENT, "agent"), (Why.NEW_KEY, "key"), (Why.NEW_POLICY, "policy")):
            reasons[why] = np.where(among_first(self._integers(name), order, is_past), WEIGHTS[why], 0.0)

    def _per_row(self, by_type: Sequence[float]) -> Floats:
        """What is the same for all rows of a type, for each row."""
        return np.repeat(np.array(by_type, np.float64), np.diff(self._starts))

    def _numbers(self, name: str) -> Floats:
        return np.concatenate([np.zeros(0), *(rows.numbers(name) for _, rows in self._types)])

    def _integers(self, name: str) -> Ints:
        return np.concatenate([np.zeros(0, np.int64), *(rows.integers(name) for _, rows in self._types)])


def _alone(why: Why, weights: Floats, base_rate: float, fitted: Fitted) -> Floats:
    """With which probability each would be drawn by this reason alone."""
    if why in CERTAIN:
        return np.where(weights > 0, 1.0, 0.0)
    if why in RATES:
        return weights
    return np.where(weights > 0, 1 - (1 - base_rate) * np.exp(-fitted.strength * weights), 0.0)
