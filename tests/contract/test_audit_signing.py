"""Only what goes on from everything that was signed is signed: after a crash, a race, a restored backup, a forgery."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, update

from oversight.audit.log.checkpoint import read_checkpoint
from oversight.audit.log.keys import SigningKey
from oversight.audit.log.note import opened
from oversight.audit.signing import Refused
from oversight.ports.audit import SignedCheckpoint
from oversight.usecases.audit.go_on import Beat, go_on
from storage.audit.log import SqlAuditLog
from storage.tables.audit import (
    audit_checkpoints,
    audit_cosignatures,
    audit_leaves,
    audit_logs,
    audit_runs,
    audit_tiles,
)
from tests.contract.test_audit_log import some_leaves, write_leaves

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
KEYS = [SigningKey("acme.example/sayso", b"k" * 32)]
OTHERS = [SigningKey("acme.example/sayso", b"o" * 32)]


class Memory:
    """Outside the database."""

    def __init__(self, note=None):
        self.note = note

    async def last(self):
        return self.note

    async def remember(self, note):
        self.note = note


class Killed(Exception):
    """As by SIGKILL at this point."""


class Later:
    """Time, which goes on by more than a checkpoint's interval each time."""

    def __init__(self):
        self.at = AT

    def __call__(self):
        self.at += timedelta(seconds=6)
        return self.at


@pytest.fixture
def log(store):
    return SqlAuditLog(store.database, alone=False)


@pytest.fixture
def later():
    return Later()


async def signed_to(log, store, count, memory, later, *, first=0):
    await write_leaves(store, some_leaves(count, first))
    beat = await go_on(log, KEYS, memory, later())
    assert isinstance(beat.signed, SignedCheckpoint), beat
    return beat.signed


async def refused(log, memory, now, keys=KEYS):
    """Why nothing is signed."""
    beat = await go_on(log, keys, memory, now)
    assert isinstance(beat.refused, Refused), beat
    return beat.refused


async def the_whole_history(log):
    return [read_checkpoint(kept.note) for kept in await log.checkpoints(1, 0, 1000)]


async def copy_of(store):
    """Everything that the log has in the database, as a backup keeps it."""
    tables = (audit_leaves, audit_logs, audit_runs, audit_tiles, audit_checkpoints, audit_cosignatures)

    def read(connection):
        return [(table, [dict(row._mapping) for row in connection.execute(table.select())]) for table in tables]

    return await store.database.read(read)


async def restore(store, copy):
    def write(connection):
        for table, rows in copy:
            connection.execute(delete(table))
            if rows:
                connection.execute(insert(table), rows)

    await store.database.write(write)


async def test_a_checkpoint_says_what_there_is_and_is_signed(store, log, later):
    signed = await signed_to(log, store, 300, Memory(), later)
    assert opened(signed.note, [KEYS[0].verifier]) == [KEYS[0].verifier]
    checkpoint = read_checkpoint(signed.note)
    assert (checkpoint.origin, checkpoint.size, checkpoint.root) == (KEYS[0].name, 300, await log.root(1, 300))


async def test_nothing_is_signed_twice_nor_more_often_than_every_few_seconds(store, log, later):
    memory = Memory()
    await signed_to(log, store, 3, memory, later)
    assert await go_on(log, KEYS, memory, later()) == Beat()
    await write_leaves(store, some_leaves(2, 3))
    soon = await go_on(log, KEYS, memory, (await log.newest_checkpoint(1)).signed_at + timedelta(seconds=1))
    assert (soon.sequenced, soon.signed) == (2, None)
    assert (await signed_to(log, store, 1, memory, later, first=5)).size == 6


async def test_without_a_key_leaves_get_their_place_and_nothing_is_signed(store, log, later):
    await write_leaves(store, some_leaves(3))
    beat = await go_on(log, [], Memory(), later())
    assert (beat.sequenced, beat.signed, beat.refused) == (3, None, None)


@pytest.mark.parametrize("point", ["append", "extend", "remember", "keep"])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_at_any_point_it_goes_on_with_the_same_history(store, log, later, monkeypatch, *, point, when):
    memory = Memory()
    await signed_to(log, store, 5, memory, later)
    await write_leaves(store, some_leaves(300, 5))
    owner, name = {
        "append": (SqlAuditLog, "sequence"),
        "extend": (SqlAuditLog, "extend"),
        "remember": (Memory, "remember"),
        "keep": (SqlAuditLog, "keep"),
    }[point]
    real = getattr(owner, name)

    async def dies(*given):
        if when == "after":
            await real(*given)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, dies)
        with pytest.raises(Killed):
            await go_on(log, KEYS, memory, later())
    survived = memory.note
    again = SqlAuditLog(store.database, alone=False)
    await write_leaves(store, some_leaves(20, 305))
    for _ in range(3):
        beat = await go_on(again, KEYS, memory, later())
        assert beat.refused is None
    history = [*await the_whole_history(again), read_checkpoint(survived)]
    assert history[-2].size == 325
    for checkpoint in history:
        assert await again.root(1, checkpoint.size) == checkpoint.root


