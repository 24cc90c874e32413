"""Who is away, and who stands in for them."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct


class Absence(Struct, frozen=True):
    """A person out of office from one instant up to, and not including, another."""

    person: str
    since: datetime
    until: datetime
    deputy: str | None = None
    """The person to ask in the meantime."""

    def __post_init__(self) -> None:
        """Valid, or ValueError."""
        if not self.since < self.until:
            raise ValueError(f"the absence of {self.person} ends before it begins; until must be after from")
        if self.deputy == self.person:
            raise ValueError(f"{self.person} cannot stand in for themselves; name another deputy, or none")


def who_stands_in(person: str, absences: Sequence[Absence], at: datetime) -> str | None:
    """The person, if they are present; else their deputy, or the deputy's deputy; None if all of them are away."""
    return _present(person, absences, at, set())


def _present(person: str, absences: Sequence[Absence], at: datetime, asked: set[str]) -> str | None:
    asked.add(person)
    holding = [absence for absence in absences if absence.person == person and absence.since <= at < absence.until]
    if not holding:
        return person
    for deputy in (absence.deputy for absence in holding):
        if deputy is not None and deputy not in asked and (found := _present(deputy, absences, at, asked)):
            return found
    return None
