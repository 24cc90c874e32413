"""The one place in the sandbox that reads a clock; everything else is given a `Clock`."""

import time
from collections.abc import Callable

Clock = Callable[[], float]


def wall_clock() -> float:
    """The Unix time in seconds."""
    return time.time_ns() / 1_000_000_000
