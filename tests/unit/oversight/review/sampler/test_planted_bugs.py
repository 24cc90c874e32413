"""Bugs planted among tickets: how many times more errors the sampler finds than chance does with as many looks.

The sampler knows nothing of these bugs or of tickets. It is shown by the tables where it does not help: errors that
have nothing in common, and, before there are findings, errors in what is ordinary.
"""

from __future__ import annotations

from statistics import mean, stdev

import pytest

from tests.unit.oversight.review.sampler.builders import BUGS, tickets, wrong_ones
from tests.unit.oversight.review.sampler.replay import gain, in_weeks, replayed, say

COUNT = 20_000
BUDGET, BASE = 0.01, 0.002
NAMES = "script of names"


def gains(bug, weeks, seeds, count=COUNT, budget=BUDGET):
    found = []
    for seed in seeds:
        many = tickets(count, seed)
        wrong = wrong_ones(many, bug, seed)
        secret = b"desk %d" % seed
        finds, looks = replayed(in_weeks(many, weeks), wrong, budget=budget, base_rate=BASE, secret=secret)
        found.append(gain(finds, looks, wrong, count))
    return found


@pytest.mark.exhaustive
def test_the_articles_bug_in_small():
    """5,000 tickets, four weeks, 4 % looked at; the long version is below."""
    assert mean(gains(NAMES, 4, range(3), count=5_000, budget=0.04)) >= 3


@pytest.mark.exhaustive
@pytest.mark.parametrize("weeks", [1, 4])
def test_the_articles_bug_is_found_three_times_as_often_as_by_chance(weeks):
    """20,000 tickets, 2.3 % wrong, all where names are not ASCII (10 %), 1 % looked at."""
    found = gains(NAMES, weeks, range(8))
    say(f"\nthe article's bug, {weeks} draws: {mean(found):.2f} times chance (n = 8, sd {stdev(found):.2f})")
    assert mean(found) >= 3


@pytest.mark.soak
def test_other_bugs_in_a_table():
    seeds = range(5)
    say(f"\n{'bug':26} {'in one draw':>16} {'in four weeks':>16}")
    table = {}
    for bug in BUGS:
        table[bug] = [gains(bug, weeks, seeds) for weeks in (1, 4)]
        say(f"{bug:26} " + " ".join(f"{mean(found):8.2f} ± {stdev(found):5.2f}" for found in table[bug]))
    in_four = {bug: mean(found[-1]) for bug, found in table.items()}
    by_chance, ordinary = in_four.pop("nothing (by chance)"), in_four.pop("category (a common one)")
    assert 0.4 < by_chance < 1.6, "nothing tells these errors from what is right"
    assert ordinary > 0.7, "errors in what is ordinary are found late, but not much less than by chance"
    assert min(in_four.values()) > 1.5
