"""The hashes of stored leaves, made where the leaves are: of thousands a second, only 32 bytes each have to travel."""

from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, func, literal, select

from oversight.audit.log.merkle import hash_leaf
from oversight.audit.log.tiles import HASH
from storage.tables.audit import audit_leaves

HashedLeaf = tuple[int, bytes]
"""The id of a leaf and its hash as the tree has it."""

_LEAF = literal(b"\0", LargeBinary)
"""What RFC 6962 puts before a leaf."""
_NOTHING = literal(b"", LargeBinary)


def hashed_leaves(connection: Connection, wanted: ColumnElement[bool], limit: int | None = None) -> list[HashedLeaf]:
    """These leaves as they are stored now, by their ids."""
    leaves = select(audit_leaves.c.id, audit_leaves.c.leaf).where(wanted).order_by(audit_leaves.c.id).limit(limit)
    if connection.dialect.name != "postgresql":
        return [(row[0], hash_leaf(row[1])) for row in connection.execute(leaves)]
    ids, hashes = connection.execute(_hashed_there(leaves)).one()
    return [(leaf_id, hashes[HASH * n : HASH * (n + 1)]) for n, leaf_id in enumerate(ids)] if ids and hashes else []


def _hashed_there(leaves: Select[int, bytes]) -> Select[list[int] | None, bytes | None]:
    """One row with all ids and, in the same order, all hashes."""
    # Loaded only where it is used: see insert_unless_there.
    from sqlalchemy.dialects.postgresql import aggregate_order_by  # noqa: PLC0415

    leaf = leaves.subquery().c
    hashed = func.sha256(_LEAF.concat(leaf.leaf))
    return select(
        func.array_agg(aggregate_order_by(leaf.id, leaf.id)),
        func.string_agg(hashed, aggregate_order_by(_NOTHING, leaf.id)),
    )
