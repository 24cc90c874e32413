"""Time. The only place that reads a clock.

Clocks are set while we run: by hand, by the network's time, by a failover to another server. People were promised
minutes, though, and a minute must stay one. So our clock runs by the seconds that pass since the machine was started,
which nobody sets, and only drifts towards the clock that it follows: the host's where one process serves one file,
PostgreSQL's where replicas must agree. See ADR 19.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import structlog
from sqlalchemy import Connection, text

from storage.engine.database import Database

DRIFT = 0.05
"""By how much a second may be longer or shorter until the followed clock is reached: 60 seconds take 20 minutes."""
NEVER_A_CLOCK = 86_400.0
"""Seconds: who starts more than a day behind the time starts without one, and follows at once when it is there."""
DATABASE_TIME = text("SELECT clock_timestamp()")

Seconds = Callable[[], float]

log = structlog.get_logger(__name__)


# Both are read several times for each action, so no function of Python's stands around them.
_SINCE_START: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # other systems' monotonic clock sees sleep
passed: Seconds = partial(time.clock_gettime, _SINCE_START)
"""Seconds since the machine was started, including those that it slept."""
host_time: Seconds = time.time  # noqa: TID251 - the clock itself
"""What the host's clock shows, in seconds of POSIX time."""


class SystemClock:
    """The host's clock as it is, for one look."""

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.fromtimestamp(host_time(), UTC)


class SteadyClock:
    """Our clock; it never goes back: leases, turns and pauses that were given by it would not end."""

    def __init__(self, followed: Seconds = host_time, passed: Seconds = passed) -> None:
        """Showing what the followed clock shows, in seconds of POSIX time."""
        self._followed = followed
        self._passed = passed
        self._looked_at = passed()
        self._shows = followed()
        self._was_told = False

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.read(), UTC)

    def read(self) -> float:
        """What it shows, in seconds of POSIX time."""
        looked_at = self._passed()
        since, self._looked_at = looked_at - self._looked_at, looked_at
        shows = self._shows + since
        off = self._followed() - shows
        most = since * DRIFT
        if not -most <= off <= most:
            off = self._followed_slowly(off, most)
        self._shows = shows + off
        return self._shows

    def _followed_slowly(self, off: float, most: float) -> float:
        """How far it goes towards the followed clock where that has been set."""
        if off > NEVER_A_CLOCK:
            log.warning("the clock was more than a day behind and is followed at once", seconds=round(off))
            return off
        if off < -NEVER_A_CLOCK and not self._was_told:
            self._was_told = True
            log.warning("the clock was set back by more than a day; only a restart follows it", seconds=round(off))
        return most if off > 0 else -most

    def is_at_least(self, moment: float) -> None:
        """It shows this moment or a later one from now on, because somebody else has promised by it."""
        now = self.read()
        if now < moment < now + NEVER_A_CLOCK:
            self._shows = moment


class DatabaseTime:
    """PostgreSQL's clock as it was measured last, and carried on by the seconds that passed."""

    def __init__(self, database: Database, passed: Seconds = passed) -> None:
        """Not yet known: call :meth:`measure` first."""
        self._database = database
        self._passed = passed
        self._ahead: float | None = None
        """By how many seconds of POSIX time it is ahead of those that passed here."""

    def __call__(self) -> float:
        """Seconds of POSIX time."""
        assert self._ahead is not None, "measure() comes first"
        return self._ahead + self._passed()

    async def measure(self) -> None:
        """It is right to within half of one round trip."""
        before = self._passed()
        at = await self._database.read(_database_time)
        self._ahead = at.timestamp() - (before + self._passed()) / 2


def _database_time(connection: Connection) -> datetime:
    at: datetime = connection.execute(DATABASE_TIME).scalar_one()
    return at.astimezone(UTC)
