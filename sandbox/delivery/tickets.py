"""Tickets for Socket Mode: each opens one connection, once."""

from secrets import token_urlsafe


class Tickets:
    """The tickets given out and not yet used."""

    def __init__(self) -> None:
        self._open: set[str] = set()

    def give(self) -> str:
        """A fresh ticket."""
        ticket = token_urlsafe(24)
        self._open.add(ticket)
        return ticket

    def use(self, ticket: str) -> bool:
        """Whether the ticket was good; it is not any more."""
        if ticket in self._open:
            self._open.remove(ticket)
            return True
        return False
