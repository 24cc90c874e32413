"""Whose turn it is: people who hand over to one another once a week, and those who took over for a while."""

from datetime import date, datetime, time, timedelta

from msgspec import Struct

from oversight.calendar.wall_time import occurrences, utc, wall_clock

WEEK = timedelta(days=7)


class Override(Struct, frozen=True):
    """One person instead of whoever's turn it is, from one instant up to, and not including, another."""

    person: str
    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        """Sound, or ValueError."""
        if not self.since < self.until:
            raise ValueError(f"the override for {self.person} ends before it begins; until must be after from")


class Rotation(Struct, frozen=True):
    """People in order, each on call for a week from one handover up to, and not including, the next."""

    zone: str
    """An IANA name."""
    people: tuple[str, ...]
    """Whoever stands here twice has two turns."""
    starts: date
    """The day of the first handover. Its weekday is that of all the others; before it, it is nobody's turn."""
    handover: time
    """On the wall clock of the zone. Where the clock shows it twice, the first time counts."""
    overrides: tuple[Override, ...] = ()
    """Of two that overlap, the later in this list holds."""

    def __post_init__(self) -> None:
        """Sound, or ValueError."""
        if not self.people:
            raise ValueError("nobody is in the rotation; name at least one person")

    def turn(self, at: datetime) -> int | None:
        """The number of the week, from 0, in which this instant lies; None before the first handover."""
        at = utc(at)
        turn = (wall_clock(at, self.zone).date() - self.starts) // WEEK
        # On that day the clock may not have reached the hour yet, or may have been set back to the day before.
        turn += 1 if self.begins(turn + 1) <= at else -1 if at < self.begins(turn) else 0
        return turn if turn >= 0 else None

    def begins(self, turn: int) -> datetime:
        """The instant, in UTC, at which this turn begins and the last one ends."""
        return occurrences(datetime.combine(self.starts + turn * WEEK, self.handover), self.zone).first

    def override(self, at: datetime) -> str | None:
        """Who has taken over at this instant, if anybody has."""
        return next(
            (override.person for override in reversed(self.overrides) if override.since <= at < override.until), None
        )
