"""Where an action waits, beyond what has columns of its own; see :mod:`storage.documents.action` for the format."""

from typing import Any

from oversight.action.action import Assignment
from storage.documents.action import actor_document, actor_of, read, write
from storage.engine.utc import MICROSECOND


def watch_text(watch: Assignment | None) -> str | None:
    """What goes beyond the columns, to be written; None where there is nothing, as before anybody has acted."""
    if watch is None or _as_opened(watch):
        return None
    said = {
        "reminders": watch.reminders,
        "fallback_asked": watch.fallback_asked,
        "handed_to": watch.handed_to,
        "handed_by": actor_document(watch.handed_by),
        "extended": watch.extended // MICROSECOND,
        "extended_by": actor_document(watch.extended_by),
        "round": watch.round,
        "asked": watch.asked,
        "removed": watch.removed,
    }
    known = {name: value for name, value in said.items() if value}
    return write(known) if known else None


def _as_opened(watch: Assignment) -> bool:
    """Whether nothing has happened to it yet, as is so of every new action."""
    told = watch.handed_to or watch.handed_by or watch.extended or watch.extended_by
    return not (watch.reminders or watch.fallback_asked or told or watch.round or watch.asked or watch.removed)


def watch_extras(text: str | None) -> dict[str, Any]:
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
