"""A desk that draws, looks, and draws again: how many errors it finds beside one that draws by chance."""

from __future__ import annotations

import sys

from oversight.review.sampler.candidate import Candidate, Reviewed
from oversight.review.sampler.past import MINUTES, Past
from oversight.review.sampler.sampler import assess
from oversight.review.sampler.settings import SamplerSettings


def replayed(weeks, wrong, *, budget, base_rate, secret):
    """How many errors were found, and how many looks that took; of each week only what it drew becomes known."""
    rows: list[Candidate] = []
    reviewed: list[Reviewed] = []
    found = 0
    for week in weeks:
        settings = SamplerSettings(base_rate, budget_minutes=budget * len(week) * MINUTES)
        assessment = assess(week, settings, Past(rows=tuple(rows), reviewed=tuple(reviewed)))
        by_id = {candidate.action_id: candidate for candidate in week}
        for pick in assessment.draw(secret):
            reviewed.append(Reviewed(by_id[pick.action_id], pick.action_id in wrong))
            found += pick.action_id in wrong
        rows = [*rows, *week][-20_000:]
    return found, len(reviewed)


def in_weeks(candidates, weeks):
    count = len(candidates)
    return [candidates[count * week // weeks : count * (week + 1) // weeks] for week in range(weeks)]


def gain(found, looks, wrong, count):
    """Errors found, by errors that as many looks by chance find on average."""
    return found / (looks * len(wrong) / count)


def say(line):
    """One more line of a table that a person reads."""
    sys.stdout.write(line + "\n")
