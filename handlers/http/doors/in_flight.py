"""Idempotency keys whose first request is still being worked on in this process."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from http import HTTPStatus

from handlers.http.doors.problems import Problem, RequestRefused

_NOTHING_HELD = nullcontext()


class InFlight:
    """Keys in use right now. Between processes the database alone decides; this only spares it the crowd."""

    def __init__(self) -> None:
        """Nothing is in flight."""
        self._held: set[tuple[str, str]] = set()

    def hold(self, agent_id: str, key: str | None) -> AbstractContextManager[None]:
        """The key is this request's alone inside the block; a 409 where it is another's."""
        return _NOTHING_HELD if key is None else self._holding((agent_id, key))

    @contextmanager
    def _holding(self, held: tuple[str, str]) -> Iterator[None]:
        if held in self._held:
            raise RequestRefused(
                Problem(
                    HTTPStatus.CONFLICT,
                    "idempotency_key_in_flight",
                    "Still at work on this key",
                    "The first request with this Idempotency-Key is not answered yet. Repeat it soon.",
                    (),
                    {"Retry-After": "1"},
                )
            )
        self._held.add(held)
        try:
            yield
        finally:
            self._held.discard(held)
