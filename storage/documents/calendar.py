"""Opening hours, rotations and absences as JSON documents and back, in the format of ``action.py``."""

from datetime import date, datetime, time
from typing import Any

from oversight.calendar import Absence, BusinessHours, OpeningSpan, Override, Roster, Rotation

Document = dict[str, Any]


def hours_document(hours: BusinessHours) -> Document:
    """Opening hours, to be written."""
    return {
        "zone": hours.zone,
        "week": [[(span.opens, span.closes) for span in spans] for spans in hours.week],
        "holidays": [day.isoformat() for day in hours.holidays],
    }


def hours_of(document: Document) -> BusinessHours:
    """Opening hours, as they were written."""
    return BusinessHours(
        document["zone"],
        tuple(tuple(OpeningSpan(*span) for span in spans) for spans in document["week"]),
        tuple(map(date.fromisoformat, document["holidays"])),
    )


def roster_document(roster: Roster) -> Document:
    """A roster, to be written."""
    return {
        "rotation": None if roster.rotation is None else _rotation_document(roster.rotation),
        "absences": [
            {"person": absence.person, **_span_document(absence.since, absence.until), "deputy": absence.deputy}
            for absence in roster.absences
        ],
    }


def roster_of(document: Document) -> Roster:
    """A roster, as it was written."""
    rotation = document["rotation"]
    return Roster(
        None if rotation is None else _rotation_of(rotation),
        tuple(Absence(absence["person"], *_span_of(absence), absence["deputy"]) for absence in document["absences"]),
    )


def _rotation_document(rotation: Rotation) -> Document:
    return {
        "zone": rotation.zone,
        "people": rotation.people,
        "starts": rotation.starts.isoformat(),
        "handover": rotation.handover.isoformat(),
        "overrides": [
            {"person": override.person, **_span_document(override.since, override.until)}
            for override in rotation.overrides
        ],
    }


def _rotation_of(document: Document) -> Rotation:
    return Rotation(
        zone=document["zone"],
        people=tuple(document["people"]),
        starts=date.fromisoformat(document["starts"]),
        handover=time.fromisoformat(document["handover"]),
        overrides=tuple(Override(override["person"], *_span_of(override)) for override in document["overrides"]),
    )


def _span_document(since: datetime, until: datetime) -> Document:
    return {"since": since.isoformat(), "until": until.isoformat()}


def _span_of(document: Document) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(document["since"]), datetime.fromisoformat(document["until"])
