"""One SQLite file serves one process; PostgreSQL serves any number."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta

import pytest

from oversight.ports.delivery import Message, MessageKind
from storage.engine.engines import open_database
from storage.engine.errors import AlreadyServed, StorageError, StorageUnavailable
from storage.engine.sqlite.lock import ServingLock
from storage.store import open_store
from tests.architecture.source import PROJECT
from tests.builders import NOON, a_route, a_rung, an_action, new

CARD = Message(MessageKind.CARD, "act_1.0", "#a", 1)
SERVE = """
import asyncio, sys
from storage.store import open_store

async def serve():
    async with open_store(sys.argv[1], serving=True):
        print("serving", flush=True)
        sys.stdin.read()

asyncio.run(serve())
"""


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path / 'sayso.db'}"


@pytest.mark.slow
async def test_a_second_serving_process_is_refused_by_name(sqlite_url):
    with subprocess.Popen(  # noqa: ASYNC220 - starting it takes a moment, and nobody else is on this loop
        [sys.executable, "-c", SERVE, sqlite_url], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "serving\n"
        with pytest.raises(AlreadyServed, match=f"already served by process {first.pid}"):
            open_database(sqlite_url, serving=True)
        async with open_store(sqlite_url, serving=False) as admin:
            action = an_action()
            await admin.actions.commit(new(action))
            assert await admin.actions.action(action.id) == action
        first.kill()
    async with open_store(sqlite_url, serving=True) as successor:
        assert await successor.actions.action(action.id) == action


async def test_what_a_dead_process_held_is_free_at_once_and_in_doubt(sqlite_url):
    rung = a_rung(remind_after=None, escalate_after=None)
    action = an_action(route=a_route(ladder=(rung,), review_timeout=timedelta(minutes=1)))
    now = NOON + timedelta(minutes=2)
    async with open_store(sqlite_url, serving=True) as dead:
        await dead.actions.commit(new(action, messages=(CARD,)))
        [held] = await dead.outbox.claim(now, ())
        assert await dead.actions.claim_due(now, 1) == [action]
    async with open_store(sqlite_url, serving=False) as admin:
        assert await admin.outbox.claim(now, ()) == []
        assert await admin.actions.claim_due(now, 1) == []
    async with open_store(sqlite_url, serving=True) as successor:
        [again] = await successor.outbox.claim(now, ())
        assert (again.id, again.in_doubt) == (held.id, True)
        assert await successor.actions.claim_due(now, 1) == [action]


@pytest.mark.postgres
@pytest.mark.parametrize("storage_url", ["postgres"], indirect=True)
async def test_a_replica_that_starts_takes_nothing_from_those_that_live(storage_url):
    action = an_action()
    async with open_store(storage_url, serving=True) as one:
        await one.actions.commit(new(action, messages=(CARD,)))
        await one.outbox.claim(NOON, ())
        async with open_store(storage_url, serving=True) as two:
            assert await two.outbox.claim(NOON, ()) == []


async def test_the_lock_is_free_again_after_closing(sqlite_url):
    for _ in range(2):
        async with open_store(sqlite_url, serving=True):
            with pytest.raises(AlreadyServed, match=f"process {os.getpid()}"):
                open_database(sqlite_url, serving=True)


@pytest.mark.parametrize("name", ["linked.db", "there/../sayso.db", "linked-folder/sayso.db", "./sayso.db"])
async def test_the_lock_is_on_the_file_whatever_it_is_called(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "sayso.db"
    async with open_store(f"sqlite:///{file}", serving=True):
        (tmp_path / "there").mkdir()
        (tmp_path / "linked.db").symlink_to(file)
        (tmp_path / "linked-folder").symlink_to(tmp_path)
        for path in (name, tmp_path / name):
            with pytest.raises(AlreadyServed, match=f"process {os.getpid()}"):
                open_database(f"sqlite:///{path}", serving=True)


async def test_a_file_with_two_names_is_refused_because_each_would_have_a_log_of_its_own(tmp_path):
    file, other = tmp_path / "sayso.db", tmp_path / "other.db"
    async with open_store(f"sqlite:///{file}", serving=True):
        other.hardlink_to(file)
        for serving in (True, False):
            with pytest.raises(StorageError, match="2 names"):
                open_database(f"sqlite:///{other}", serving=serving)
    with pytest.raises(StorageError, match="2 names"):
        open_database(f"sqlite:///{file}", serving=True)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no lock that goes by the file itself")
async def test_a_file_that_was_renamed_while_it_is_served_is_served_still(tmp_path, sqlite_url):
    with subprocess.Popen(  # noqa: ASYNC220 - starting it takes a moment, and nobody else is on this loop
        [sys.executable, "-c", SERVE, sqlite_url], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "serving\n"
        (tmp_path / "sayso.db").rename(tmp_path / "moved.db")
        with pytest.raises(AlreadyServed, match="another name"):
            open_database(f"sqlite:///{tmp_path / 'moved.db'}", serving=True)
        first.kill()
    with open_served(tmp_path / "moved.db"):
        pass


@contextmanager
def open_served(path):
    lock = ServingLock(path)
    yield
    lock.release()


@pytest.mark.postgres
@pytest.mark.parametrize("storage_url", ["postgres"], indirect=True)
async def test_replicas_share_one_postgresql(storage_url):
    async with open_store(storage_url, serving=True) as one, open_store(storage_url, serving=True) as two:
        action = an_action()
        await one.actions.commit(new(action))
        assert await two.actions.action(action.id) == action


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "nonsense"])
def test_a_url_that_means_no_database_is_refused_in_words(url):
    with pytest.raises(StorageError, match="sqlite:///"):
        open_database(url, serving=False)


async def test_a_server_that_is_not_there_is_an_outage():
    async with open_database("postgresql://nobody@127.0.0.1:1/none", serving=False) as database:
        with pytest.raises(StorageUnavailable):
            await database.read(lambda connection: connection.exec_driver_sql("SELECT 1").scalar())
        with pytest.raises(StorageUnavailable):
            await database.write(lambda connection: connection.exec_driver_sql("SELECT 1").scalar())


@pytest.mark.postgres
@pytest.mark.parametrize("storage_url", ["postgres"], indirect=True)
async def test_a_restarted_server_costs_nobody_a_change(storage_url):
    """Pooled connections die with the server; what had not reached its COMMIT is done again on a new one."""

    def others(connection):
        return connection.exec_driver_sql(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).scalar()

    async with open_store(storage_url, serving=False) as store, open_database(storage_url, serving=False) as killer:
        actions = [an_action() for _ in range(3)]
        await store.actions.commit(new(actions[0]))
        for action in actions[1:]:
            assert await killer.read(others) > 0
            await store.actions.commit(new(action))
            assert await killer.read(others) > 0
            assert await store.actions.action(action.id) == action


async def test_readers_and_writers_do_not_stop_each_other(store):
    actions = [an_action() for _ in range(50)]
    reads = (store.actions.pending(10) for _ in range(50))
    await asyncio.gather(*(store.actions.commit(new(action)) for action in actions), *reads)
    assert len(await store.actions.pending(100)) == 50
