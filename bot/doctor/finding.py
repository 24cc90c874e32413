"""What the doctor found: good, or wrong with how to mend it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How one thing stands."""

    OK = "ok"
    WARN = "warn"
    """It runs, with less than was meant."""
    BAD = "bad"
    """It does not work until it is mended."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the doctor looked at."""

    health: Health
    what: str
    mend: str = ""
    """What to do; empty where nothing is wrong."""


Check = Callable[[], AsyncIterator[Finding]]


def ok(what: str) -> Finding:
    """Nothing to do."""
    return Finding(Health.OK, what)


def warn(what: str, mend: str) -> Finding:
    """Worth mending."""
    return Finding(Health.WARN, what, mend)


def bad(what: str, mend: str) -> Finding:
    """Must be mended."""
    return Finding(Health.BAD, what, mend)
