"""The written rule of oversight/calendar/__init__.py, over all IANA zones and all their changes from 2024 to 2035.

The oracle knows no wall-time arithmetic and no folds: it lets a clock tick in UTC, minute by minute, writes down what
the wall shows, and reads the rule off that list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest

from oversight.calendar import BusinessHours, OpeningSpan, Rotation, occurrences, on_call

pytestmark = pytest.mark.exhaustive

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BEGIN, END = datetime(2024, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
DAYS = [BEGIN + number * DAY for number in range((END - BEGIN) // DAY + 1)]
AROUND = range(-4 * 60, 5 * 60)


@dataclass(frozen=True)
class Change:
    """The clocks of a zone set at an instant, from one offset to another."""

    zone: str
    at: datetime
    before: timedelta
    after: timedelta

    def walls(self) -> tuple[datetime, datetime]:
        """The ends of the gap, or of the hour that is shown twice."""
        ends = (self.at + self.before).replace(tzinfo=None), (self.at + self.after).replace(tzinfo=None)
        return min(ends), max(ends)


@cache
def offset(zone: ZoneInfo, at: datetime) -> timedelta:
    shown = at.astimezone(zone).utcoffset()
    assert shown is not None
    return shown


def changes_of(name: str) -> Iterator[Change]:
    zone = ZoneInfo(name)
    offsets = [day.astimezone(zone).utcoffset() for day in DAYS]
    for number in range(len(DAYS) - 1):
        if offsets[number] != offsets[number + 1]:
            low, high = DAYS[number], DAYS[number + 1]
            while high - low > MINUTE:
                middle = low + (high - low) // MINUTE // 2 * MINUTE
                low, high = (middle, high) if offset(zone, middle) == offset(zone, low) else (low, middle)
            yield Change(name, high, offset(zone, low), offset(zone, high))


@pytest.fixture(scope="module")
def changes() -> list[Change]:
    """Every change of every zone."""
    return [change for name in sorted(available_timezones()) for change in changes_of(name)]


class Ticks:
    """What the wall shows at each minute around a change."""

    def __init__(self, change: Change) -> None:
        zone = ZoneInfo(change.zone)
        self.change = change
        self.minutes = [change.at + number * MINUTE for number in AROUND]
        self.shown: dict[datetime, list[datetime]] = {}
        for minute in self.minutes:
            self.shown.setdefault(minute.astimezone(zone).replace(tzinfo=None, fold=0), []).append(minute)

    def first(self, wall: datetime) -> datetime:
        return self.shown[wall][0] if wall in self.shown else self.after_gap(wall)

    def last(self, wall: datetime) -> datetime:
        return self.shown[wall][-1] if wall in self.shown else self.after_gap(wall)

    def number(self, minute: datetime) -> int:
        return (minute - self.minutes[0]) // MINUTE

    def after_gap(self, wall: datetime) -> datetime:
        return min(minutes[0] for shown, minutes in self.shown.items() if shown > wall)


@pytest.fixture(scope="module")
def ticks(changes) -> dict[Change, Ticks]:
    """By change. Zones whose clocks are set alike at one instant have ticked, and are written down, once."""
    written: dict[tuple[datetime, timedelta, timedelta], Ticks] = {}
    for change in changes:
        key = change.at, change.before, change.after
        if key not in written:
            written[key] = Ticks(change)
    return {change: written[change.at, change.before, change.after] for change in changes}


def test_there_is_something_to_check(changes):
    """Gaps and repeated hours on both sides of the equator, of half an hour, an hour and two, also around midnight."""
    assert len(available_timezones()) > 500
    assert len({change.zone for change in changes}) > 150
    assert len(changes) > 3000
    assert {abs(change.after - change.before) for change in changes} >= {HOUR / 2, HOUR, 2 * HOUR}
    assert any(change.walls()[0].hour == 0 for change in changes)
    assert {change.at.year for change in changes} == set(range(2024, 2036))


def test_a_wall_time_is_the_instants_at_which_a_ticking_clock_shows_it(ticks):
    for change, seen in ticks.items():
        low, high = change.walls()
        edges = [low, high, low + (high - low) / 2]
        walls = {edge + more * MINUTE for edge in edges for more in (-61, -1, 0, 1, 61)}
        for wall in walls:
            found = occurrences(wall, change.zone)
            assert (found.first, found.last) == (seen.first(wall), seen.last(wall)), (change, wall)


def timetables(change: Change) -> list[tuple[tuple[datetime, datetime], ...]]:
    """Spans, in wall time, that begin, end or lie in every way about a gap or a repeated hour."""
    low, high = change.walls()
    early, late = low - 100 * MINUTE, high + 100 * MINUTE
    third = (high - low) // 3 // MINUTE * MINUTE
    one, other = low + third, low + 2 * third
    return [
        ((early, one),),
        ((early, low),),
        ((early, high),),
        ((early, late),),
        ((one, late),),
        ((low, late),),
        ((high, late),),
        ((one, other),),
        ((low, high),),
        ((early, one), (one, late)),
        ((early, one), (other, late)),
        ((early, low), (high, late)),
    ]


def opening_hours(zone: str, spans: tuple[tuple[datetime, datetime], ...]) -> BusinessHours:
    week: list[list[OpeningSpan]] = [[] for _ in range(7)]
    for opens, closes in spans:
        minute = opens.hour * 60 + opens.minute
        week[opens.weekday()].append(OpeningSpan(minute, minute + (closes - opens) // MINUTE))
    week[(spans[0][0].weekday() + 3) % 7].append(OpeningSpan(600, 720))
    return BusinessHours(zone, tuple(map(tuple, week)))


def check_opening_hours(change: Change, seen: Ticks, spans: tuple[tuple[datetime, datetime], ...]) -> None:
    hours = opening_hours(change.zone, spans)
    is_open = [False] * len(seen.minutes)
    for opens, closes in spans:
        for number in range(seen.number(seen.first(opens)), seen.number(seen.last(closes))):
            is_open[number] = True
    opened = [minute for minute, yes in zip(seen.minutes, is_open, strict=True) if yes]
    start, told = seen.minutes[0], (change, spans)
    turns = [number for number in range(1, len(is_open)) if is_open[number] != is_open[number - 1]]
    for number in {*turns, *(turn - 1 for turn in turns)}:
        assert hours.is_open(seen.minutes[number]) == is_open[number], (*told, seen.minutes[number])
    if not opened:
        assert hours.next_opening(start) > seen.minutes[-1], told
        return
    assert hours.next_opening(start) == opened[0], told
    for count in {1, len(opened) // 2 or 1, len(opened)}:
        assert hours.after(start, count * MINUTE) == opened[count - 1] + MINUTE, (*told, count)
    assert hours.after(start, (len(opened) + 1) * MINUTE) > seen.minutes[-1], told


def test_opening_hours_follow_the_rule_in_all_zones(ticks):
    """One timetable for each change of each zone, in turn; and all of them for each change that differs at all."""
    for number, (change, seen) in enumerate(ticks.items()):
        offered = timetables(change)
        for spans in offered if change == seen.change else [offered[number % len(offered)]]:
            check_opening_hours(change, seen, spans)


def test_a_rotation_is_handed_over_once_and_where_the_rule_says_in_all_zones(ticks):
    for number, (change, seen) in enumerate(ticks.items()):
        low, high = change.walls()
        wall = (low, low + (high - low) // 2, high, low - MINUTE, high + MINUTE)[number % 5]
        rotation = Rotation(change.zone, ("one", "two", "three"), wall.date() - 14 * DAY, wall.time())
        handover = seen.first(wall)
        before, after = on_call(rotation, (), handover - MINUTE), on_call(rotation, (), handover)
        assert (before.person, before.until, after.person) == ("two", handover, "three"), (change, wall)
        later = on_call(rotation, (), change.at + 4 * HOUR)
        assert (later.person, later.until) == ("three", after.until), (change, wall)
