"""Where an action waits, beyond what has columns of its own; see :mod:`storage.documents.action` for the format."""

from typing import Any

from oversight.action.assignment import Assignment
from storage.documents.action import actor_document, actor_of, read, write
from storage.engine.utc import MICROSECOND


def assignment_text(assignment: Assignment | None) -> str | None:
    """What goes beyond the columns, to be written; None where there is nothing, as before anybody has acted."""
    if assignment is None or _as_opened(assignment):
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
    known = {name: value for name, value in said.items() if value}
    return write(known) if known else None


def _as_opened(assignment: Assignment) -> bool:
    """Whether nothing has happened to it yet, as is so of every new action."""
    told = assignment.handed_to or assignment.handed_by or assignment.extended or assignment.extended_by
    return not (
        assignment.reminders
        or assignment.fallback_asked
        or told
        or assignment.round
        or assignment.asked
        or assignment.removed
    )


def assignment_extras(text: str | None) -> dict[str, Any]:
    """The fields of a Watch that were written, by name. What is not there has its default."""
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
