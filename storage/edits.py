"""Edits in progress, one of each person for an action."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, delete, select, update

from oversight.action.refusal import Detail
from oversight.editing.edit import Edit
from oversight.editing.form.working import Working
from oversight.exact_json.canonical import Json
from storage.documents.document import Document, read, write
from storage.engine.database import Database
from storage.engine.insert_unless_there import insert_unless_there
from storage.tables.edits import edits


class EditDocument(Struct, frozen=True):
    """What the columns do not say."""

    format: int
    version: int
    base: Json
    working: Working
    reason: str
    problems: tuple[Detail, ...]
    drawn: int
    revealed: bool = False


class SqlEdits:
    """The edits in the database."""

    def __init__(self, database: Database) -> None:
        """Over this database."""
        self._database = database

    async def open(self, fresh: Edit, since: datetime) -> Edit:
        known = await self.of(fresh.action_id, fresh.user_id)
        if known is not None and known.updated_at >= since:
            return known
        return await self._database.write(lambda connection: _open(connection, fresh, since))

    async def edit(self, token: str) -> Edit | None:
        return await self._database.read(lambda connection: _load(connection, edits.c.token == token))

    async def of(self, action_id: str, user_id: str) -> Edit | None:
        return await self._database.read(lambda connection: _load(connection, _is(action_id, user_id)))

    async def save(self, edit: Edit) -> bool:
        return await self._database.write(lambda connection: _save(connection, edit))

    async def drop(self, token: str) -> None:
        await self._database.write(lambda connection: _drop(connection, edits.c.token == token))

    async def drop_older(self, before: datetime) -> int:
        older = edits.c.updated_at < before
        if not await self._database.read(lambda connection: _is_any(connection, older)):
            return 0
        return await self._database.write(lambda connection: _drop(connection, older))


def _open(connection: Connection, fresh: Edit, since: datetime) -> Edit:
    its = _is(fresh.action_id, fresh.user_id)
    _drop(connection, its & (edits.c.updated_at < since))
    insert_unless_there(connection, edits, _values(fresh), same=["action_id", "user_id"])
    known = _load(connection, its)
    assert known is not None, "it is there: just written, or before"
    return known


def _save(connection: Connection, edit: Edit) -> bool:
    e = edits.c
    the_one_before = (e.token == edit.token) & (e.revision == edit.revision - 1)
    return connection.execute(update(edits).where(the_one_before).values(_values(edit))).rowcount == 1


def _drop(connection: Connection, wanted: ColumnElement[bool]) -> int:
    return connection.execute(delete(edits).where(wanted)).rowcount


def _is_any(connection: Connection, wanted: ColumnElement[bool]) -> bool:
    return connection.execute(select(edits.c.token).where(wanted).limit(1)).first() is not None


def _is(action_id: str, user_id: str) -> ColumnElement[bool]:
    return (edits.c.action_id == action_id) & (edits.c.user_id == user_id)


def _load(connection: Connection, wanted: ColumnElement[bool]) -> Edit | None:
    row = connection.execute(select(edits).where(wanted)).first()
    if row is None:
        return None
    document = read(row.document, EditDocument)
    return Edit(
        token=row.token,
        action_id=row.action_id,
        user_id=row.user_id,
        updated_at=row.updated_at,
        revision=row.revision,
        version=document.version,
        base=document.base,
        working=document.working,
        reason=document.reason,
        problems=document.problems,
        drawn=document.drawn,
        revealed=document.revealed,
    )


def _values(edit: Edit) -> Document:
    document = EditDocument(
        1, edit.version, edit.base, edit.working, edit.reason, edit.problems, edit.drawn, edit.revealed
    )
    return {
        "token": edit.token,
        "action_id": edit.action_id,
        "user_id": edit.user_id,
        "updated_at": edit.updated_at,
        "revision": edit.revision,
        "document": write(document),
    }
