"""What is remembered of how the audit log left the house: what was told in Slack."""

from datetime import datetime
from typing import Protocol

from msgspec import Struct

from oversight.ports.delivery import Message


class Announced(Struct, frozen=True):
    """What was told in Slack of one log."""

    size: int = 0
    """That of the newest checkpoint that was posted."""
    at: datetime | None = None
    """When that was; None where none was posted."""
    refusal: bool = False
    """Whether it was said that the log is not signed any more."""


class LogAnnouncements(Protocol):
    """What Slack is told of the log; what was told is remembered in the transaction that lets the message wait."""

    async def announced(self, log: int) -> Announced:
        """What was told of this log so far."""

    async def post_checkpoint(self, message: Message, size: int, at: datetime, after_size: int) -> bool:
        """Whether the checkpoint of this size waits to be posted now.

        Not where another was posted since that of ``after_size``, nor where the log is refused.
        """

    async def say_refused(self, log: int, message: Message, at: datetime) -> bool:
        """Whether it waits to be said now that the log is not signed any more; not where it was said before."""
