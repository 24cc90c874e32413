"""The sampler: from the candidates of a period to the probability with which each is looked at, and why."""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

from oversight.review.sampler.assessment import Assessment
from oversight.review.sampler.candidate import Candidate, Ended
from oversight.review.sampler.past import EMPTY, Past
from oversight.review.sampler.reason import CERTAIN, Why
from oversight.review.sampler.reasons.incident import like
from oversight.review.sampler.reasons.rules import rules_of
from oversight.review.sampler.rows import RIGHT, WRONG, TypeRows
from oversight.review.sampler.settings import SamplerSettings, amount_of
from oversight.review.sampler.settling import Gathered, Settling

WEEK = timedelta(days=7)


def assess(
    candidates: Iterable[Candidate],
    settings: SamplerSettings,
    past: Past = EMPTY,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Assessment:
    """The probability and reasons of each candidate; the same for the same ones, in whatever order they come.

    The period says for how many weeks the budget is; without it that is one week.
    """
    gathering = Sampler(settings, past, since=since, until=until)
    for candidate in candidates:
        gathering.add(candidate)
    return gathering.settle()


class Sampler:
    """Gathers candidates one by one, so that a million need not be held at once."""

    def __init__(
        self,
        settings: SamplerSettings,
        past: Past = EMPTY,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        """Beside this past."""
        self._settings, self._past = settings, past
        self._weeks = (until - since) / WEEK if since and until else 1.0
        self._types: dict[str, TypeRows] = {}
        self._ids: list[str] = []
        self._like = [like(incident) for incident in past.incidents]
        self._last_week = dict(past.last_week)
        self._take_past(since)

    def _take_past(self, since: datetime | None) -> None:
        summed: dict[str, float] = {}
        seen = set()
        for reviewed in self._past.reviewed:
            if reviewed.candidate.action_id not in seen:
                finding = WRONG if reviewed.was_wrong else RIGHT
                self._rows(reviewed.candidate).add(reviewed.candidate, finding=finding)
                seen.add(reviewed.candidate.action_id)
        for candidate in self._past.rows:
            if since is not None and candidate.at is not None and since - WEEK <= candidate.at < since:
                summed[candidate.action_type] = summed.get(candidate.action_type, 0.0) + self._amount(candidate)
            if candidate.action_id not in seen:
                self._rows(candidate).add(candidate)
        self._last_week = {**summed, **self._last_week}

    def _rows(self, candidate: Candidate) -> TypeRows:
        return self._types.setdefault(candidate.action_type, TypeRows())

    def _amount(self, candidate: Candidate) -> float:
        """How much money it moves; 0 where the policy names no amount, infinite where it cannot be read."""
        key = self._settings.amounts.get(candidate.action_type)
        if key is None:
            return 0.0
        amount = amount_of(candidate.payload, key)
        return math.inf if amount is None or not math.isfinite(amount) else amount

    def add(self, candidate: Candidate) -> None:
        """One more candidate of the period."""
        rows, settings = self._rows(candidate), self._settings
        ran = candidate.ended is Ended.RAN
        amount = self._amount(candidate) if ran else 0.0
        row = rows.add(candidate, position=len(self._ids), amount=amount, raised=ran)
        self._ids.append(candidate.action_id)
        if any(is_like(candidate) for is_like in self._like):
            rows.because(row, Why.LIKE_INCIDENT, math.inf)
            rows.floor(row, 1.0)
        if not ran:
            rate = getattr(settings.second_look, candidate.ended.value)
            rows.floor(row, rate)
            rows.because(row, Why.SECOND_LOOK, rate)
            return
        rows.floor(row, settings.base_rate)
        rows.because(row, Why.BASE_RATE, settings.base_rate)
        if candidate.by_standing and settings.standing_rate > settings.base_rate:
            rows.floor(row, settings.standing_rate)
            rows.because(row, Why.STANDING_APPROVAL, settings.standing_rate)
        for why, weight in rules_of(candidate, settings):
            rows.because(row, why, weight)
            if why in CERTAIN:
                rows.floor(row, 1.0)

    def settle(self) -> Assessment:
        """Everything is there: the probabilities."""
        gathered = Gathered(self._types, self._ids, self._settings, self._past.minutes, self._last_week, self._weeks)
        return Settling(gathered).assessment()
