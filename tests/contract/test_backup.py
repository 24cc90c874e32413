"""A backup of SQLite is whole, private and of one moment, and its way back is told before anybody finds out."""

import asyncio
import os
import shutil
import sqlite3
import stat
import threading
from datetime import timedelta

import pytest

from bot.backup.restore_words import outlook_words
from oversight.action.decision import Actor, DeciderKind
from oversight.action.status import Status
from oversight.halts.halt import EVERYTHING, Halt
from oversight.ports.delivery import Message, MessageKind
from storage.backup.backup import contents, copy_database
from storage.backup.restoring import discard, outlook, prepared, put_back, unserved
from storage.engine.errors import AlreadyServed, NoDatabase, StorageError
from storage.engine.schema import NEWEST
from storage.store import open_store
from tests.builders import NOON, a_key, an_action, an_agent, decided, moved, new
from tests.contract.older_schema import back_to

OPERATOR = Actor(DeciderKind.HUMAN, "cli:ada", "ada")


@pytest.fixture
def database(tmp_path, migrated_file):
    """An empty database with our tables."""
    return shutil.copy(migrated_file, tmp_path / "sayso.db")


@pytest.fixture
async def store(database):
    """The same, served."""
    async with open_store(f"sqlite:///{database}", serving=True) as served:
        yield served


async def remember(store, *ids):
    for action_id in ids:
        await store.actions.commit(new(an_action(id=action_id)))


async def test_a_copy_of_a_served_database_has_what_was_committed_and_is_the_owner_s_alone(store, database, tmp_path):
    await remember(store, *(f"act_{number:026}" for number in range(20)))
    copied = copy_database(database, tmp_path / "copy.db")
    assert copied.rows["actions"] == 20
    assert contents(tmp_path / "copy.db") == copied
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    assert not list(tmp_path.glob("copy.db-*"))
    async with open_store(f"sqlite:///{tmp_path / 'copy.db'}", serving=False) as copy:
        assert await copy.actions.action(f"act_{19:026}") == await store.actions.action(f"act_{19:026}")


async def test_a_copy_that_is_made_while_others_write_is_of_one_moment(store, database, tmp_path):
    done = threading.Event()

    async def write():
        number = 0
        while not done.is_set():
            number += 1
            await remember(store, f"act_{number:026}")

    writing = asyncio.create_task(write())
    try:
        for number in range(3):
            copied = await asyncio.to_thread(copy_database, database, tmp_path / f"copy-{number}.db")
            assert copied.rows["audit_leaves"] == copied.rows["actions"], "each action comes with its leaf"
    finally:
        done.set()
        await writing


