"""What Slack was told of the audit log, remembered with the messages themselves."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, Update, select, update

from oversight.ports.audit_leaving import Announced
from oversight.ports.delivery import Message
from oversight.ports.message_id import MessageId
from storage.commit.side_writes import SideWrites
from storage.engine.database import Database
from storage.tables.audit import audit_logs


class SqlLogAnnouncements:
    """The announcements in the database."""

    def __init__(self, database: Database, side_writes: SideWrites) -> None:
        """Over this database."""
        self._database = database
        self._side_writes = side_writes

    async def announced(self, log: int) -> Announced:
        return await self._database.read(lambda connection: load_announced(connection, log))

    async def post_checkpoint(self, message: Message, size: int, at: datetime, after_size: int) -> bool:
        logs = audit_logs.c
        first = logs.announced_size.is_(None) if after_size == 0 else logs.announced_size == after_size
        its = (logs.number == int(MessageId.read(message.ref).of), logs.refused.is_(None), first)
        return await self._tell(
            update(audit_logs).where(*its).values(announced_size=size, announced_at=at), message, at
        )

    async def say_refused(self, log: int, message: Message, at: datetime) -> bool:
        logs = audit_logs.c
        its = (logs.number == log, logs.refused.is_not(None), logs.refusal_told_at.is_(None))
        return await self._tell(update(audit_logs).where(*its).values(refusal_told_at=at), message, at)

    async def _tell(self, first: Update, message: Message, at: datetime) -> bool:
        told = await self._database.write(_telling(first, message, at, self._side_writes))
        if told:
            self._side_writes.wake([message], is_new=True)
        return told


def load_announced(connection: Connection, log: int) -> Announced:
    """What was told of this log."""
    row = connection.execute(select(audit_logs).where(audit_logs.c.number == log)).one_or_none()
    if row is None:
        return Announced()
    return Announced(row.announced_size or 0, row.announced_at, row.refusal_told_at is not None)


def _telling(first: Update, message: Message, at: datetime, side_writes: SideWrites) -> Callable[[Connection], bool]:
    def query(connection: Connection) -> bool:
        if connection.execute(first).rowcount != 1:
            return False
        side_writes.write(connection, (), [message], at)
        return True

    return query
