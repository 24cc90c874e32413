"""The leaves and messages of actions in the statement that writes those: as parameters and as SQL."""

from collections.abc import Sequence

from storage.commit.entry import LEAF, MESSAGE, Entry
from storage.commit.one_statement.json_rows import rows_of, written
from storage.tables.audit import audit_leaves
from storage.tables.outbox import outbox

ABOUT = ("about", *MESSAGE)
"""A message with the action that it is about."""


def leaves_and_messages(entries: Sequence[Entry]) -> tuple[str, list[bytes], str]:
    """The three parameters: leaves without their bytes, the bytes, messages."""
    leaves = [leaf for entry in entries for leaf in entry.leaves]
    messages = [(entry.action_id, *message) for entry in entries for message in entry.messages]
    return written(LEAF[:-1], [leaf[:-1] for leaf in leaves]), [leaf[-1] for leaf in leaves], written(ABOUT, messages)


def leaves_and_messages_sql(winners: str, *, first: int) -> str:
    """The parts of the statement that write them, of those actions that are among the ``winners``."""
    leaf, message = ", ".join(LEAF), ", ".join(MESSAGE)
    return (
        f"told AS (INSERT INTO audit_leaves ({leaf}) SELECT {leaf} "  # noqa: S608 - names of our own tables and columns
        f"FROM {rows_of(first, audit_leaves, LEAF[:-1], beside=LEAF[-1])} "
        f"WHERE action_id IN (SELECT id FROM {winners}) ORDER BY nth), "
        f"sent AS (INSERT INTO outbox ({message}) SELECT {message} "
        f"FROM {rows_of(first + 2, outbox, ABOUT, about='text')} "
        f"WHERE about IN (SELECT id FROM {winners}) ORDER BY nth)"
    )
