"""One transaction that carries many changes, each with its own result."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Protocol

from sqlalchemy import Connection, Table, select, tuple_

from oversight.ports.actions import CommitResult, Committed, Conflict, Duplicate
from storage.commit.entry import LEAF, MESSAGE, Entry, Owner
from storage.commit.standing_uses import Uses
from storage.documents.rows import VERSION, VOTE, Values
from storage.engine.database import Database
from storage.tables.actions import action_versions, actions, votes
from storage.tables.audit import audit_leaves
from storage.tables.outbox import outbox

CommitAll = Callable[[Sequence[Entry]], Awaitable[Sequence[CommitResult]]]
"""Writes a batch, durably, and tells each entry's result."""


class BulkWriter(Protocol):
    """How an engine writes many rows at once, and tells which of them it took."""

    def insert_new(self, connection: Connection, entries: Sequence[Entry]) -> set[str]:
        """New actions, except where the key is taken or the halts have changed; the ids of those written."""

    def move(self, connection: Connection, entries: Sequence[Entry]) -> set[str]:
        """Compare-and-set of existing actions; the ids of those that still were where the change began."""

    def insert(self, connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Values]) -> None:
        """All the rows, in their order."""

    def announce(self, connection: Connection, action_ids: Sequence[str]) -> None:
        """Other replicas hear of these actions when the transaction commits."""


def write_batch(connection: Connection, entries: Sequence[Entry], bulk: BulkWriter) -> list[CommitResult]:
    """The result of each change; what the winners want written is written, and nothing of the others.

    No two entries may be about one action. Rows are touched in one order, standing approvals before keys before ids, so
    that the batches of two replicas wait for each other and never in a circle.
    """
    new = sorted((entry for entry in entries if entry.is_new), key=by_key)
    standing = None
    if released := [entry for entry in new if entry.standing is not None]:
        # What repeats an earlier request takes no use from anybody.
        again = earlier_uses(connection, [entry.owner for entry in released])
        standing = Uses(connection, [entry for entry in released if entry.owner not in again])
        new = [entry for entry in new if entry.standing is None or standing.has_one_for(entry)]
    old = sorted((entry for entry in entries if not entry.is_new), key=lambda entry: entry.action_id)
    written = bulk.insert_new(connection, new) if new else set()
    moved = bulk.move(connection, old) if old else set()
    unwritten = [entry.owner for entry in entries if entry.is_new and entry.action_id not in written]
    repeated = earlier_uses(connection, unwritten)
    results: list[CommitResult] = []
    winners: list[Entry] = []
    for entry in entries:
        if entry.action_id in written or entry.action_id in moved:
            winners.append(entry)
            results.append(Committed())
        else:
            results.append(loser(entry, repeated))

    def insert(table: Table, columns: Sequence[str], rows_of: Callable[[Entry], Iterable[Values]]) -> None:
        if rows := list(chain.from_iterable(map(rows_of, winners))):
            bulk.insert(connection, table, columns, rows)

    insert(action_versions, VERSION, lambda entry: entry.versions)
    insert(votes, VOTE, lambda entry: entry.votes)
    insert(audit_leaves, LEAF, lambda entry: entry.leaves)
    insert(outbox, MESSAGE, lambda entry: entry.messages)
    if standing is not None and (told := standing.count(winners)):
        bulk.insert(connection, outbox, MESSAGE, told)
    if moved:
        bulk.announce(connection, sorted(moved))
    return results


def loser(entry: Entry, repeated: Mapping[Owner, Duplicate]) -> CommitResult:
    """The result of a change that was not written, given the earlier uses of the keys of the new ones among them.

    A new action that repeats nothing was routed under halts that others have replaced, or released by a standing
    approval that was used up, revoked or over.
    """
    return repeated.get(entry.owner, Conflict()) if entry.is_new else Conflict()


async def write_through(database: Database, bulk: BulkWriter, entries: Sequence[Entry]) -> Sequence[CommitResult]:
    """The results of a batch that is one transaction of this database."""
    return await database.write(partial(write_batch, entries=entries, bulk=bulk))


def by_key(entry: Entry) -> tuple[str, str]:
    """The key by which all batches sort their new entries, so that they touch keys in one order."""
    agent, key = entry.owner
    return agent, key or ""


def earlier_uses(connection: Connection, owners: Sequence[Owner]) -> dict[Owner, Duplicate]:
    """What the earlier uses of these idempotency keys made."""
    if not owners:
        return {}
    a = actions.c
    wanted = tuple_(a.agent_id, a.idempotency_key).in_(owners)
    found = connection.execute(
        select(a.agent_id, a.idempotency_key, a.id, a.request_digest).where(wanted, a.idempotency_key.is_not(None))
    )
    return {(row.agent_id, row.idempotency_key): Duplicate(row.id, row.request_digest) for row in found}
