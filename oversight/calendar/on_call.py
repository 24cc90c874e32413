"""Who is on call: the person whose turn it is, or who took over, or their deputy."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from oversight.calendar.out_of_office import Absence, who_stands_in
from oversight.calendar.rotation import Rotation
from oversight.calendar.wall_time import utc


class OnCall(Struct, frozen=True):
    """Who is on call, and how long that holds."""

    person: str | None
    """None where the rotation has not begun, or where everybody is away: the next tier has to be asked."""
    until: datetime | None
    """When somebody else is on call, in UTC; None where that never happens."""


def on_call(rotation: Rotation, absences: Sequence[Absence], now: datetime) -> OnCall:
    """Who is on call at ``now``, and when that next changes.

    Asked in this order: who took over, whose turn it is, and the others in the order of their turns; each of them with
    their deputies. The first who is not away is on call.
    """
    now = utc(now)
    coming = [absence for absence in absences if absence.until > now]
    person = person_on_call(rotation, coming, now)
    return OnCall(person, _change(rotation, coming, now, person))


def person_on_call(rotation: Rotation, absences: Sequence[Absence], at: datetime) -> str | None:
    """Who is on call at this instant, as :func:`on_call` says it; None for nobody."""
    stand_ins = (who_stands_in(person, absences, at) for person in _in_order(rotation, at))
    return next((person for person in stand_ins if person is not None), None)


def _in_order(rotation: Rotation, at: datetime) -> Iterator[str]:
    if (instead := rotation.override(at)) is not None:
        yield instead
    if (turn := rotation.turn(at)) is not None:
        first = turn % len(rotation.people)
        yield from rotation.people[first:] + rotation.people[:first]


def _change(rotation: Rotation, absences: Sequence[Absence], now: datetime, person: str | None) -> datetime | None:
    """The first instant after ``now`` at which somebody else is on call than this person."""
    edges = {edge for override in rotation.overrides for edge in (override.since, override.until)}
    edges |= {edge for absence in absences for edge in (absence.since, absence.until)}
    at = now
    for edge in sorted(edge for edge in edges if edge > now):
        for moment in (*(handover for handover in _handovers(rotation, at) if handover < edge), edge):
            if person_on_call(rotation, absences, moment) != person:
                return moment
        at = edge
    return next(
        (handover for handover in _handovers(rotation, at) if person_on_call(rotation, absences, handover) != person),
        None,
    )


def _handovers(rotation: Rotation, at: datetime) -> Iterator[datetime]:
    """The handovers after an instant, until all have had their turn; later ones only repeat them."""
    turn = rotation.turn(at)
    following = 0 if turn is None else turn + 1
    yield from (rotation.begins(number) for number in range(following, following + len(rotation.people)))
