"""Whether the 95 % intervals hold what they promise: weeks with known truth, estimated from what was looked at."""

import itertools
import math
import sys

import numpy as np
import pytest

from oversight.statistics.estimate import MANY, estimate
from tests.unit.oversight.statistics.weeks import Week, simulated

WEEKS = 2_000
LEAST, MOST = 0.93, 0.97
SIZES = [(2_000, 0.02, 0.05), (8_000, 0.02, 0.05), (8_000, 0.10, 0.05), (30_000, 0.02, 0.05), (30_000, 0.08, 0.01)]


class Tally:
    """Of some weeks, in how many the truth lay inside."""

    def __init__(self):
        self.inside = self.of = 0

    def count(self, *, inside):
        self.inside, self.of = self.inside + inside, self.of + 1

    @property
    def noise(self):
        """Two standard errors of a simulated 95 %."""
        return 2 * math.sqrt(0.95 * 0.05 / self.of)

    @property
    def share(self):
        return self.inside / self.of

    def __str__(self):
        return f"{100 * self.share:5.1f} % of {self.of:4d}" if self.of else "       -       "


def coverage(week, weeks, seed):
    """Three tallies: many errors found, fewer, not enough reviewed to say; and the mean number found."""
    random = np.random.default_rng(seed)
    many, fewer, silent, found = Tally(), Tally(), Tally(), 0
    for _ in range(weeks):
        truth, draws = simulated(week, random)
        told = estimate(draws, week.size)
        inside = told.numbers.low - 1e-6 <= truth <= told.numbers.high + 1e-6
        (silent if not told.enough else many if told.found >= MANY else fewer).count(inside=inside)
        found += told.found
    return many, fewer, silent, found / weeks


def line(week, many, fewer, silent, found):
    return (
        f"{week.size:6d} {week.rate:5.2f} {week.base:4.2f} {week.drawing:13s} {week.looking:9s} "
        f"{found:6.1f} | {many} | {fewer} | {silent}"
    )


def say(words):
    """The table is what the test is for: run it with ``-s``."""
    sys.stdout.write(words + "\n")


def held(many, fewer):
    assert not many.of or LEAST - many.noise <= many.share <= MOST + many.noise
    assert not fewer.of or fewer.share >= LEAST - fewer.noise


@pytest.mark.parametrize("looking", ["all", "by reason", "first"])
@pytest.mark.parametrize("drawing", ["targeted", "money", "money matters"])
@pytest.mark.parametrize(("size", "rate", "weeks"), [(8_000, 0.1, 150), (3_000, 0.01, 150)])
def test_the_interval_covers_the_truth(size, rate, weeks, drawing, looking):
    many, fewer, _, _ = coverage(Week(size, rate, drawing, looking), weeks, seed=25)
    held(many, fewer)


@pytest.mark.soak
def test_the_table_of_coverage():
    """Row 25: 2,000 weeks of each kind; printed, and held to its bar within two standard errors of the simulation."""
    say(f"\n  size  rate base drawing       looking    found | >= {MANY} found     | fewer           | not enough")
    pooled = {True: Tally(), False: Tally()}
    kinds = itertools.product(SIZES, ["targeted", "money", "money matters"], ["all", "by reason", "first", "few"])
    for (size, rate, base), drawing, looking in kinds:
        week = Week(size, rate, drawing, looking, base)
        many, fewer, silent, found = coverage(week, WEEKS, seed=2_000)
        say(line(week, many, fewer, silent, found))
        if looking != "few":
            held(many, fewer)
        for is_many, tally in ((True, many), (False, fewer)):
            pooled[is_many].inside += tally.inside
            pooled[is_many].of += tally.of
        # Where hardly anybody looks at the end, too wide is honest and too narrow is not.
        assert many.of < 100 or many.share >= LEAST - many.noise
        assert fewer.of < 100 or fewer.share >= LEAST - fewer.noise
    say(f"all together: >= {MANY} found {pooled[True]}, fewer {pooled[False]}")
    assert LEAST <= pooled[True].share <= MOST
    assert pooled[False].share >= LEAST
