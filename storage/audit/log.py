"""The log in the database: its leaves get their order, its tree grows, and what was signed is kept."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from oversight.audit.log.merkle import consistency_proof, hash_leaf, inclusion_proof, root
from oversight.audit.log.tiles import Tile, grown, subtree_from
from oversight.audit.rebuild import State
from oversight.ports.audit import Broken, Cosignature, Extended, IndexedLeaf, LogHead, SignedCheckpoint
from storage.audit.cosignatures import (
    keep_cosignature,
    load_cosigned,
    load_cosigned_note,
    load_newest_cosignature,
)
from storage.audit.extending import extend
from storage.audit.lease import Lease
from storage.audit.present import present_state
from storage.audit.reading import (
    load_checkpoints,
    load_head,
    load_leaves,
    load_leaves_of,
    load_newest_checkpoint,
    load_size,
)
from storage.audit.runs import insert_runs, runs_of, unseen_leaves
from storage.audit.tiles import load_edge, load_tile, store_tiles, tile_reader
from storage.engine.database import Database
from storage.engine.insert_unless_there import insert_unless_there
from storage.engine.patience import LONG
from storage.engine.portions import in_portions
from storage.tables.audit import audit_checkpoints, audit_leaves, audit_logs, audit_shown

LEASE = timedelta(seconds=5)
EVERY = 1_000_000
"""More leaves than a sequencer that runs ever leaves behind."""
SUBJECT = "log"
"""What leaves about the log itself are about."""


class _Next(Struct, frozen=True):
    """What comes next into the log, and where."""

    head: LogHead
    edge: list[Tile]
    leaf_ids: list[int]
    hashes: list[bytes]


class SqlAuditLog:
    """The audit log in the database."""

    def __init__(self, database: Database, *, alone: bool) -> None:
        """Over this database; ``alone`` where no other process serves it."""
        self._database = database
        self._lease = None if alone else Lease("audit log", LEASE)
        self._looked_thoroughly = False

    async def claim(self, now: datetime) -> bool:
        lease = self._lease
        if lease is None or lease.is_fresh(now):
            return True
        return await self._database.write(lambda connection: lease.take(connection, now))

    async def sequence(self, at_most: int) -> int:
        thoroughly = not self._looked_thoroughly
        found = await self._database.read(lambda connection: _next(connection, at_most, thoroughly=thoroughly))
        self._looked_thoroughly = True
        if not found.leaf_ids:
            return 0
        # Not on the thread of the event loop: thousands of hashes are a pause that agents would notice.
        tiles = await asyncio.to_thread(_grown, found)
        done = await self._database.write(lambda connection: append(connection, found.head, found.leaf_ids, tiles))
        return len(found.leaf_ids) if done else 0

    async def head(self) -> LogHead:
        return await self._database.read(load_head)

    async def size(self, log: int) -> int:
        return await self._database.read(lambda connection: load_size(connection, log))

    async def refuse(self, log: int, why: str) -> None:
        logs = audit_logs.c
        first = update(audit_logs).where(logs.number == log, logs.refused.is_(None)).values(refused=why)
        await self._database.write(lambda connection: connection.execute(first).close())

    async def refusal(self, log: int) -> str | None:
        refused = select(audit_logs.c.refused).where(audit_logs.c.number == log)
        return await self._database.read(lambda connection: connection.execute(refused).scalar())

    async def newest_checkpoint(self, log: int) -> SignedCheckpoint | None:
        return await self._database.read(lambda connection: load_newest_checkpoint(connection, log))

    async def checkpoints(self, log: int, after_size: int, limit: int) -> Sequence[SignedCheckpoint]:
        return await self._database.read(lambda connection: load_checkpoints(connection, log, after_size, limit))

    async def cosigned_note(self, log: int, size: int) -> str | None:
        return await self._database.read(lambda connection: load_cosigned_note(connection, log, size))

    async def cosigned(self, log: int, count: int) -> Sequence[SignedCheckpoint]:
        return await self._database.read(lambda connection: load_cosigned(connection, log, count))

    async def cosign(self, log: int, witness: str, cosignature: Cosignature) -> None:
        await self._database.write(lambda connection: keep_cosignature(connection, log, witness, cosignature))

    async def newest_cosignature(self, log: int, witness: str) -> Cosignature | None:
        return await self._database.read(lambda connection: load_newest_cosignature(connection, log, witness))

    async def root(self, log: int, size: int) -> bytes | None:
        return await self._database.read(lambda connection: load_root(connection, log, size))

    async def extend(self, log: int, signed_size: int, signed_root: bytes, size: int) -> Extended | Broken:
        return await extend(self._database, log, signed_size, signed_root, size)

    async def keep(self, origin: str, checkpoint: SignedCheckpoint, after_size: int) -> bool:
        return await self._database.write(lambda connection: keep(connection, origin, checkpoint, after_size))

    async def inclusion(self, log: int, index: int, size: int) -> Sequence[bytes]:
        return await self._database.read(
            lambda connection: inclusion_proof(index, size, subtree_from(tile_reader(connection, log)))
        )

    async def consistency(self, log: int, old_size: int, size: int) -> Sequence[bytes]:
        return await self._database.read(
            lambda connection: consistency_proof(old_size, size, subtree_from(tile_reader(connection, log)))
        )

    async def tile(self, log: int, level: int, index: int) -> bytes:
        return await self._database.read(lambda connection: load_tile(connection, log, level, index))

    async def leaves(self, log: int, start: int, limit: int) -> Sequence[IndexedLeaf]:
        return await self._database.read(
            lambda connection: list(load_leaves(connection, log, start, start + limit)), seconds=LONG
        )

    async def leaves_of(self, action_id: str) -> Sequence[IndexedLeaf]:
        return await self._database.read(
            lambda connection: load_leaves_of(connection, load_head(connection).number, action_id)
        )

    async def unplaced(self) -> Sequence[bytes]:
        return await self._database.read(load_unplaced)

    async def present_state(self) -> State:
        return await self._database.read(present_state, seconds=LONG)

    async def shown(self, digest: str) -> bytes | None:
        wanted = select(audit_shown.c.document).where(audit_shown.c.digest == digest)
        return await self._database.read(lambda connection: connection.execute(wanted).scalar())

    async def begin_anew(self, origin: str, leaf: bytes, kind: str) -> LogHead:
        return await self._database.write(lambda connection: begin_anew(connection, origin, leaf, kind))


def append(connection: Connection, head: LogHead, leaf_ids: Sequence[int], tiles: Sequence[Tile]) -> bool:
    """Whether these leaves are the next of the log; not where somebody was faster."""
    logs = audit_logs.c
    if head.size == 0:
        insert_unless_there(connection, audit_logs, {"number": head.number, "size": 0})
    moved = update(audit_logs).where(logs.number == head.number, logs.size == head.size, ~_is_over(head.number))
    if connection.execute(moved.values(size=head.size + len(leaf_ids))).rowcount != 1:
        return False
    insert_runs(connection, list(runs_of(head.number, head.size, leaf_ids)))
    store_tiles(connection, head.number, head.size, tiles)
    return True


def load_root(connection: Connection, log: int, size: int) -> bytes | None:
    """The root of the stored tree at this size."""
    known = load_size(connection, log)
    return root(size, subtree_from(tile_reader(connection, log))) if size <= known else None


def keep(connection: Connection, origin: str, checkpoint: SignedCheckpoint, after_size: int) -> bool:
    """Whether it is the newest now, after the one of that size. The log's row is held, so that one goes after another.

    Nothing is kept of a log that is refused or over, or that has another name.
    """
    logs, kept = audit_logs.c, audit_checkpoints.c
    held = update(audit_logs).where(logs.number == checkpoint.log, logs.refused.is_(None), ~_is_over(checkpoint.log))
    own_name = or_(logs.origin.is_(None), logs.origin == origin)
    if connection.execute(held.where(own_name).values(origin=origin)).rowcount != 1:
        return False
    newest = connection.execute(select(func.max(kept.size)).where(kept.log == checkpoint.log)).scalar()
    if (newest or 0) != after_size or checkpoint.size < after_size:
        return False
    values = {name: getattr(checkpoint, name) for name in ("log", "size", "signed_at", "note")}
    connection.execute(insert(audit_checkpoints).values(values))
    return True


def begin_anew(connection: Connection, origin: str, leaf: bytes, kind: str) -> LogHead:
    """Another log, whose first leaf is this one."""
    written = insert(audit_leaves).values(action_id=SUBJECT, kind=kind, leaf=leaf).returning(audit_leaves.c.id)
    leaf_id = connection.execute(written).scalar_one()
    head = LogHead(load_head(connection).number + 1, 0)
    connection.execute(insert(audit_logs).values(number=head.number, size=0, origin=origin))
    tiles = grown(0, [], [hash_leaf(leaf)])
    assert append(connection, head, [leaf_id], tiles), "nobody begins a log twice: its number is its key"
    return LogHead(head.number, 1, origin)


def load_unplaced(connection: Connection) -> list[bytes]:
    """The leaves that have no index yet, in the order in which they will get one."""
    leaf, placed = audit_leaves.c, []
    for some in in_portions([leaf_id for leaf_id, _ in unseen_leaves(connection, EVERY, thoroughly=True)]):
        by_id = {row[0]: row[1] for row in connection.execute(select(leaf.id, leaf.leaf).where(leaf.id.in_(some)))}
        placed += [by_id[leaf_id] for leaf_id in some]
    return placed


def _next(connection: Connection, limit: int, *, thoroughly: bool) -> _Next:
    head = load_head(connection)
    unseen = unseen_leaves(connection, limit, thoroughly=thoroughly)
    edge = load_edge(connection, head.number, head.size) if unseen else []
    return _Next(head, edge, [leaf_id for leaf_id, _ in unseen], [hashed for _, hashed in unseen])


def _grown(found: _Next) -> list[Tile]:
    return grown(found.head.size, found.edge, found.hashes)


def _is_over(number: int) -> ColumnElement[bool]:
    later = audit_logs.alias()
    return select(later.c.number).where(later.c.number > number).exists()
