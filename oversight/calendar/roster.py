"""Whom a tier asks at a moment: the person on call, or those it names, with deputies for those who are away."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from oversight.calendar.on_call import person_on_call
from oversight.calendar.out_of_office import Absence, who_stands_in
from oversight.calendar.rotation import Rotation


class Roster(Struct, frozen=True):
    """The rotation and the absences of a tier, which say who of its people is present."""

    rotation: Rotation | None = None
    """The person on call by this rotation is asked instead of the tier's reviewers."""
    absences: tuple[Absence, ...] = ()
    """The absences of the tier's people and of everybody who may stand in for them."""

    def there(self, reviewers: Sequence[str], at: datetime) -> tuple[str, ...]:
        """Those whom the tier asks at this instant. A user group (``@handle``) stays as it is."""
        if self.rotation is not None:
            person = person_on_call(self.rotation, self.absences, at)
            return () if person is None else (person,)
        return self.present(reviewers, at)

    def present(self, people: Sequence[str], at: datetime) -> tuple[str, ...]:
        """Those of these people who are present at this instant, or their deputies; the rotation is not looked at."""
        stand_ins = (
            person if person.startswith("@") else who_stands_in(person, self.absences, at) for person in people
        )
        return tuple(dict.fromkeys(stand_in for stand_in in stand_ins if stand_in is not None))

    def edges(self, since: datetime) -> tuple[datetime, ...]:
        """Every instant after this one at which somebody may be present after nobody was, in order.

        A handover is not one of them: behind the person on call stand all the others of the rotation.
        """
        edges = {edge for absence in self.absences for edge in (absence.since, absence.until)}
        if self.rotation is not None:
            edges |= {edge for override in self.rotation.overrides for edge in (override.since, override.until)}
            edges.add(self.rotation.begins(0))
        return tuple(sorted(edge for edge in edges if edge > since))


def roster(
    reviewers: Sequence[str], rotation: Rotation | None, absences: Sequence[Absence], fallback: Sequence[str] = ()
) -> Roster | None:
    """The roster of a tier, with the absences that concern it; None where its reviewers are simply asked."""
    people = (
        set(reviewers)
        if rotation is None
        else {*rotation.people, *(override.person for override in rotation.overrides)}
    )
    concerned = _concerned({*people, *fallback}, absences)
    return Roster(rotation, concerned) if rotation is not None or concerned else None


def _concerned(people: Iterable[str], absences: Sequence[Absence]) -> tuple[Absence, ...]:
    """The absences of these people, and of their deputies, and of theirs."""
    known, news = set[str](), set(people)
    while news:
        known |= news
        news = {absence.deputy for absence in absences if absence.person in news and absence.deputy is not None} - known
    return tuple(absence for absence in absences if absence.person in known)
