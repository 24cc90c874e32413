"""Which digest is due: the newest time of the cron since the last one, in the policy's own time zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from oversight.policy import DigestSchedule
from scheduler.digests import last_fire

BERLIN = DigestSchedule("#agent-digest", "0 9 * * MON", "Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "until", "fire"),
    [
        ("2026-03-02 08:00", "2026-03-09 07:59", None),
        ("2026-03-02 08:00", "2026-03-09 08:00", "2026-03-09 08:00"),
        ("2026-03-02 07:59", "2026-03-02 08:00", "2026-03-02 08:00"),
        ("2026-03-02 08:00", "2026-03-31 00:00", "2026-03-30 07:00"),  # three weeks of outage, then summer time
        ("2026-10-19 07:00", "2026-10-26 08:00", "2026-10-26 08:00"),  # winter time again
        ("2026-03-09 08:00", "2026-03-09 08:00", None),
    ],
)
def test_the_newest_time_that_is_not_told_yet(after, until, fire):
    assert last_fire(BERLIN, after=at(after), until=at(until)) == (at(fire) if fire else None)


def test_a_time_that_summer_time_skips_or_repeats_fires_once_that_day():
    nightly = DigestSchedule("#agent-digest", "30 2 * * *", "Europe/Berlin")
    skipped = last_fire(nightly, after=at("2026-03-28 12:00"), until=at("2026-03-29 12:00"))
    repeated = last_fire(nightly, after=at("2026-10-24 12:00"), until=at("2026-10-25 12:00"))
    assert skipped is None or at("2026-03-29 00:00") <= skipped <= at("2026-03-29 03:00")
    assert repeated is not None
    assert at("2026-10-25 00:30") <= repeated <= at("2026-10-25 01:30")
