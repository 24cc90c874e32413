"""When a cron expression comes, as crontab(5) reads it, once for each time that it names on the wall clock of a zone.

Fields are those of crontab: 0 and 7 are Sunday, 1 is Monday, and where both days are restricted either one counts. The
wall times are the naive ones of a calendar without daylight saving; the package's one rule turns each into an instant.
So what a zone skips comes right after the gap, and what it repeats comes once.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from oversight.calendar.wall_time import occurrences, utc

SHORT = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
"""The names that crontab has for some expressions."""
_FIELDS = ("minute", "hour", "day of month", "month", "day of week")
_TAKES = {
    "minute": "0 to 59",
    "hour": "0 to 23",
    "day of month": "1 to 31, or L for the last one",
    "month": "1 to 12, or JAN to DEC",
    "day of week": "0 to 7 (0 and 7 are Sunday, 1 is Monday), or SUN to SAT",
}
_ANY_LEAP_YEAR = datetime(2024, 1, 1)  # noqa: DTZ001 - a wall time


class BadCron(ValueError):
    """The expression cannot be read, or names a time that never comes."""


def check_cron(cron: str) -> None:
    """Returns where the expression can be read and names a time that comes; else raises BadCron with a sentence."""
    expression = _five_fields(cron)
    try:
        CronSim(expression, _ANY_LEAP_YEAR)
    except CronSimError as error:
        raise BadCron(_unreadable(cron, expression, str(error))) from error
    try:
        next(CronSim(expression, _ANY_LEAP_YEAR))
    except StopIteration:
        raise BadCron(_never(cron)) from None


def last_time(cron: str, zone: str, *, after: datetime, until: datetime) -> datetime | None:
    """The latest of its times after the first instant and not after the second, in UTC; None where there is none."""
    local = utc(until).astimezone(ZoneInfo(zone))
    wall = local.replace(tzinfo=None, fold=0)
    # Within a repeated hour, later wall times have already been shown once.
    look_from = wall + timedelta(days=1) if local.fold else wall
    # One second later, because the search begins before its starting point.
    for time in CronSim(_five_fields(cron), look_from.replace(microsecond=0) + timedelta(seconds=1), reverse=True):
        instant = occurrences(time, zone).first
        if instant <= after.astimezone(UTC):
            return None
        if instant <= until:
            return instant
    return None


@lru_cache(64)
def _five_fields(cron: str) -> str:
    """The expression with its name written out, and Sunday as the end of a range."""
    text = cron.strip().upper()
    if text.startswith("@"):
        if text.lower() not in SHORT:
            raise BadCron(f"{cron!r} is no name for a cron time; use one of {', '.join(SHORT)}, or five fields")
        return SHORT[text.lower()]
    fields = text.split()
    if len(fields) != len(_FIELDS):
        raise BadCron(f"{cron!r} has {len(fields)}; cron has five fields: {', '.join(_FIELDS)}")
    if "?" in text:
        raise BadCron(f"{cron!r} has a question mark, which crontab does not know; write * for any")
    fields[-1] = ",".join(_up_to_sunday(part) for part in fields[-1].split(","))
    return " ".join(fields)


def _up_to_sunday(part: str) -> str:
    """``SAT-SUN`` as a range that ends with the week, not one that ends before it begins."""
    days, slash, step = part.partition("/")
    if not days.startswith(("SUN-", "0-")) and days.endswith(("-SUN", "-0")):
        days = days.rpartition("-")[0] + "-7"
    return days + slash + step


def _unreadable(cron: str, expression: str, error: str) -> str:
    if error.endswith("day-of-month") and "L" not in expression.split()[2]:
        try:
            CronSim(" ".join((*expression.split()[:3], "*", "*")), _ANY_LEAP_YEAR)
        except CronSimError:
            pass
        else:
            return _never(cron)
    field = error.removeprefix("Bad ").replace("-", " ")
    written = dict(zip(_FIELDS, expression.split(), strict=True)).get(field, cron)
    return f"{written!r} is no {field}; write {_TAKES.get(field, 'five fields')}, a list or a range of them, or *"


def _never(cron: str) -> str:
    return f"{cron!r} never comes: no month that it names has such a day; name another day or month"
