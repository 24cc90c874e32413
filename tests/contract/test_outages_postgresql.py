"""What PostgreSQL says when it is away, full, broken or not ours is an outage; what it says of a statement is not."""

import asyncio
import time
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.engine import patience
from storage.engine.engines import open_database
from storage.engine.errors import StorageUnavailable
from storage.engine.postgresql.database import PostgresDatabase
from storage.store import open_store
from tests.builders import an_action, new

SHORT = 0.3
AWAY = ["08006", "25006", "28P01", "3D000", "40001", "40P01", "42501", "53100", "53200", "53300", "55P03", "57P01"]
BROKEN = ["57P02", "57P03", "57014", "58030", "XX000", "XX001", "XX002", "26000", "42P05", "08P01"]
OURS = ["22012", "23505", "42601", "42P01", "P0001", "0A000"]

on_postgres = [pytest.mark.postgres, pytest.mark.parametrize("storage_url", ["postgres"], indirect=True)]


def says(code):
    statement = text(f"DO $$ BEGIN RAISE EXCEPTION 'so' USING ERRCODE = '{code}'; END $$")
    return lambda connection: connection.execute(statement)


@pytest.fixture
def _hurried(monkeypatch):
    monkeypatch.setattr("storage.engine.postgresql.database.SERVING", SHORT)


@asynccontextmanager
async def a_mute_server():
    """It accepts connections and never answers; its port."""
    met = asyncio.Event()

    async def accept(reader, writer):
        met.set()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.postgres
@pytest.mark.parametrize("storage_url", ["postgres"], indirect=True)
async def test_by_the_kind_of_failure_the_database_is_away_or_the_statement_is_wrong(storage_url):
    async with open_database(storage_url, serving=True) as database:
        for code in AWAY + BROKEN:
            for ask in (database.read, database.write):
                with pytest.raises(StorageUnavailable):
                    await ask(says(code))
        for code in OURS:
            for ask in (database.read, database.write):
                with pytest.raises(DBAPIError):
                    await ask(says(code))


@pytest.mark.postgres
@pytest.mark.parametrize("storage_url", ["postgres"], indirect=True)
async def test_a_server_that_only_reads_is_an_outage_for_changes_too(storage_url):
    async with open_store(f"{storage_url}?options=-c%20default_transaction_read_only%3Don", serving=False) as store:
        with pytest.raises(StorageUnavailable, match="read-only"):
            await store.actions.commit(new(an_action()))
        assert "read-only" in str(await store.vitals.problem())


@pytest.mark.postgres
@pytest.mark.parametrize("storage_url", ["postgres"], indirect=True)
async def test_a_pool_that_hangs_is_an_outage_and_a_busy_one_is_not(storage_url):
    def sleeps(seconds):
        return lambda connection: connection.execute(text(f"SELECT pg_sleep({seconds})")).close()

    async with open_database(storage_url, serving=True) as database:
        assert isinstance(database, PostgresDatabase)
        database.patience.seconds = 30.0  # connecting is no part of what is looked at
        await asyncio.gather(*(database.read(sleeps(0.1)) for _ in range(8)))
        database.patience.seconds = 1.0
        await asyncio.gather(*(database.read(sleeps(0.5)) for _ in range(40)))
        told = await asyncio.gather(*(database.read(sleeps(30)) for _ in range(20)), return_exceptions=True)
    assert {type(error) for error in told} == {StorageUnavailable}


@pytest.mark.usefixtures("_hurried")
async def test_a_server_that_accepts_and_never_answers_is_an_outage_soon_and_closing_does_not_wait_for_it():
    began = time.monotonic()
    async with a_mute_server() as port:
        async with open_database(f"postgresql://u@127.0.0.1:{port}/d", serving=True) as database:
            for ask in (database.read, database.write):
                with pytest.raises(StorageUnavailable, match="no answer"):
                    await ask(says("00000"))
            hanging = [asyncio.create_task(database.read(says("00000"))) for _ in range(10)]
            await asyncio.sleep(0)
        await asyncio.gather(*hanging, return_exceptions=True)
    assert time.monotonic() - began < patience.SERVING
    assert all(isinstance(task.exception(), StorageUnavailable) for task in hanging)


@pytest.mark.postgres
@pytest.mark.parametrize("storage_url", ["postgres"], indirect=True)
@pytest.mark.usefixtures("_hurried")
async def test_a_change_that_the_database_does_not_answer_fails_together_with_those_that_wait_behind_it(storage_url):
    async with open_store(storage_url, serving=True) as store, open_database(storage_url, serving=False) as other:
        await store.actions.commit(new(an_action()))

        async def lock():
            await other.write(lambda connection: _held(connection, loop, released))

        loop, released = asyncio.get_running_loop(), asyncio.Event()
        locked = asyncio.Event()

        def _held(connection, loop, released):
            connection.execute(text("LOCK TABLE actions IN ACCESS EXCLUSIVE MODE"))
            loop.call_soon(locked.set)
            connection.execute(text("SELECT pg_sleep(1.5)"))

        locking = asyncio.create_task(lock())
        await locked.wait()
        began = time.monotonic()
        told = await asyncio.gather(
            *(store.actions.commit(new(an_action())) for _ in range(20)), return_exceptions=True
        )
        took = time.monotonic() - began
        assert {type(error) for error in told} == {StorageUnavailable}
        assert took < 1.5
        assert "no answer" in str(await store.vitals.problem())
        await locking
        await store.actions.commit(new(an_action()))
        assert await store.vitals.problem() is None
