"""New actions with their leaves and messages, as one statement that PostgreSQL commits by itself."""

from collections.abc import Sequence

from storage.commit.entry import Entry
from storage.commit.one_statement.json_rows import rows_of, written
from storage.commit.one_statement.leaves_and_messages_sql import leaves_and_messages, leaves_and_messages_sql
from storage.commit.postgresql import UNDER_NEWEST_HALTS
from storage.documents.rows import FIXED, MOVING
from storage.tables.actions import actions

ACTION = (*FIXED[:-1], *MOVING, "under")
"""Without the last of FIXED, the document, which is long."""


def is_only_inserted(entry: Entry) -> bool:
    """Whether this statement writes all of it."""
    return entry.is_new and not entry.votes and not entry.versions and entry.standing is None


def inserted(entries: Sequence[Entry]) -> tuple[object, ...]:
    """The statement's parameters."""
    actions = [(*entry.fixed[:-1], *entry.moving, entry.halts) for entry in entries]
    return (written(ACTION, actions), [entry.fixed[-1] for entry in entries], *leaves_and_messages(entries))


def _insert() -> str:
    names = ", ".join(FIXED + MOVING)
    return (
        f"WITH taken AS (INSERT INTO actions ({names}) "  # noqa: S608 - names of our own tables and columns
        f"SELECT {names} FROM {rows_of(1, actions, ACTION, beside=FIXED[-1], under='bigint')} "
        f"WHERE {UNDER_NEWEST_HALTS} ORDER BY nth ON CONFLICT DO NOTHING RETURNING id), "
        f"{leaves_and_messages_sql('taken', first=3)} SELECT id FROM taken"
    )


INSERT = _insert()
