"""The audit log in the database: every leaf gets one place, and what is stored is what was signed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, update

from oversight.audit.log.merkle import hash_leaf, inclusion_proof, root, verify_inclusion
from oversight.audit.log.tiles import grown, subtree_from
from oversight.ports.audit import Broken, Extended, SignedCheckpoint
from storage.audit.log import SqlAuditLog
from storage.tables.audit import audit_leaves

NAME = "acme"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def some_leaves(count, first=0):
    return [f'{{"n":{number}}}'.encode() for number in range(first, first + count)]


async def write_leaves(store, leaves, ids=None):
    rows = [
        {"action_id": f"act_{number}", "kind": "action.submitted", "leaf": leaf} for number, leaf in enumerate(leaves)
    ]
    if ids:
        rows = [{**row, "id": leaf_id} for row, leaf_id in zip(rows, ids, strict=True)]
    await store.database.write(lambda connection: connection.execute(insert(audit_leaves), rows).close())


def tree_of(leaves):
    tiles = {(tile.level, tile.index): tile.hashes for tile in grown(0, [], [hash_leaf(leaf) for leaf in leaves])}
    return subtree_from(lambda level, index: tiles[level, index])


@pytest.fixture
def log(store):
    return SqlAuditLog(store.database, alone=False)


async def indexed(log):
    return [leaf.leaf for leaf in await log.leaves(1, 0, 10_000)]


async def test_leaves_get_contiguous_places_in_their_order(store, log):
    leaves = some_leaves(700)
    await write_leaves(store, leaves[:1])
    assert await log.sequence(500) == 1
    await write_leaves(store, leaves[1:])
    assert [await log.sequence(500) for _ in range(3)] == [500, 199, 0]
    assert (await log.head()).size == 700
    assert await indexed(log) == leaves
    assert await log.root(1, 700) == root(700, tree_of(leaves))
    assert await log.root(1, 300) == root(300, tree_of(leaves[:300]))
    assert await log.root(1, 701) is None


async def test_a_leaf_that_is_seen_late_gets_a_later_place(store, log):
    """On PostgreSQL a transaction may take its numbers long before it commits."""
    early, late, last = some_leaves(3)
    await write_leaves(store, [early], [10])
    await log.sequence(10)
    await write_leaves(store, [late], [5])
    await write_leaves(store, [last], [11])
    assert await log.sequence(10) == 2
    assert await indexed(log) == [early, late, last]
    assert await log.sequence(10) == 0


async def test_two_who_believe_that_they_may_write_make_one_history(store, log):
    other = SqlAuditLog(store.database, alone=False)
    leaves = some_leaves(3000)
    await write_leaves(store, leaves)
    done = 0
    while done < 3000:
        done += sum(await asyncio.gather(*(one.sequence(97) for one in (log, other, log, other))))
    assert done == 3000
    assert sorted(await indexed(log)) == sorted(leaves)
    assert await log.root(1, 3000) == root(3000, tree_of(await indexed(log)))


async def test_the_work_is_one_process_s_until_its_lease_ends(store, log):
    other = SqlAuditLog(store.database, alone=False)
    assert await log.claim(AT)
    assert not await other.claim(AT + timedelta(seconds=4))
    assert await log.claim(AT + timedelta(seconds=4))
    assert not await other.claim(AT + timedelta(seconds=8))
    assert await other.claim(AT + timedelta(seconds=10))
    assert not await log.claim(AT + timedelta(seconds=11))


async def test_what_is_signed_next_goes_on_from_what_was_signed(store, log):
    leaves = some_leaves(2600)
    await write_leaves(store, leaves)
    await log.sequence(5000)
    for signed in (0, 1, 255, 256, 2000, 2600):
        then = root(signed, tree_of(leaves[:signed]))
        assert await log.extend(1, signed, then, 2600) == Extended(2600, root(2600, tree_of(leaves)))
    assert isinstance(await log.extend(1, 256, root(255, tree_of(leaves)), 2600), Broken)


@pytest.mark.parametrize("index", [256, 1999, 2599])
async def test_a_leaf_that_was_changed_before_it_was_signed_is_named(store, log, index):
    leaves = some_leaves(2600)
    await write_leaves(store, leaves)
    await log.sequence(5000)
    its = audit_leaves.c.leaf == leaves[index]
    await store.database.write(
        lambda connection: connection.execute(update(audit_leaves).where(its).values(leaf=b"{}")).close()
    )
    broken = await log.extend(1, 256, root(256, tree_of(leaves)), 2600)
    assert isinstance(broken, Broken)
    assert broken.index == index
    await store.database.write(
        lambda connection: connection.execute(delete(audit_leaves).where(audit_leaves.c.leaf == b"{}")).close()
    )
    gone = await log.extend(1, 256, root(256, tree_of(leaves)), 2600)
    assert isinstance(gone, Broken)
    assert gone.index == index


async def test_one_checkpoint_follows_another(store, log):
    await write_leaves(store, some_leaves(9))
    await log.sequence(10)
    first, second = SignedCheckpoint(1, 4, AT, "one"), SignedCheckpoint(1, 9, AT, "two")
    assert await log.newest_checkpoint(1) is None
    assert await log.keep(NAME, first, 0)
    assert not await log.keep(NAME, SignedCheckpoint(1, 5, AT, "of somebody who slept"), 0)
    assert await log.keep(NAME, second, 4)
    assert await log.newest_checkpoint(1) == second
    assert list(await log.checkpoints(1, 0, 10)) == [first, second]
    assert not await log.keep("another", SignedCheckpoint(1, 9, AT, "of another name"), 9)
    await log.refuse(1, "first reason")
    await log.refuse(1, "second reason")
    assert (await log.head()).refused == "first reason"
    assert not await log.keep(NAME, SignedCheckpoint(1, 10, AT, "three"), 9)


async def test_another_log_begins_with_its_own_leaf_and_goes_on_with_what_has_no_place(store, log):
    await write_leaves(store, some_leaves(4))
    await log.sequence(3)
    head = await log.begin_anew("acme/2", b'{"kind":"log.began"}', "log.began")
    assert (head.number, head.size, head.origin) == (2, 1, "acme/2")
    assert await log.sequence(10) == 1
    assert [leaf.leaf for leaf in await log.leaves(2, 0, 10)] == [b'{"kind":"log.began"}', b'{"n":3}']
    assert len(await log.leaves(1, 0, 10)) == 3


async def test_the_leaves_of_one_action(store, log):
    await write_leaves(store, some_leaves(5))
    await log.sequence(10)
    (leaf,) = await log.leaves_of("act_3")
    assert (leaf.index, leaf.leaf) == (3, b'{"n":3}')
    proof = inclusion_proof(3, 5, tree_of(some_leaves(5)))
    assert verify_inclusion(3, 5, hash_leaf(leaf.leaf), proof, await log.root(1, 5))
