"""The functions of ours that the engine is handed for arithmetic; nobody can write their names into a policy."""

import math
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from oversight.calendar.zone import zone
from oversight.policy.conditions.expression.constant_texts import OFFSET


class NoAnswer:
    """What CEL can make nothing of."""


NO_ANSWER = NoAnswer()
_LONGEST_NAME = 64
"""Characters of a zone's name. Names come with payloads, too, and those that were looked up are kept in memory."""


def _number(value: Any) -> Any:
    """The value, unless it is a number that left the numbers."""
    return NO_ANSWER if type(value) is float and not math.isfinite(value) else value


def _divided(left: Any, right: Any) -> float | NoAnswer:
    """The quotient of two numbers, with its fraction; nothing by zero."""
    if not _are_numbers(left, right) or right == 0:
        return NO_ANSWER
    quotient = float(left / right)
    return quotient if math.isfinite(quotient) else NO_ANSWER


def _rest(left: Any, right: Any) -> float | NoAnswer:
    """What is left over by a division; it has the sign of what is divided, as in CEL."""
    if not _are_numbers(left, right) or right == 0:
        return NO_ANSWER
    return math.fmod(left, right) + 0.0


def _are_numbers(*values: Any) -> bool:
    return all(type(value) is float and math.isfinite(value) for value in values)


def _key(value: Any) -> Any:
    """A whole number as an integer, which is what positions and keys are."""
    return int(value) if type(value) is float and value.is_integer() else value


def _size(value: Any) -> float | NoAnswer:
    """How many characters a text has, which the engine counts in bytes; and how many parts anything else has."""
    return float(len(value)) if isinstance(value, str | bytes | list | dict) else NO_ANSWER


def _in_zone(moment: Any, name: Any, part: str) -> float | NoAnswer:
    """A part of a timestamp as a clock in the zone shows it, counted as CEL counts."""
    place = _zone(name) if isinstance(name, str) and len(name) <= _LONGEST_NAME else None
    if not isinstance(moment, datetime) or place is None:
        return NO_ANSWER
    try:
        return float(_PARTS[part](moment.astimezone(place)))
    except OverflowError:  # in the zone it is before the first year, or after the last
        return NO_ANSWER


@lru_cache(1024)
def _zone(name: str) -> timezone | ZoneInfo | None:
    if not OFFSET.fullmatch(name):
        return zone(name)
    hours, minutes = name.removeprefix("-").removeprefix("+").split(":")
    apart = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-apart if name.startswith("-") else apart)


_PARTS: Mapping[str, Callable[[datetime], int]] = {
    "getFullYear": lambda at: at.year,
    "getMonth": lambda at: at.month - 1,
    "getDate": lambda at: at.day,
    "getDayOfMonth": lambda at: at.day - 1,
    "getDayOfWeek": lambda at: at.isoweekday() % 7,
    "getDayOfYear": lambda at: at.timetuple().tm_yday - 1,
    "getHours": lambda at: at.hour,
    "getMinutes": lambda at: at.minute,
    "getSeconds": lambda at: at.second,
    "getMilliseconds": lambda at: at.microsecond // 1000,
}

NUMBER_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "_number": _number,
    "_divided": _divided,
    "_rest": _rest,
    "_key": _key,
    "_in_zone": _in_zone,
    "_size": _size,
}
