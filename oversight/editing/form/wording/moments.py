"""Dates and times, as pickers take them: a day, or a minute on the clock of whoever looks."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)([Tt ])(\d\d:\d\d:\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
TEN_DIGITS = range(10**9, 10**10)
"""Seconds since 1970 that Slack's picker takes: from September 2001."""
MINUTE = 60


def is_day(text: str) -> bool:
    """Whether it is a date as a picker gives it."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def seconds_of(text: str) -> int | None:
    """The seconds since 1970 of a date-time with its offset; None where a picker cannot show it."""
    parts = _MOMENT.fullmatch(text)
    if parts is None:
        return None
    offset = "+00:00" if parts[5] in "Zz" else parts[5]
    try:
        seconds = int(datetime.fromisoformat(f"{parts[1]}T{parts[3]}{offset}").timestamp())
    except (ValueError, OverflowError):
        return None
    return seconds if seconds in TEN_DIGITS else None


def moment_text(seconds: int, like: str | None) -> str:
    """The minute as a date-time, at the offset of the one that stood there; else in UTC."""
    parts = _MOMENT.fullmatch(like) if like else None
    sign, spelled = (parts[2], parts[5]) if parts else ("T", "Z")
    zone = UTC if spelled in "Zz" else timezone(_offset(spelled))
    there = datetime.fromtimestamp(seconds - seconds % MINUTE, zone)
    return f"{there:%Y-%m-%d}{sign}{there:%H:%M:%S}{spelled}"


def _offset(spelled: str) -> timedelta:
    hours, minutes = int(spelled[1:3]), int(spelled[4:6])
    return timedelta(hours=hours, minutes=minutes) * (-1 if spelled[0] == "-" else 1)
