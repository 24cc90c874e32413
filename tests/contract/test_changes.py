"""Whoever waits for an action is woken by its change: pushed within the process, noticed between replicas."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any, cast

import pytest

from storage.engine.errors import StorageError
from storage.replicas.changes import Changes
from storage.replicas.notices import Notices
from storage.store import open_store
from tests.builders import NOON, an_action, decided, moved, new

NEVER = 3600.0
PATIENCE = 30
"""Far beyond what a push takes on a busy machine, and far below `NEVER`: no test's answer depends on its size."""
SOON = NOON + timedelta(minutes=1)


async def settle():
    """Everybody who can run has run, several times over; what is in flight elsewhere is not waited for."""
    for _ in range(20):
        await asyncio.sleep(0)


async def waiting_for(store, action):
    """A task that waits, with its waiter registered; no poll will help it."""
    store.changes._poll_seconds = NEVER
    task = asyncio.create_task(store.changes.wait(action.id, action.revision, NEVER))
    await settle()
    return task


async def test_a_waiter_is_woken_by_the_commit(store):
    action = an_action()
    await store.actions.commit(new(action))
    waiters = [await waiting_for(store, action) for _ in range(3)]
    async with asyncio.timeout(PATIENCE):
        await store.actions.commit(moved(decided(action, at=SOON)))
        await asyncio.gather(*waiters)


async def test_who_comes_after_the_change_does_not_wait(store):
    action = an_action()
    await store.actions.commit(new(action))
    await store.actions.commit(moved(decided(action, at=SOON)))
    async with asyncio.timeout(PATIENCE):
        await store.changes.wait(action.id, action.revision, NEVER)


async def test_no_change_slips_between_looking_and_waiting(store):
    for _ in range(20):
        action = an_action()
        await store.actions.commit(new(action))
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(
                store.changes.wait(action.id, action.revision, NEVER),
                store.actions.commit(moved(decided(action, at=SOON))),
            )


async def test_the_end_of_the_wait_is_not_an_error(store):
    action = an_action()
    await store.actions.commit(new(action))
    async with asyncio.timeout(PATIENCE):
        await store.changes.wait(action.id, action.revision, 0.05)


async def test_nobody_is_woken_by_another_action_or_a_lost_race(store):
    action, other = an_action(), an_action()
    await store.actions.commit_all([new(action), new(other)])
    waiter = await waiting_for(store, action)
    await store.actions.commit(moved(decided(other, at=SOON)))
    await settle()
    assert not waiter.done()
    waiter.cancel()


async def test_a_waiter_that_gives_up_is_forgotten(store):
    action = an_action()
    await store.actions.commit(new(action))
    waiter = await waiting_for(store, action)
    waiter.cancel()
    await asyncio.gather(waiter, return_exceptions=True)
    assert not store.changes._waiters


async def test_closing_lets_the_waiters_go(storage_url):
    action = an_action()
    async with open_store(storage_url, serving=True) as store:
        await store.actions.commit(new(action))
        waiter = await waiting_for(store, action)
    async with asyncio.timeout(PATIENCE):
        await waiter


async def test_what_another_program_writes_is_found_by_the_poll(storage_url):
    """The admin's command, or a replica whose notice was lost."""
    action = an_action()
    async with (
        open_store(storage_url, serving=True) as store,
        open_store(storage_url, serving=False) as admin,
    ):
        await store.actions.commit(new(action))
        deaf = Changes(store.database, poll_seconds=0.05)
        waiter = asyncio.create_task(deaf.wait(action.id, action.revision, NEVER))
        await settle()
        await admin.actions.commit(moved(decided(action, at=SOON)))
        async with asyncio.timeout(PATIENCE):
            await waiter
        await deaf.close()


@pytest.mark.postgres
@pytest.mark.parametrize("storage_url", ["postgres"], indirect=True)
async def test_a_replica_is_told_at_once_and_again_after_its_connection_broke(storage_url):
    async with (
        open_store(storage_url, serving=True) as here,
        open_store(storage_url, serving=True) as there,
    ):
        for is_broken in (False, True):
            if is_broken:
                await break_listening_connections(here)
            action = an_action()
            await here.actions.commit(new(action))
            waiter = await waiting_for(there, action)
            async with asyncio.timeout(PATIENCE):
                await here.actions.commit(moved(decided(action, at=SOON)))
                await waiter


async def break_listening_connections(store):
    def terminate(connection):
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )

    await store.database.read(terminate)


class Refused:
    """A database that cannot be connected to as things are: a certificate's file is gone, a pooler stands before it."""

    async def connect(self):
        raise StorageError


async def test_a_refused_connection_is_tried_again_and_ends_nothing():
    notices = Notices(cast(Any, Refused()), moved=print, missed=print)
    await settle()
    assert not notices._task.done()
    await notices.close()
