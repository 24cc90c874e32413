"""What a reader of the log has not read yet: leaves by their index, oldest first, in small chunks.

Only leaves that have their index are read. An index is given once and without gaps, so whoever goes on behind the last
one skips nothing, however late a leaf was written.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Final

from msgspec import Struct

from oversight.ports.audit import AuditLog, IndexedLeaf

AT_A_TIME: Final = 100
"""Leaves that are read and written out in one turn, so that nobody waits long behind a reader with much to catch up."""
MOST_BYTES: Final = 1024 * 1024
"""What one page holds at most, but for its first event, which is in it whatever its size."""
Show = Callable[[bytes], bytes]
"""A stored leaf as the reader sees it."""
Turn = Callable[[], AbstractAsyncContextManager[None]]
"""Within the block one chunk is read; between two blocks others have their time."""


class Place(Struct, frozen=True):
    """Where a reader goes on."""

    log: int
    start: int
    """The next index."""
    size: int
    """How many leaves the log had when it was looked at."""

    @property
    def is_end(self) -> bool:
        """Whether there is nothing to read yet."""
        return self.start >= self.size


class Events(Struct, frozen=True):
    """Some of the log, oldest first, and where to go on."""

    log: int
    events: Sequence[tuple[int, bytes]]
    """Indexes, with the leaves as they are shown."""
    next_after: int
    behind: int
    """How many leaves of this log come after these."""


async def find_place(log: AuditLog, number: int | None, after: int) -> Place | None:
    """The place behind the last event that was read, in this log or else in the present one; None for an unknown log.

    Whoever has read a log to its end goes on at the beginning of the next. Whoever claims to have read more than there
    is stands at the end: the database was put back, and what comes next is news.
    """
    head = await log.head()
    current = head.number if number is None else number
    if not 1 <= current <= head.number:
        return None
    start = after + 1
    while current < head.number:
        size = await log.size(current)
        if start < size:
            return Place(current, start, size)
        current, start = current + 1, 0
    return Place(current, min(start, head.size), head.size)


async def read_events(log: AuditLog, place: Place, limit: int, show: Show, turn: Turn) -> Events:
    """The events from there on: so many at most, and fewer where they would become too large together.

    A leaf that is stored no more has no event, and the index that is missing says so: it does not stop the reader.
    """
    end = min(place.size, place.start + limit)
    events: list[tuple[int, bytes]] = []
    at, room = place.start, MOST_BYTES
    while at < end:
        until = min(end, at + AT_A_TIME)
        async with turn():
            leaves = await log.leaves(place.log, at, until - at)
            taken = _taken(leaves, show, room, is_first=not events)
        events += taken
        room -= sum(len(shown) for _, shown in taken)
        if len(taken) < len(leaves):
            at = leaves[len(taken)].index
            break
        at = until
    return Events(place.log, events, at - 1, place.size - at)


def _taken(leaves: Sequence[IndexedLeaf], show: Show, room: int, *, is_first: bool) -> list[tuple[int, bytes]]:
    """The first ones of these leaves that fit."""
    taken: list[tuple[int, bytes]] = []
    for leaf in leaves:
        shown = show(leaf.leaf)
        room -= len(shown)
        if room < 0 and (taken or not is_first):
            break
        taken.append((leaf.index, shown))
    return taken
