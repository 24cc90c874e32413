"""Hashes that are made in the database are those of the tree, whatever a leaf holds."""

from __future__ import annotations

from oversight.audit.log.merkle import hash_leaf
from storage.audit.leaf_hashes import hashed_leaves
from storage.tables.audit import audit_leaves
from tests.contract.test_audit_log import write_leaves

ODD = [
    b"",
    b"\0",
    b"\xff\xfe",
    "żółw ü 🐢".encode(),
    b"x" * 63,
    b"y" * 64,
    b"z" * 1_000_000,
    *map(bytes, [[n] for n in range(256)]),
]


async def test_every_hash_is_that_of_its_leaf(store):
    await write_leaves(store, ODD)
    found = await store.database.read(lambda connection: hashed_leaves(connection, audit_leaves.c.id > 0))
    assert [hashed for _, hashed in found] == [hash_leaf(leaf) for leaf in ODD]
    assert [leaf_id for leaf_id, _ in found] == sorted(leaf_id for leaf_id, _ in found)


async def test_a_part_of_them(store):
    assert await store.database.read(lambda connection: hashed_leaves(connection, audit_leaves.c.id > 0)) == []
    await write_leaves(store, ODD)
    some = await store.database.read(lambda connection: hashed_leaves(connection, audit_leaves.c.id > 2, 5))
    assert [leaf_id for leaf_id, _ in some] == [3, 4, 5, 6, 7]
    assert [hashed for _, hashed in some] == [hash_leaf(leaf) for leaf in ODD[2:7]]