async def test_two_that_both_believe_to_hold_the_lease_make_one_history(store, log, later):
    """One was paused beyond its lease, woke, and does not know it yet."""
    other = SqlAuditLog(store.database, alone=True)
    log = SqlAuditLog(store.database, alone=True)
    memories = [Memory(), Memory()]
    for round_ in range(12):
        await write_leaves(store, some_leaves(70, 70 * round_))
        now = later()
        beats = await asyncio.gather(
            *(go_on(book, KEYS, memory, now) for book, memory in zip((log, other), memories, strict=True))
        )
        assert [beat.refused for beat in beats] == [None, None]
    history = await the_whole_history(log)
    assert history[-1].size <= (await log.head()).size == 840
    for note in [*history, *(read_checkpoint(memory.note) for memory in memories)]:
        assert await log.root(1, note.size) == note.root


async def test_a_database_that_went_back_in_time_is_not_signed_by_anybody_until_a_new_log_begins(store, log, later):
    memory = Memory()
    await signed_to(log, store, 5, memory, later)
    backup = await copy_of(store)
    await signed_to(log, store, 5, memory, later, first=5)
    await restore(store, backup)
    why = await refused(log, memory, later())
    assert why.lasting
    assert "went back in time: 10 leaves were signed, and it holds 5" in why.why
    await write_leaves(store, some_leaves(50, 100))
    for other_memory in (memory, Memory()):
        assert await refused(log, other_memory, later()) == why
    assert len(await log.checkpoints(1, 5, 10)) == 0
    assert (await log.head()).refused == why.why


async def test_a_restored_database_that_has_grown_past_what_was_signed_is_noticed_as_well(store, log, later):
    memory = Memory()
    await signed_to(log, store, 5, memory, later)
    backup = await copy_of(store)
    await signed_to(log, store, 5, memory, later, first=5)
    await restore(store, backup)
    await write_leaves(store, some_leaves(9, 100))
    why = await refused(log, memory, later())
    assert why.lasting
    assert "The first 10 leaves in the database are not those that were signed" in why.why


async def test_who_only_watches_stops_the_others(store, log, later):
    """Each replica remembers what the others signed."""
    watching, memory, watched = SqlAuditLog(store.database, alone=False), Memory(), Memory()
    await signed_to(log, store, 5, memory, later)
    backup = await copy_of(store)
    signed = await signed_to(log, store, 5, memory, later, first=5)
    assert (await go_on(watching, KEYS, watched, later.at)).refused is None
    assert watched.note == signed.note
    await restore(store, backup)
    assert (await refused(watching, watched, later.at)).lasting
    assert (await refused(log, Memory(), later())).lasting


@pytest.mark.parametrize("table", ["leaves", "tiles"])
async def test_what_was_changed_since_it_was_signed_is_not_signed_over(store, log, later, table):
    memory = Memory()
    await signed_to(log, store, 5, memory, later)
    await write_leaves(store, some_leaves(5, 5))
    await log.sequence(100)
    change = (
        update(audit_leaves).where(audit_leaves.c.leaf == b'{"n":7}').values(leaf=b'{"n":8}')
        if table == "leaves"
        else update(audit_tiles).values(hashes=b"\0" * 320)
    )
    await store.database.write(lambda connection: connection.execute(change).close())
    why = await refused(log, memory, later())
    assert why.lasting
    assert await refused(log, memory, later()) == why


async def test_another_key_signs_nothing_and_the_right_one_goes_on(store, log, later):
    memory = Memory()
    await signed_to(log, store, 5, memory, later)
    await write_leaves(store, some_leaves(5, 5))
    why = await refused(log, memory, later(), OTHERS)
    assert not why.lasting
    assert "Put the key back" in why.why
    assert isinstance((await go_on(log, KEYS, memory, later())).signed, SignedCheckpoint)


async def test_keys_rotate_with_both_valid(store, log, later):
    memory = Memory()
    await signed_to(log, store, 5, memory, later)
    for keys in (KEYS, [*KEYS, *OTHERS], OTHERS):
        await write_leaves(store, some_leaves(5))
        beat = await go_on(log, keys, memory, later())
        assert beat.signed is not None
        assert opened(beat.signed.note, [key.verifier for key in keys]) == [key.verifier for key in keys]


async def test_a_forged_checkpoint_in_the_database_stops_everything(store, log, later):
    memory = Memory()
    await signed_to(log, store, 5, memory, later)
    forged = update(audit_checkpoints).values(note="acme.example/sayso\n5\nAAAA\n\n")
    await store.database.write(lambda connection: connection.execute(forged).close())
    await write_leaves(store, some_leaves(5, 5))
    await refused(log, memory, later())
