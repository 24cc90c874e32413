"""The work on drafts, and what is learned from the finished ones.

What a draft teaches is counted in the transaction that marks its work as learned from, not in the one that releases the
action: releasing stays as fast as it is, and each draft still teaches exactly once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, false, select, true, update

from oversight.action.status import Status
from oversight.editing.draft.edit_rate import EditRate, Lesson
from oversight.editing.draft.work import Work
from oversight.ports.drafting import SpotChecks
from storage.documents.document import read, write
from storage.engine.database import Database
from storage.engine.insert_unless_there import insert_unless_there
from storage.tables.actions import actions
from storage.tables.drafting import draft_edit_rates, draft_spot_checks, draft_works

FINAL = [status.value for status in Status if status.is_final]


class SqlDrafts:
    """The work on drafts in the database."""

    def __init__(self, database: Database) -> None:
        """Over this database."""
        self._database = database

    async def work(self, action_id: str) -> Work | None:
        return await self._database.read(lambda connection: load_work(connection, action_id))

    async def begin(self, action_id: str, work: Work, now: datetime) -> Work:
        def query(connection: Connection) -> Work:
            values = {"action_id": action_id, "version": work.version, "changed_at": now, "document": write(work)}
            insert_unless_there(connection, draft_works, values)
            begun = load_work(connection, action_id)
            assert begun is not None, "it exists by now, whoever began it"
            return begun

        return await self._database.write(query)

    async def change(self, action_id: str, before: Work, after: Work, now: datetime) -> bool:
        w, values = draft_works.c, {"version": after.version, "changed_at": now, "document": write(after)}
        changed = update(draft_works).where(w.action_id == action_id, w.version == before.version).values(values)
        return await self._database.write(lambda connection: connection.execute(changed).rowcount == 1)

    async def rates(self, action_type: str) -> Mapping[str, EditRate]:
        r = draft_edit_rates.c
        wanted = select(draft_edit_rates).where(r.action_type == action_type)

        def query(connection: Connection) -> dict[str, EditRate]:
            return {row.block_key: EditRate(row.edited, row.opened) for row in connection.execute(wanted)}

        return await self._database.read(query)

    async def spot_checks(self) -> Mapping[str, SpotChecks]:
        def query(connection: Connection) -> dict[str, SpotChecks]:
            rows = connection.execute(select(draft_spot_checks))
            return {row.action_type: SpotChecks(row.found, row.answered) for row in rows}

        return await self._database.read(query)

    async def unlearned(self, limit: int) -> Sequence[str]:
        w, a = draft_works.c, actions.c
        decided = (
            select(w.action_id).join(actions, a.id == w.action_id).where(w.learned == false(), a.status.in_(FINAL))
        )
        wanted = decided.order_by(w.action_id).limit(limit)
        return await self._database.read(lambda connection: list(connection.execute(wanted).scalars()))

    async def learn(self, action_id: str, action_type: str, lessons: Sequence[Lesson], checks: SpotChecks) -> bool:
        def query(connection: Connection) -> bool:
            w = draft_works.c
            first = update(draft_works).where(w.action_id == action_id, w.learned == false()).values(learned=true())
            if connection.execute(first).rowcount == 0:
                return False
            for lesson in lessons:
                key = {"action_type": action_type, "block_key": lesson.key}
                _count(connection, draft_edit_rates, key, {"opened": 1, "edited": int(lesson.edited)})
            if checks.answered:
                counted = {"answered": checks.answered, "found": checks.found}
                _count(connection, draft_spot_checks, {"action_type": action_type}, counted)
            return True

        return await self._database.write(query)

    async def forget(self, decided_before: datetime, limit: int) -> int:
        w, a = draft_works.c, actions.c
        old = select(w.action_id).join(actions, a.id == w.action_id).where(w.learned == true())
        some = old.where(a.decided_at < decided_before).order_by(w.action_id).limit(limit)
        removed = delete(draft_works).where(w.action_id.in_(some))
        return await self._database.write(lambda connection: connection.execute(removed).rowcount)


def load_work(connection: Connection, action_id: str) -> Work | None:
    """The work on the action's draft as it is now."""
    wanted = select(draft_works.c.document).where(draft_works.c.action_id == action_id)
    written = connection.execute(wanted).scalar()
    return None if written is None else read(written, Work)


def _count(connection: Connection, table: Table, key: Mapping[str, str], counted: Mapping[str, int]) -> None:
    """The row with this key counts so many more."""
    insert_unless_there(connection, table, {**key, **dict.fromkeys(counted, 0)}, same=list(key))
    more: dict[Any, Any] = {table.c[name]: table.c[name] + number for name, number in counted.items()}
    connection.execute(update(table).where(*(table.c[name] == value for name, value in key.items())).values(more))