def test_nothing_is_overwritten_and_nothing_is_left_of_a_copy_that_failed(database, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        copy_database(database, tmp_path / "mine.txt")
    assert (tmp_path / "mine.txt").read_text() == "mine"
    (tmp_path / "noise.db").write_bytes(b"SQLite format 3\0" + os.urandom(8192))
    with pytest.raises(StorageError):
        copy_database(tmp_path / "noise.db", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
    with pytest.raises(NoDatabase):
        copy_database(tmp_path / "nowhere.db", tmp_path / "copy.db")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["truncated", "flipped", "foreign", "newer", "text"])
async def test_a_backup_that_cannot_be_used_is_refused_and_the_database_stays(database, tmp_path, kind):
    async with open_store(f"sqlite:///{database}", serving=False) as store:
        await remember(store, *(f"act_{number:026}" for number in range(200)))
    backup = tmp_path / "backup.db"
    copy_database(database, backup)
    match kind:
        case "truncated":
            os.truncate(backup, backup.stat().st_size // 2)
        case "flipped":
            with backup.open("r+b") as file:
                for page in range(2, backup.stat().st_size // 4096, 3):
                    file.seek(page * 4096)
                    file.write(os.urandom(512))
        case "foreign":
            backup.unlink()
            connection = sqlite3.connect(backup)
            connection.execute("CREATE TABLE songs (name TEXT)")
            connection.close()
        case "newer":
            connection = sqlite3.connect(backup)
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
            connection.close()
        case _:
            backup.write_text("not a database")
    before = database.read_bytes()
    with pytest.raises(StorageError) as refused:
        await prepared(backup, database)
    assert "\n" not in str(refused.value)
    assert database.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


async def test_a_served_database_is_not_replaced(store, database):
    with pytest.raises(AlreadyServed), unserved(database):
        pass


async def test_what_a_restored_backup_does_and_has_forgotten_is_told(database, tmp_path):
    async with open_store(f"sqlite:///{database}", serving=True) as store:
        now = store.clock.now()
        first, late = an_action(id=f"act_{1:026}"), an_action(id=f"act_{2:026}")
        card = Message(MessageKind.CARD, f"{first.id}.card.0", "#agent-approvals", 1)
        await store.actions.commit(new(first, messages=(card,)))
        await store.actions.commit(new(late))
        old = an_agent(name="old-bot")
        await store.agents.add(old, a_key(old)[1], OPERATOR)
        kept_on = an_agent(id="agt_kept", name="kept-bot")
        await store.agents.add(kept_on, a_key(kept_on)[1], OPERATOR)
        copy_database(database, tmp_path / "backup.db")
        await store.actions.commit(moved(decided(first, Status.APPROVED, at=now)))
        await remember(store, f"act_{3:026}", f"act_{4:026}")
        await store.agents.revoke(old, OPERATOR, now)
        await store.agents.add_key(a_key(kept_on)[1], OPERATOR)
        young = an_agent(id="agt_young", name="young-bot")
        await store.agents.add(young, a_key(young)[1], OPERATOR)
        await store.halts.begin(Halt("hlt_1", EVERYTHING, OPERATOR, now), ())
    with unserved(database):
        copy = await prepared(tmp_path / "backup.db", database)
        found = outlook(copy, database, now + timedelta(days=30))
        kept = put_back(copy, database, "20261130T000000Z")
        discard(copy)
    assert (found.pending, found.overdue, found.decisions_lost, found.actions_lost) == (2, 2, 1, 2)
    assert (found.agents_lost, found.revived, found.keys_lost) == (("young-bot",), ("old-bot",), ("kept-bot",))
    assert [halt.id for halt in found.halts_lost] == ["hlt_1"]
    assert (found.waiting, found.is_compared) == (1, True)
    assert contents(database).rows["actions"] == 2
    assert kept == database.with_name("sayso.db.before-restore-20261130T000000Z")
    assert kept is not None
    assert contents(kept).rows["actions"] == 4
    assert stat.S_IMODE(database.stat().st_mode) == 0o600


async def test_a_damaged_database_is_kept_as_it_is_and_gives_way(database, tmp_path):
    copy_database(database, tmp_path / "backup.db")
    database.write_bytes(b"rubbish" * 1000)
    copy = await prepared(tmp_path / "backup.db", database)
    found = outlook(copy, database, NOON)
    assert not found.is_compared
    assert "halt again what was halted" in "".join(outlook_words(found))
    kept = put_back(copy, database, "now")
    assert kept is not None
    assert kept.read_bytes() == b"rubbish" * 1000
    assert contents(database).rows["actions"] == 0


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("end", ["-wal", "-journal"])
async def test_a_log_of_the_old_database_does_not_get_into_the_restored_one(database, tmp_path, end, is_there):
    log = database.with_name(database.name + end)
    copy_database(database, tmp_path / "backup.db")
    copy = await prepared(tmp_path / "backup.db", database)
    if not is_there:
        database.unlink()
    log.write_bytes(b"of the old database")
    put_back(copy, database, "now")
    assert not log.exists()
    if not is_there:  # else SQLite has settled it with the old database
        assert log.with_name(f"{database.name}.before-restore-now{end}").read_bytes() == b"of the old database"
    assert contents(database).rows["actions"] == 0


async def test_an_older_backup_has_the_tables_of_this_version_when_it_is_back(database, tmp_path):
    backup = tmp_path / "backup.db"
    copy_database(database, backup)
    connection = sqlite3.connect(backup)
    for statement in back_to("0005"):
        connection.execute(statement)
    connection.commit()
    connection.close()
    copy = await prepared(backup, database)
    put_back(copy, database, "now")
    assert contents(database).schema == NEWEST
