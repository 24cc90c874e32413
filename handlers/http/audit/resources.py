"""What readers of the audit log see."""

from typing import Any

from pydantic import TypeAdapter, with_config
from typing_extensions import TypedDict

from handlers.http.actions.resources import DESCRIBED


@with_config(DESCRIBED)
class EventResource(TypedDict):
    """One entry of the audit log."""

    index: int
    """Its place in the log, from 0 and without gaps; with `log` it is the entry's name."""
    leaf: dict[str, Any] | None
    """What happened; `null` where what is stored cannot be read as an entry, because somebody changed it."""


@with_config(DESCRIBED)
class EventsResource(TypedDict):
    """Some of the audit log, oldest first."""

    log: int
    """The log in which the indexes count. Another one is begun where the last could not be gone on with."""
    events: list[EventResource]
    next_after: int
    """To be sent as `after`, together with `log`, next time."""
    behind: int
    """How many entries of this log come after these."""


EVENTS = TypeAdapter(EventsResource)
