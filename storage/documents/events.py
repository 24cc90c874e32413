"""Events as JSON documents and back, those of older versions, too.

Format 1: the fields of every event, and the details as the audit log has them.
"""

from typing import Any

from msgspec import convert

from oversight.action.event import EVENTS, Event
from oversight.action.event_details import event_details
from oversight.action.event_kind import EventKind
from oversight.action.rule import Rule
from storage.documents.document import Document

_NEW_KINDS = {
    (EventKind.REMINDED, Rule.SOMEBODY_THERE): EventKind.REOPENED,
    (EventKind.ESCALATED, Rule.REPEAT_LADDER): EventKind.BEGAN_AGAIN,
}
"""What older versions told apart by the rule alone."""
_MISSING = {"tier": "this tier", "from": "this tier", "to": "the next tier", "round": 1}
"""What older versions did not write yet, as their replies read then."""
_HELD_UNTIL = ". It is held until somebody answers."


def event_document(event: Event) -> Document:
    """An event, to be written."""
    return {
        "kind": event.kind,
        "action_id": event.action_id,
        "at": event.at,
        "actor": event.actor,
        "rule": event.rule,
        "reason": event.reason,
        "details": event_details(event),
    }


def event_of(document: Document) -> Event:
    """An event, as it was written; raises ValueError where it is damaged."""
    kind = EventKind(document["kind"])
    of_every_event = {name: document[name] for name in ("action_id", "at", "actor", "rule", "reason")}
    known: dict[str, Any] = _MISSING | document["details"] | of_every_event
    if kind is EventKind.HELD and known["reason"]:
        known["reason"] = known["reason"].removesuffix(_HELD_UNTIL)
    event: Event = convert(known, EVENTS[_NEW_KINDS.get((kind, known["rule"]), kind)])
    return event
