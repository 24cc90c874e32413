"""When the wall clock of a zone shows a time: once, twice, or never. The package's docstring has the rule."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct


class Occurrences(Struct, frozen=True):
    """The first and the last instant, in UTC, at which a wall clock shows a time; the same one on most days."""

    first: datetime
    last: datetime


def occurrences(wall: datetime, zone: str) -> Occurrences:
    """When the clock shows this naive wall time; for a time that it skips, twice the instant after the gap."""
    zone_info = ZoneInfo(zone)
    first = wall.replace(tzinfo=zone_info, fold=0).astimezone(UTC)
    last = wall.replace(tzinfo=zone_info, fold=1).astimezone(UTC)
    if first <= last:
        return Occurrences(first, last)
    # PEP 495: in a gap, fold 0 is read with the offset before it and lands behind it, fold 1 the other way round.
    after_gap = _change(last, first, zone_info)
    return Occurrences(after_gap, after_gap)


def wall_clock(at: datetime, zone: str) -> datetime:
    """What the wall clock shows at an instant, naive."""
    return utc(at).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def utc(at: datetime) -> datetime:
    """The instant in UTC; ValueError for a time without a zone, which names no instant."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone; pass an aware datetime")
    return at.astimezone(UTC)


def _change(before: datetime, after: datetime, zone_info: ZoneInfo) -> datetime:
    """The second at which the offset changes; it lies after the first instant and not after the second."""
    offset = before.astimezone(zone_info).utcoffset()
    low, high = 0, int((after - before) / timedelta(seconds=1))
    while high - low > 1:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(zone_info).utcoffset() == offset:
            low = middle
        else:
            high = middle
    # Zones change at whole seconds of UTC; a wall time with a fraction moved both ends off them.
    return (before + timedelta(seconds=high)).replace(microsecond=0)
