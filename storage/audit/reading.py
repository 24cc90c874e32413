"""Leaves by their index, and the head of the log."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from oversight.ports.audit import IndexedLeaf, LogHead, SignedCheckpoint
from storage.audit.runs import index_of, runs_between
from storage.tables.audit import audit_checkpoints, audit_leaves, audit_logs

_leaf = audit_leaves.c
COLUMNS = (_leaf.id, _leaf.action_id, _leaf.kind, _leaf.leaf)


def load_head(connection: Connection) -> LogHead:
    """The log that is written now; the first one, empty, where nothing was sequenced yet."""
    newest = select(audit_logs).order_by(audit_logs.c.number.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return LogHead(1, 0) if row is None else LogHead(row.number, row.size, row.origin, row.refused)


def load_size(connection: Connection, log: int) -> int:
    """How many leaves of this log have an index; 0 where there is no such log."""
    return connection.execute(select(audit_logs.c.size).where(audit_logs.c.number == log)).scalar() or 0


def load_leaves(connection: Connection, log: int, start: int, end: int) -> Iterator[IndexedLeaf]:
    """The leaves with these indexes, in their order; those that are not there any more are left out."""
    for run in runs_between(connection, log, start, end):
        within = (_leaf.id >= run.first_leaf) & (_leaf.id < run.end_leaf)
        for row in connection.execute(select(*COLUMNS).where(within).order_by(_leaf.id)):
            yield IndexedLeaf(run.start + row.id - run.first_leaf, row.id, row.action_id, row.kind, bytes(row.leaf))


def load_leaves_of(connection: Connection, log: int, subject: str) -> list[IndexedLeaf]:
    """The leaves of this log about one action, halt or approval."""
    found = []
    for row in connection.execute(select(*COLUMNS).where(_leaf.action_id == subject).order_by(_leaf.id)):
        place = index_of(connection, row.id)
        if place is not None and place[0] == log:
            found.append(IndexedLeaf(place[1], row.id, row.action_id, row.kind, bytes(row.leaf)))
    return sorted(found, key=lambda leaf: leaf.index)


def load_checkpoints(connection: Connection, log: int, after_size: int, limit: int) -> list[SignedCheckpoint]:
    """What was signed beyond this size, smallest first."""
    c = audit_checkpoints.c
    rows = connection.execute(
        select(audit_checkpoints).where(c.log == log, c.size > after_size).order_by(c.size).limit(limit)
    )
    return [SignedCheckpoint(row.log, row.size, row.signed_at, row.note) for row in rows]


def load_newest_checkpoint(connection: Connection, log: int) -> SignedCheckpoint | None:
    """What was signed last."""
    c = audit_checkpoints.c
    newest = select(audit_checkpoints).where(c.log == log).order_by(c.size.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return None if row is None else SignedCheckpoint(row.log, row.size, row.signed_at, row.note)
