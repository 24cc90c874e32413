"""Where an action waits, beyond what has columns of its own; see :mod:`storage.documents.action` for the format."""

from typing import Any

from oversight.action.assignment import Assignment
from storage.documents.action import actor_document, actor_of, read, write
from storage.engine.utc import MICROSECOND


def assignment_text(assignment: Assignment | None) -> str | None:
    """What goes beyond the columns, to be written; None where there is nothing, as before anybody has acted."""
    if assignment is None or assignment == _columns_alone(assignment):
        return None
    said = {
        "reminders": assignment.reminders,
        "fallback_asked": assignment.fallback_asked,
        "handed_to": assignment.handed_to,
        "handed_by": actor_document(assignment.handed_by),
        "extended": assignment.extended // MICROSECOND,
        "extended_by": actor_document(assignment.extended_by),
        "round": assignment.round,
        "asked": assignment.asked,
        "removed": assignment.removed,
    }
    return write({name: value for name, value in said.items() if value})


def _columns_alone(assignment: Assignment) -> Assignment:
    return Assignment(
        assignment.rung, assignment.opened_at, assignment.deadline_at, assignment.reminded, assignment.frozen_at
    )


def assignment_extras(text: str | None) -> dict[str, Any]:
    """The fields of an Assignment that were written, by name. What is not there has its default."""
    if text is None:
        return {}
    known: dict[str, Any] = read(text)
    for name in ("handed_by", "extended_by"):
        if name in known:
            known[name] = actor_of(known[name])
    for name in ("handed_to", "asked", "removed"):
        if name in known:
            known[name] = tuple(known[name])
    if "extended" in known:
        known["extended"] *= MICROSECOND
    return known
