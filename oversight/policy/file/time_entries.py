"""The small entries of ``policy.yml`` that tell time: opening spans, weekdays, handovers, dates and moments.

They stay text, so that the policy's hash and the schema for editors see what was written; the functions here read them.
Each is spelled so that YAML leaves it alone: it would take a bare ``17:30`` for the number 1050.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from oversight.calendar import WEEKDAYS, OpeningSpan, occurrences

YEARS = range(2000, 3000)
"""Far enough from both ends of the calendar to count weeks and offsets from."""

_LONG_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = r"([01]\d|2[0-3]):([0-5]\d)"
_SPAN = re.compile(rf"{_CLOCK}-(?:{_CLOCK}|(24):(00))")
_HANDOVER = re.compile(rf"([A-Za-z]+) {_CLOCK}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_DATE_LENGTH = len("2026-12-24")
_DAY_MINUTES = 24 * 60
_Day = TypeVar("_Day", bound=date)


def opening_span(text: str) -> OpeningSpan:
    """``22:00-06:00`` as a span past midnight; ValueError says how to write one."""
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no span of opening hours; write for example 09:00-17:30, or 22:00-06:00")
    opens_hour, opens_minute, closes_hour, closes_minute = (int(part) for part in match.groups() if part is not None)
    opens, closes = opens_hour * 60 + opens_minute, closes_hour * 60 + closes_minute
    if opens == closes:
        raise ValueError(f"{text!r} closes when it opens; write 00:00-24:00 for a whole day")
    return OpeningSpan(opens, closes if closes > opens else closes + _DAY_MINUTES)


def weekdays(text: str) -> tuple[int, ...]:
    """The days, from 0 for Monday, that ``sat`` or ``mon-fri`` names; a range may go past Sunday."""
    first, dash, last = text.partition("-")
    begin = _weekday(first)
    end = _weekday(last) if dash else begin
    return tuple((begin + more) % 7 for more in range((end - begin) % 7 + 1))


def weekday_and_time(text: str) -> tuple[int, time]:
    """``mon 09:00`` as the number of the day and the time; ValueError says how to write it."""
    match = _HANDOVER.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no weekday and time; write for example mon 09:00")
    return _weekday(match[1]), time(int(match[2]), int(match[3]))


def beginning(moment: str, zone: str) -> datetime:
    """The instant from which something holds; a bare date is its day's beginning in the zone."""
    wall = datetime.fromisoformat(moment)
    return wall.astimezone(UTC) if wall.tzinfo else occurrences(wall, zone).first


def ending(moment: str, zone: str) -> datetime:
    """The instant up to which something holds; a bare date is its day's end in the zone, so the day is included."""
    wall = datetime.fromisoformat(moment)
    if wall.tzinfo:
        return wall.astimezone(UTC)
    whole_day = timedelta(days=1) if len(moment) == _DATE_LENGTH else timedelta(0)
    return occurrences(wall + whole_day, zone).last


def _weekday(name: str) -> int:
    for number, names in enumerate(zip(WEEKDAYS, _LONG_WEEKDAYS, strict=True)):
        if name.casefold() in names:
            return number
    raise ValueError(f"{name!r} is no weekday; use one of {', '.join(WEEKDAYS)}, or a range such as mon-fri")


def _kept(read: Callable[[str], object]) -> AfterValidator:
    """Text that can be read, kept as it is."""

    def check(text: str) -> str:
        read(text)
        return text

    return AfterValidator(check)


def _date(value: Any) -> date:
    """A date, as YAML reads it or as text; never a number, which pydantic would take for seconds since 1970."""
    text = value.isoformat() if isinstance(value, date) else value
    day = _read(text, date.fromisoformat) if isinstance(text, str) and len(text) == _DATE_LENGTH else None
    if day is None:
        raise ValueError(f"{value!r} is no date; write for example 2026-12-24")
    return day


def _moment(value: Any) -> str:
    """A date, or a date and a time, as YAML reads it or as text, in the one spelling that is kept."""
    text = value.isoformat() if isinstance(value, date) else value
    moment = _read(text, datetime.fromisoformat) if isinstance(text, str) else None
    if moment is None:
        raise ValueError(
            f"{value!r} is no date or time; write for example 2026-12-24, 2026-12-24 09:00, or 2026-12-24 09:00+01:00"
        )
    return text if len(text) == _DATE_LENGTH else moment.isoformat()


def _read(text: str, parse: Callable[[str], _Day]) -> _Day | None:
    try:
        day = parse(text) if _MOMENT.fullmatch(text) else None
    except ValueError:
        return None
    if day is not None and day.year not in YEARS:
        raise ValueError(f"{text} is out of range; use a year from {YEARS[0]} to {YEARS[-1]}")
    return day


Hours = Annotated[str, _kept(opening_span), Field(description="one span of opening hours: 09:00-17:30, 22:00-06:00")]
Weekdays = Annotated[str, _kept(weekdays)]
"""``mon`` … ``sun``, or a range such as ``mon-fri``."""
Handover = Annotated[str, _kept(weekday_and_time)]
"""A weekday and a time: ``mon 09:00``."""
Day = Annotated[date, BeforeValidator(_date, json_schema_input_type=date)]
Moment = Annotated[str, BeforeValidator(_moment, json_schema_input_type=str)]
"""A date, or a date and a time with or without an offset from UTC."""
