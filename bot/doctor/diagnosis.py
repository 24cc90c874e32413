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
class Diagnosis:
    """One thing that the doctor looked at."""

    health: Health
    what: str
    fix: str = ""
    """What to do; empty where nothing is wrong."""


def ok(what: str) -> Diagnosis:
    """Nothing to do."""
    return Diagnosis(Health.OK, what)


def warn(what: str, fix: str) -> Diagnosis:
    """Worth fixing."""
    return Diagnosis(Health.WARN, what, fix)


def bad(what: str, fix: str) -> Diagnosis:
    """Must be fixed."""
    return Diagnosis(Health.BAD, what, fix)
