"""What an event says beside who did what to which action: by the names that stand in the log."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec.structs import fields

from oversight.action.event import EVENTS, Event
from oversight.action.route import Shadow
from oversight.exact_json.canonical import Json

_OWN = {
    event: tuple(
        (field.name, field.encode_name, field.default) for field in fields(event)[len(Event.__struct_fields__) :]
    )
    for event in EVENTS.values()
}


_AS_JSON: dict[type, Callable[[Any], Json]] = {
    tuple: list,
    datetime: datetime.isoformat,
    Shadow: lambda shadow: {"verdict": shadow.verdict, "tier": shadow.tier},
}


def event_details(event: Event) -> dict[str, Json]:
    """What only this kind of event says, as it stands in the log; what has its default is left out."""
    details: dict[str, Json] = {}
    for field, name, default in _OWN[type(event)]:
        said = getattr(event, field)
        if said is not default:
            as_json = _AS_JSON.get(type(said))
            details[name] = said if as_json is None else as_json(said)
    return details
