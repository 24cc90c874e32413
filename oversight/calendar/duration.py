"""Spans of time as policies write them (``30s``, ``5m``, ``7d``) and as people say them."""

import re
from datetime import timedelta

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_SPAN = re.compile(r"(?:[0-9]{1,9}[smhdw]){1,5}")

LONGEST = timedelta(days=366)
"""The longest duration: longer than anybody waits, and short enough to be added to any date."""


def parse_duration(text: str) -> timedelta:
    """``1h30m`` as a timedelta; ValueError says how to write one."""
    if not _SPAN.fullmatch(text):
        raise ValueError(f"{text!r} is not a span of time; write for example 30s, 5m, 1h30m or 7d")
    seconds = sum(int(amount) * _UNITS[unit] for amount, unit in re.findall(r"(\d+)([smhdw])", text))
    if seconds > LONGEST.total_seconds():
        raise ValueError(f"{text!r} is longer than a year")
    return timedelta(seconds=seconds)


def duration_text(span: timedelta) -> str:
    """A span of whole seconds as policies write it: ``1h30m``, ``7d``."""
    seconds = int(span.total_seconds())
    written = ""
    for unit in "dhms":
        amount, seconds = divmod(seconds, _UNITS[unit])
        written += f"{amount}{unit}" if amount else ""
    return written or "0s"


def duration_words(span: timedelta) -> str:
    """A span as people say it, two units at most: “10 minutes”, “1 hour 30 minutes”, “45 seconds”."""
    seconds = max(0, int(span.total_seconds()))
    parts = []
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        amount, seconds = divmod(seconds, size)
        if amount:
            parts.append(f"{amount} {name}{'s' if amount > 1 else ''}")
    return " ".join(parts[:2]) or "0 seconds"
