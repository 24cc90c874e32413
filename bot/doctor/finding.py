"""What the doctor found: good, or wrong with how to fix it."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How one thing stands."""

    OK = "ok"
    WARN = "warn"
    """It runs, with less than was meant."""
    BAD = "bad"
    """It does not work until it is fixed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the doctor looked at."""

    health: Health
    what: str
    fix: str = ""
    """What to do; empty where nothing is wrong."""


def ok(what: str) -> Finding:
    """Nothing to do."""
    return Finding(Health.OK, what)


def warn(what: str, fix: str) -> Finding:
    """Worth fixing."""
    return Finding(Health.WARN, what, fix)


def bad(what: str, fix: str) -> Finding:
    """Must be fixed."""
    return Finding(Health.BAD, what, fix)
