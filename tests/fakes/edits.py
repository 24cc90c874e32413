"""Edits in progress, in memory."""

from datetime import datetime

from oversight.editing.edit import Edit


class MemoryEdits:
    """A dictionary of them by their tokens."""

    def __init__(self) -> None:
        self.every: dict[str, Edit] = {}

    async def open(self, fresh: Edit, since: datetime) -> Edit:
        known = await self.of(fresh.action_id, fresh.user_id)
        if known is not None and known.updated_at >= since:
            return known
        if known is not None:
            await self.drop(known.token)
        self.every[fresh.token] = fresh
        return fresh

    async def edit(self, token: str) -> Edit | None:
        return self.every.get(token)

    async def of(self, action_id: str, user_id: str) -> Edit | None:
        wanted = (action_id, user_id)
        return next((edit for edit in self.every.values() if (edit.action_id, edit.user_id) == wanted), None)

    async def save(self, edit: Edit) -> bool:
        known = self.every.get(edit.token)
        if known is None or known.revision != edit.revision - 1:
            return False
        self.every[edit.token] = edit
        return True

    async def drop(self, token: str) -> None:
        self.every.pop(token, None)

    async def drop_older(self, before: datetime) -> int:
        older = [edit.token for edit in self.every.values() if edit.updated_at < before]
        for token in older:
            await self.drop(token)
        return len(older)
