"""Monotonic time for tests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Seconds:
    """A monotonic clock that is moved by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now
