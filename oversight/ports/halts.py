"""What is remembered of halts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from oversight.action.action import Action
from oversight.halts.halt import Ending, Halt, Halts
from oversight.ports.delivery import Message


class HaltBook(Protocol):
    """Every halt that there was. Writes are all-or-nothing and durable when they return."""

    async def active(self, *, anew: bool = False) -> Halts:
        """The active halts, as far as this process knows; with ``anew``, as they are now.

        What is known may be a second old. That releases nothing: a new action is written only under the newest.
        Raises where nothing is known and the halts cannot be read.
        """

    async def begin(self, halt: Halt, messages: Sequence[Message]) -> Halt:
        """The halt with its leaf and messages, durable; or the active one with the same scope."""

    async def end(self, halt_id: str, ending: Ending, messages: Sequence[Message]) -> Halt | None:
        """The halt, ended, with its leaf and messages, durable; None (and nothing) where it is not active."""

    async def halt(self, halt_id: str) -> Halt | None:
        """A halt as it is now."""

    async def ended(self, since: datetime) -> Sequence[Halt]:
        """The halts that ended since then."""

    async def unsettled(self, halts: Halts, limit: int) -> Sequence[Action]:
        """Pending actions whose time runs though these halts freeze it, or is frozen though they do not."""
