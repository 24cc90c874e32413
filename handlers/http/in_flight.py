"""Idempotency keys whose first request is still being worked on in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from handlers.http.problems import Problem, RequestRefused


class InFlight:
    """Keys in use right now. Between processes the database alone decides; this only spares it the crowd."""

    def __init__(self) -> None:
        """Nothing is in flight."""
        self._held: set[tuple[str, str]] = set()

    @contextmanager
    def hold(self, agent_id: str, key: str | None) -> Iterator[None]:
        """The key is this request's alone inside the block; a 409 where it is another's."""
        if key is None:
            yield
            return
        held = (agent_id, key)
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
