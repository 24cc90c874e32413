"""The hours of a week at which people work, and what they do to a span of time."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from msgspec import Struct

from oversight.calendar.wall_time import occurrences, utc, wall_clock

DAY = 24 * 60
WEEK = 7 * DAY
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHORTEST_WEEK = 60
"""Minutes a week; with less, a year of working time would end after the last date that there is."""


class OpeningSpan(Struct, frozen=True, array_like=True):
    """One stretch of opening on a day, in minutes from its midnight; past midnight it closes after 1440."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        """Valid, or ValueError."""
        if not (0 <= self.opens < DAY and self.opens < self.closes <= self.opens + DAY):
            raise ValueError(f"{self} is no span of opening hours; it opens on its day and closes within 24 hours")

    def __str__(self) -> str:
        """As the policy writes it: ``22:00-06:00``."""
        end = self.closes if self.closes <= DAY else self.closes - DAY
        return f"{self.opens // 60:02}:{self.opens % 60:02}-{end // 60:02}:{end % 60:02}"


class BusinessHours(Struct, frozen=True):
    """A weekly timetable in a zone. Open from each opening up to, and not including, each closing."""

    zone: str
    """An IANA name."""
    week: tuple[tuple[OpeningSpan, ...], ...]
    """The spans of the seven days from Monday on, in order and apart, also across midnight and into the next week."""
    holidays: tuple[date, ...] = ()
    """Days on which nothing opens. What opened the evening before closes in its own time."""

    def __post_init__(self) -> None:
        """Valid, or ValueError in words for the person who wrote the timetable."""
        if len(self.week) != len(WEEKDAYS):
            raise ValueError(f"a week has {len(WEEKDAYS)} days, not {len(self.week)}")
        spans = [(day, span) for day, spans in enumerate(self.week) for span in spans]
        minutes = sum(span.closes - span.opens for _, span in spans)
        if minutes < SHORTEST_WEEK:
            raise ValueError("the week is open for less than an hour, so nothing would ever fall due; open it longer")
        for (day, span), (next_day, following) in pairwise([*spans, (spans[0][0] + 7, spans[0][1])]):
            if next_day * DAY + following.opens < day * DAY + span.closes:
                raise ValueError(
                    f"{WEEKDAYS[next_day % 7]} {following} opens before {WEEKDAYS[day]} {span} has closed; "
                    "write them as one span, or move them apart"
                )

    def is_open(self, at: datetime) -> bool:
        """Whether people work at this instant."""
        return self.next_opening(at) == at

    def next_opening(self, at: datetime) -> datetime:
        """The first instant at which people work, not before ``at``; in UTC."""
        return next(self._openings(utc(at)))[0]

    def after(self, at: datetime, working: timedelta) -> datetime:
        """The first instant by which people have worked this long since ``at``; in UTC, the closing itself at most.

        ValueError for nothing or less: no working time has passed at every instant of a night.
        """
        if working <= timedelta(0):
            raise ValueError(f"working time is counted forward, not {working}")
        left = working
        for opens, closes in self._openings(utc(at)):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise AssertionError("a week that opens goes on opening")

    def worked(self, since: datetime, until: datetime) -> timedelta:
        """How long people work from one instant to another; no time where the second is not later."""
        end, total = utc(until), timedelta(0)
        for opens, closes in self._openings(utc(since)):
            if opens >= end:
                break
            total += min(closes, end) - opens
        return total

    def before(self, at: datetime, working: timedelta) -> datetime:
        """The latest instant from which people work this long until ``at``; in UTC. For no time at all it is ``at``."""
        end = utc(at)
        if working <= timedelta(0):
            return end
        step = working + timedelta(days=1)
        since = end - step
        while (worked := self.worked(since, end)) < working:
            step *= 2
            since = end - step
        # The same span of working time ends at `at` if the surplus is worked off first, and what is closed is skipped.
        return self.next_opening(self.after(since, worked - working) if worked > working else since)

    def _openings(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every stretch of opening from ``at`` on, clipped by it, in order, none twice; without an end."""
        # A span lasts into its second day at the latest; one more day is room for clocks that are set back a day.
        day = wall_clock(at, self.zone).date() - timedelta(days=2)
        reached = at
        while True:
            midnight = datetime.combine(day, time())
            for span in () if day in self.holidays else self.week[day.weekday()]:
                closes = occurrences(midnight + timedelta(minutes=span.closes), self.zone).last
                if closes <= reached:
                    continue
                # Where an hour is repeated, one span may still be open while the next one opens.
                opens = max(occurrences(midnight + timedelta(minutes=span.opens), self.zone).first, reached)
                if opens < closes:
                    yield opens, closes
                    reached = closes
            day += timedelta(days=1)
