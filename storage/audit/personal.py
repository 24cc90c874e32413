"""The book of what belongs to a person: found by whose it is, and erased."""

from collections.abc import Sequence
from datetime import datetime

from oversight.action.decision import Actor
from oversight.ports.audit import Erasure
from storage.audit.erasing import erase, of_subject
from storage.commit.side_writes import SideWrites
from storage.engine.database import Database
from storage.engine.patience import LONG


class SqlPersonal:
    """Personal values in the database."""

    def __init__(self, database: Database, side_writes: SideWrites) -> None:
        """Over this database."""
        self._database = database
        self._side_writes = side_writes

    async def of_subject(self, subject: str) -> Sequence[str]:
        return await self._database.read(lambda connection: of_subject(connection, subject), seconds=LONG)

    async def erase(self, action_id: str, subject: str | None, by: Actor, at: datetime) -> Erasure | None:
        return await self._database.write(
            lambda connection: erase(connection, action_id, subject, self._side_writes, by=by, at=at)
        )
