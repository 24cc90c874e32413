"""Tickets for Socket Mode: each opens one connection, once, and soon."""

from secrets import token_urlsafe
from typing import Final

from sandbox.clock import Clock

TICKET_SECONDS: Final = 30.0


class Tickets:
    """The tickets given out and not yet used."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, float] = {}

    def give(self) -> str:
        """A fresh ticket."""
        now = self._clock()
        self._open = {ticket: given for ticket, given in self._open.items() if now - given <= TICKET_SECONDS}
        ticket = token_urlsafe(24)
        self._open[ticket] = now
        return ticket

    def use(self, ticket: str) -> bool:
        """Whether the ticket was valid; it cannot be used again."""
        given_at = self._open.pop(ticket, None)
        return given_at is not None and self._clock() - given_at <= TICKET_SECONDS
