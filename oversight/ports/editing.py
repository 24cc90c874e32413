"""What is remembered of edits in progress."""

from datetime import datetime
from typing import Protocol

from oversight.editing.edit import Edit


class EditBook(Protocol):
    """Every edit that somebody has begun and not sent in. A payload stands in each, so none is kept for long."""

    async def open(self, fresh: Edit, since: datetime) -> Edit:
        """This person's edit of this action that was changed since then; where there is none, the fresh one, durable.

        A person has one edit of an action at a time, however often and wherever they open it.
        """

    async def edit(self, token: str) -> Edit | None:
        """An edit as it is now."""

    async def of(self, action_id: str, user_id: str) -> Edit | None:
        """This person's edit of this action, however old."""

    async def save(self, edit: Edit) -> bool:
        """Whether it is durable; False (and nothing) unless the one that is there has the revision before."""

    async def drop(self, token: str) -> None:
        """It is gone, and its text with it."""

    async def drop_older(self, before: datetime) -> int:
        """How many are gone, because nobody has changed them since then."""
