"""The digest's cron: crontab's weekdays, one digest a week in every zone, and what never comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from oversight.calendar.cron import BadCron, check_cron, last_time

A_MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def times(cron: str, zone: str, after: datetime, until: datetime) -> list[datetime]:
    """Every time of the cron, oldest first, asked for as the digest asks for it."""
    found: list[datetime] = []
    while (newest := last_time(cron, zone, after=after, until=until)) is not None:
        found.insert(0, newest)
        until = newest - timedelta(microseconds=1)
    return found


@pytest.mark.parametrize(
    ("field", "days"),
    [
        *[(str(number), NAMES[number - 1]) for number in range(1, 8)],
        ("0", "SUN"),
        ("1-5", "MON TUE WED THU FRI"),
        ("5-7", "FRI SAT SUN"),
        ("*/2", "TUE THU SAT SUN"),
        ("1-5/2", "MON WED FRI"),
        ("1,3", "MON WED"),
        ("SUN-TUE", "SUN MON TUE"),
        ("sat-sun", "SAT SUN"),
        ("MON", "MON"),
    ],
)
def test_weekdays_mean_what_crontab_says(field, days):
    came = times(f"0 9 * * {field}", "UTC", A_MONDAY, A_MONDAY + 7 * DAY)
    assert [NAMES[time.weekday()] for time in came] == [name for name in NAMES if name in days.split()]


def test_two_restricted_days_mean_either_of_them_as_in_crontab():
    came = times("0 9 13 * FRI", "UTC", A_MONDAY, A_MONDAY + 14 * DAY)
    assert [time.day for time in came] == [4, 11, 13]


def _changes() -> dict[tuple[date, object, object], str]:
    """Every date from 2024 to 2035 on which some zone's clock is set, with a zone for each way of setting it."""
    found: dict[tuple[date, object, object], str] = {}
    for name in sorted(available_timezones() - {"Factory", "localtime"}):
        noons = [datetime(2024, 1, 1, 12, tzinfo=ZoneInfo(name)) + number * DAY for number in range(12 * 365)]
        offsets = [noon.utcoffset() for noon in noons]
        for noon, one, other in zip(noons[1:], offsets, offsets[1:], strict=False):
            if one != other:
                found.setdefault((noon.date(), one, other), name)
    return found


@pytest.mark.exhaustive
def test_one_time_a_day_and_a_week_in_every_zone_however_the_clocks_are_set():
    changes = _changes()
    assert len(changes) > 100
    for (day, _, _), name in changes.items():
        noon = datetime.combine(day, time(12), ZoneInfo(name))
        for clock in ("0 0", "30 1", "0 2", "30 2", "59 23"):
            daily = times(f"{clock} * * *", name, noon - 2 * DAY, noon + 2 * DAY)
            assert len(daily) == 4, (name, clock, day)
            apart = [later - earlier for earlier, later in pairwise(daily)]
            assert all(timedelta(hours=22) <= gap <= timedelta(hours=26) for gap in apart), (name, clock, day)
            weekly = times(f"{clock} * * {NAMES[day.weekday()]}", name, noon - 4 * DAY, noon + 3 * DAY)
            assert len(weekly) == 1, (name, clock, day)


def test_a_midnight_that_is_skipped_comes_right_after_the_gap():
    gap = datetime(2027, 4, 29, 22, tzinfo=UTC)  # Cairo goes from 24:00 to 01:00
    assert last_time("0 0 * * FRI", "Africa/Cairo", after=gap - DAY, until=gap + DAY) == gap


@pytest.mark.parametrize("cron", ["0 9 31 2 *", "0 9 30 2 *", "0 9 31 FEB *", "0 0 31 4,6,9,11 *", "0 0 30-31 2 *"])
def test_a_day_that_never_comes_is_said(cron):
    with pytest.raises(BadCron, match="never comes"):
        check_cron(cron)


@pytest.mark.parametrize(
    ("cron", "says"),
    [
        ("0 9 * *", "has 4; cron has five fields"),
        ("0 0 9 * * MON", "has 6; cron has five"),
        ("0 9 ? * MON", "write \\* for any"),
        ("@fortnightly", "use one of @yearly"),
        ("0 9 * * 8", "0 and 7 are Sunday"),
        ("0 9 * * MONDAY", "'MONDAY' is no day of week"),
        ("60 9 * * *", "'60' is no minute; write 0 to 59"),
        ("0 24 * * *", "'24' is no hour"),
        ("0 9 32 * *", "'32' is no day of month"),
        ("0 9 * 13 *", "'13' is no month"),
        ("0 9 * * FRI-MON", "is no day of week"),
        ("*/0 9 * * *", "is no minute"),
        ("0 9 * * ,", "is no day of week"),
        ("0 9 -1 * *", "is no day of month"),
        ("", "has 0; cron has five"),
    ],
)
def test_what_is_no_cron_is_said_in_words(cron, says):
    with pytest.raises(BadCron, match=says):
        check_cron(cron)


@pytest.mark.parametrize(
    ("cron", "days"), [("@weekly", [6]), ("0 9 L * *", [30, 31]), ("0 0 * * MON#1", [7, 4]), ("0 0 29 2 *", [])]
)
def test_odd_ones_that_can_be_read_work(cron, days):
    check_cron(cron)
    until = A_MONDAY + (7 * DAY if cron == "@weekly" else 40 * DAY)
    assert [time.day for time in times(cron, "UTC", A_MONDAY - timedelta(seconds=1), until)] == days


def test_a_year_of_every_minute_is_asked_for_without_walking_it():
    until = A_MONDAY + timedelta(seconds=30)
    assert last_time("* * * * *", "UTC", after=until - 400 * DAY, until=until) == A_MONDAY
