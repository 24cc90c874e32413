"""Waiting for what another process will do: asked again and again until it is so, and never for ever."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

MACHINE_IS_BUSY = 60.0
"""Seconds for what takes two on a machine of its own: other tests may be running beside this one."""


def until(look: Callable[[], Found | None], what: str, seconds: float = MACHINE_IS_BUSY, every: float = 0.05) -> Found:
    """The first answer that is neither None nor False; an AssertionError that says what never came to be."""
    end = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        assert time.monotonic() < end, f"after {seconds:g} s still not: {what}"
        time.sleep(every)
