"""A SQLite file that is broken, full, held by others or no database is an outage; a wrong statement is not."""

import asyncio
import os
import shutil
import sqlite3
import time
from math import inf

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from oversight.ports.delivery import Message, MessageKind
from storage.engine.engines import open_database
from storage.engine.errors import StorageError, StorageUnavailable
from storage.store import open_store
from tests.builders import an_action, new

CARD = Message(MessageKind.CARD, "act_1.0", "#a", 1)


@pytest.fixture
def file(migrated_file, tmp_path):
    return shutil.copy(migrated_file, tmp_path / "sayso.db")


def settings(pragma):
    return lambda connection: connection.execute(text(f"PRAGMA {pragma}")).close()


@pytest.mark.parametrize("table", ["actions", "outbox", "audit_leaves"])
async def test_a_damaged_file_is_an_outage_and_readiness_says_so(file, table):
    damage(file, table)
    async with open_store(f"sqlite:///{file}", serving=True) as store:
        with pytest.raises(StorageUnavailable, match="malformed"):
            await store.actions.commit(new(an_action(), messages=(CARD,)))
        assert "malformed" in str(await store.vitals.problem())


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('"proposal"', '"proposam"'),
        ('{"format"', '!"format"'),
        ('"patterns"', '"qatterns"'),
        ('"agent":{', '"agent":['),
    ],
)
async def test_an_action_that_is_no_longer_as_it_was_written_is_an_outage(file, written, found):
    action = an_action()
    async with open_store(f"sqlite:///{file}", serving=True) as store:
        await store.actions.commit(new(action))
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE actions SET document = replace(document, ?, ?)", (written, found))
        connection.close()
        with pytest.raises(StorageUnavailable, match="damaged"):
            await store.actions.action(action.id)


@pytest.mark.parametrize("how", ["moved", "removed", "replaced"])
async def test_a_file_that_is_another_one_meanwhile_is_an_outage_and_readiness_says_so(file, how):
    async with open_store(f"sqlite:///{file}", serving=True) as store:
        await store.actions.commit(new(an_action()))
        kept = file.rename(file.with_name("kept.db"))
        if how == "removed":
            kept.unlink()
        if how == "replaced":
            shutil.copy(kept, file)
        with pytest.raises(StorageUnavailable, match="moved, removed or replaced"):
            await store.actions.commit(new(an_action()))
        assert "moved, removed or replaced" in str(await store.vitals.problem())


@pytest.mark.parametrize("how", ["removed", "replaced"])
async def test_a_write_ahead_log_that_is_another_one_meanwhile_is_an_outage_and_readiness_says_so(file, how):
    async with open_store(f"sqlite:///{file}", serving=True) as store:
        await store.actions.commit(new(an_action()))
        log = file.with_name(f"{file.name}-wal")
        kept = log.rename(log.with_name("kept-wal"))
        if how == "replaced":
            shutil.copy(kept, log)
        with pytest.raises(StorageUnavailable, match=r"-wal .*moved, removed or replaced"):
            await store.actions.commit(new(an_action()))
        assert "moved, removed or replaced" in str(await store.vitals.problem())


@pytest.mark.parametrize("left", [0, 4096], ids=["all", "all but a page"])
async def test_a_file_that_is_cut_off_is_told_by_readiness_though_it_can_be_written(file, left):
    async with open_store(f"sqlite:///{file}", serving=True) as store:
        await store.actions.commit(new(an_action()))
        assert await store.vitals.problem() is None
        os.truncate(file, left)
        store.vitals._looked_at = -inf
        assert "cannot be used" in str(await store.vitals.problem())


def damage(file, table):
    """The first page of a table is overwritten; the tables' names still stand."""
    with sqlite3.connect(file) as connection:
        [(page,)] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table])
        [(size,)] = connection.execute("PRAGMA page_size")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with file.open("r+b") as pages:
        pages.seek((page - 1) * size)
        pages.write(b"\xa5" * size)


@pytest.mark.parametrize("content", [b"hello, I am a text file that is longer than a page" * 100, b"PK\x03\x04" * 500])
async def test_a_file_that_is_no_database_is_said_in_a_sentence(tmp_path, content):
    file = tmp_path / "sayso.db"
    file.write_bytes(content)
    with pytest.raises(StorageError, match=rf"{file} .*SAYSO_DATABASE_URL.*not a database"):
        async with open_store(f"sqlite:///{file}", serving=True):
            pass
    assert file.read_bytes() == content


async def test_a_disk_that_is_full_is_an_outage_and_readiness_says_so(file):
    async with open_store(f"sqlite:///{file}", serving=True) as store:
        assert await store.vitals.problem() is None
        await store.database.write(settings("max_page_count = 1"))
        large = an_action()
        told = [
            await asyncio.gather(store.actions.commit(new(an_action())), return_exceptions=True) for _ in range(300)
        ]
        assert isinstance(told[-1][0], StorageUnavailable)
        assert "full" in str(told[-1][0])
        assert "full" in str(await store.vitals.problem())
        await store.database.write(settings("max_page_count = 1000000"))
        await store.actions.commit(new(large))
        assert await store.vitals.problem() is None


async def test_a_file_that_may_only_be_read_is_an_outage_for_changes(file):
    async with open_store(f"sqlite:///{file}", serving=True) as store:
        await store.database.write(settings("query_only = ON"))
        with pytest.raises(StorageUnavailable, match="readonly"):
            await store.actions.commit(new(an_action()))


async def test_another_process_that_holds_the_file_is_an_outage_soon(file, monkeypatch):
    monkeypatch.setattr("storage.engine.sqlite.database.SERVING", 0.3)
    async with open_store(f"sqlite:///{file}", serving=True) as store:
        with sqlite3.connect(file, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            began = time.monotonic()
            told = await asyncio.gather(
                *(store.actions.commit(new(an_action())) for _ in range(20)), return_exceptions=True
            )
            assert {type(error) for error in told} == {StorageUnavailable}
            assert time.monotonic() - began < 2.0
            other.execute("ROLLBACK")
        other.close()
        await store.actions.commit(new(an_action()))


async def test_a_wrong_statement_is_no_outage(file):
    async with open_store(f"sqlite:///{file}", serving=True) as store:
        with pytest.raises(DBAPIError):
            await store.database.write(
                lambda connection: connection.execute(text("INSERT INTO agents VALUES (NULL, NULL, NULL, NULL)"))
            )


async def test_a_folder_that_is_gone_meanwhile_is_said_in_a_sentence(tmp_path):
    async with open_database(f"sqlite:///{tmp_path / 'a' / 'b.db'}", serving=False) as database:
        shutil.rmtree(tmp_path / "a")
        with pytest.raises(StorageUnavailable, match="SAYSO_DATABASE_URL"):
            await database.write(lambda connection: connection.execute(text("CREATE TABLE t (a)")))
