"""The reasons that one type's rows have only beside each other."""

import numpy as np

from oversight.review.sampler.reason import WEIGHTS, Why
from oversight.review.sampler.reasons.anomaly import FEWEST, strangeness, weight_of
from oversight.review.sampler.reasons.comparisons import FEWEST_PAST, contradicted, is_novel, repeats
from oversight.review.sampler.reasons.degraded import HOUR, in_slow_hour, in_spike
from oversight.review.sampler.reasons.firsts import among_first
from oversight.review.sampler.rows import TypeRows
from oversight.review.sampler.table import Bools, Column, Floats


class Compared:
    """What comparison says of one type: the reasons with each row's weight, and its facets, for learning."""

    def __init__(self, rows: TypeRows) -> None:
        """Of these rows, which are complete."""
        self.reasons: dict[Why, Floats] = {}
        self.families: list[Column] = list(rows.table.families())
        self._look(rows)

    def _look(self, rows: TypeRows) -> None:
        is_past, count = rows.flags("past"), len(rows)
        strange = strangeness(self.families, count)
        contradiction = contradicted(rows.table.subjects(), rows.table.payloads)
        self.reasons[Why.ANOMALY] = weight_of(strange)
        self.reasons[Why.CONTRADICTS] = WEIGHTS[Why.CONTRADICTS] * contradiction
        if count < FEWEST:
            self._holds(Why.FEW_SEEN, np.ones(count, bool))
        if is_past.sum() >= FEWEST_PAST:
            self._holds(Why.NOVEL, is_novel(self.families, is_past))
        self._when(rows)
        every = np.arange(count)
        bands = (strange[:, None] > (0.5, 0.8, 0.95)).sum(axis=1)
        self.families += [
            Column("@type", every, np.zeros(count, np.int64)),
            Column("@strange", every, bands),
            Column("@contradicts", np.flatnonzero(contradiction > 0), np.ones((contradiction > 0).sum(), np.int64)),
        ]

    def _when(self, rows: TypeRows) -> None:
        is_past, agents = rows.flags("past"), rows.integers("agent")
        at = rows.numbers("at")
        hours, order = (at // HOUR).astype(np.int64), np.lexsort((np.arange(len(rows)), at))
        again = repeats(rows.table.payloads, agents)
        spikes = in_spike(hours, rows.flags("failed"), is_past) | in_spike(hours, again, is_past)
        self._holds(Why.DEGRADED, spikes | in_slow_hour(hours, rows.numbers("seconds"), is_past))
        self._holds(Why.FIRST_OF_KIND, among_first(agents, order, is_past, first=1))

    def _holds(self, why: Why, where: Bools) -> None:
        self.reasons[why] = np.where(where, WEIGHTS[why], 0.0)
