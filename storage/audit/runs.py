"""Which leaf has which index.

Leaves get their index in the order in which they can be seen. That is nearly the order of their ids: on PostgreSQL a
number is taken before its transaction commits, so a lower id may appear after a higher one. A run is a stretch in which
ids and indexes grow together; between two runs lie ids that were never seen, because their transaction is still on its
way or was rolled back.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from sqlalchemy import Connection, insert, select, update

from storage.audit.leaf_hashes import HashedLeaf, hashed_leaves
from storage.tables.audit import audit_leaves, audit_runs

GAPS_WITHIN = 1_000_000
"""How far below the newest leaf an id that was not seen is looked for each time; farther back only at the start."""


class Run(Struct, frozen=True):
    """So many leaves from this id on have the indexes from this one on."""

    log: int
    start: int
    first_leaf: int
    leaves: int

    @property
    def end_leaf(self) -> int:
        """The id after its last leaf."""
        return self.first_leaf + self.leaves

    @property
    def end(self) -> int:
        """The index after its last leaf."""
        return self.start + self.leaves


def unseen_leaves(connection: Connection, limit: int, *, thoroughly: bool) -> list[HashedLeaf]:
    """The leaves that have no index yet, those with lower ids than others that have one first.

    What is newer than everything is looked for before the gaps: so whatever a newer leaf follows from is seen as well.
    """
    r = audit_runs.c
    top = connection.execute(select(r.first_leaf + r.leaves).order_by(r.first_leaf.desc()).limit(1)).scalar() or 0
    found = hashed_leaves(connection, audit_leaves.c.id >= top, limit)
    floor = 0 if thoroughly else max(0, top - GAPS_WITHIN)
    late: list[HashedLeaf] = []
    for low, high in _gaps(connection, floor, top):
        late += hashed_leaves(connection, (audit_leaves.c.id >= low) & (audit_leaves.c.id < high))
    return (late + found)[:limit]


def runs_of(log: int, start: int, leaf_ids: Sequence[int]) -> Iterator[Run]:
    """The runs that these ids make from this index on."""
    first = 0
    for position in range(1, len(leaf_ids) + 1):
        if position == len(leaf_ids) or leaf_ids[position] != leaf_ids[position - 1] + 1:
            yield Run(log, start + first, leaf_ids[first], position - first)
            first = position


def insert_runs(connection: Connection, runs: Sequence[Run]) -> None:
    """They are stored; the first one goes on with the newest stored run where it can."""
    r = audit_runs.c
    goes_on = (r.log == runs[0].log) & (r.start + r.leaves == runs[0].start)
    goes_on &= r.first_leaf + r.leaves == runs[0].first_leaf
    longer = update(audit_runs).where(goes_on).values(leaves=r.leaves + runs[0].leaves)
    if connection.execute(longer).rowcount:
        runs = runs[1:]
    if runs:
        rows = [
            {"log": run.log, "start": run.start, "first_leaf": run.first_leaf, "leaves": run.leaves} for run in runs
        ]
        connection.execute(insert(audit_runs), rows)


def runs_between(connection: Connection, log: int, start: int, end: int) -> list[Run]:
    """The parts of runs that hold these indexes, in their order."""
    r = audit_runs.c
    within = (r.log == log) & (r.start < end) & (r.start + r.leaves > start)
    newest_before = (
        select(r.start).where(r.log == log, r.start <= start).order_by(r.start.desc()).limit(1).scalar_subquery()
    )
    found = connection.execute(select(audit_runs).where(within, r.start >= newest_before).order_by(r.start))
    return [_cut(Run(row.log, row.start, row.first_leaf, row.leaves), start, end) for row in found]


def index_of(connection: Connection, leaf_id: int) -> tuple[int, int] | None:
    """The log and the index of a leaf; None while it has none."""
    r = audit_runs.c
    near = select(audit_runs).where(r.first_leaf <= leaf_id).order_by(r.first_leaf.desc()).limit(1)
    row = connection.execute(near).one_or_none()
    if row is None or leaf_id >= row.first_leaf + row.leaves:
        return None
    return row.log, row.start + leaf_id - row.first_leaf


def _gaps(connection: Connection, floor: int, top: int) -> Iterator[tuple[int, int]]:
    """The stretches of ids below the top that lie between runs."""
    r = audit_runs.c
    runs = connection.execute(
        select(r.first_leaf, r.first_leaf + r.leaves).where(r.first_leaf + r.leaves > floor).order_by(r.first_leaf)
    )
    for (_, low), (high, _) in pairwise([(floor, floor), *((row[0], row[1]) for row in runs)]):
        if low < high <= top:
            yield low, high


def _cut(run: Run, start: int, end: int) -> Run:
    first, last = max(run.start, start), min(run.end, end)
    return Run(run.log, first, run.first_leaf + first - run.start, last - first)
