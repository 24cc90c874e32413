"""The log of what went to the app and came from it, for the page's inspector and for tests."""

from collections import deque
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from sandbox.redaction import redacted
from sandbox.stream import Stream

KEPT: Final = 500
Direction = Literal["to_app", "from_app"]
Transport = Literal["web_api", "socket_mode", "http", "response_url"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One exchange, logged when it was over; `at` is when it began, in seconds since 1970."""

    n: int
    at: float
    direction: Direction
    transport: Transport
    name: str
    request: Any
    response: Any
    status: int | None
    ms: float | None
    error: str | None

    def as_json(self) -> dict[str, Any]:
        """The whole entry."""
        return asdict(self)

    def summary(self) -> dict[str, Any]:
        """The entry without what was said."""
        return {name: value for name, value in asdict(self).items() if name not in {"request", "response"}}


class Traffic:
    """The last exchanges, oldest first, numbered from 1."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self.last = 0

    def log(
        self,
        *,
        at: float,
        direction: Direction,
        transport: Transport,
        name: str,
        request: Any,
        response: Any = None,
        status: int | None = None,
        ms: float | None = None,
        error: str | None = None,
    ) -> None:
        """The exchange is kept without its tokens, and watchers know of it."""
        self.last += 1
        shown_ms = None if ms is None else round(ms, 2)
        entry = Entry(
            self.last, at, direction, transport, name, redacted(request), redacted(response), status, shown_ms, error
        )
        self._entries.append(entry)
        self._stream.tell("traffic", entry=entry.summary())

    def after(self, number: int, limit: int) -> list[Entry]:
        """The newest entries above this number, oldest of them first."""
        newer = [entry for entry in self._entries if entry.n > number]
        return newer[-limit:]

    def entry(self, number: int) -> Entry | None:
        """The entry with this number, while it is kept."""
        return next((entry for entry in self._entries if entry.n == number), None)
