"""The migrations make the tables that the code knows, and code refuses to work on others."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from storage.engine.engines import open_database
from storage.engine.errors import SchemaMismatch
from storage.engine.metadata import metadata
from storage.engine.migrating import known_versions
from storage.engine.schema import NEWEST, check_schema, migrate
from tests.architecture.source import PROJECT
from tests.contract.older_schema import back_to


@pytest.fixture
async def database(database_url):
    async with open_database(database_url, serving=False) as opened:
        yield opened


def differences(connection):
    return compare_metadata(MigrationContext.configure(connection), metadata)


async def test_migrations_and_tables_agree(database):
    await migrate(database)
    assert await database.read(differences) == []


async def test_migrating_tells_what_it_did_and_does_nothing_twice(database):
    assert await migrate(database) == (None, NEWEST)
    assert await migrate(database) == (NEWEST, NEWEST)
    await check_schema(database)


def test_the_newest_schema_is_the_newest_migration():
    assert known_versions()[0] == NEWEST


async def test_an_older_schema_is_brought_up_and_keeps_what_it_has(database):
    """0001 is what the first users have."""

    def go_back(connection):
        for statement in back_to("0001"):
            connection.execute(text(statement))
        connection.execute(text("INSERT INTO agents (id, name, action_types) VALUES ('agt_1', 'kept', '*')"))

    await migrate(database)
    await database.write(go_back)
    with pytest.raises(SchemaMismatch, match=rf"needs {NEWEST}\. Run: sayso migrate"):
        await check_schema(database)
    assert await migrate(database) == ("0001", NEWEST)
    assert await database.read(differences) == []
    assert (
        await database.read(lambda connection: connection.execute(text("SELECT name FROM agents")).scalar()) == "kept"
    )


LAZY = """
import asyncio, sys
from storage.store import open_store

async def look():
    async with open_store(sys.argv[1], serving=False) as store:
        await store.agents.agents()

asyncio.run(look())
print([name for name in ("alembic", "asyncpg", "sqlalchemy.orm") if name in sys.modules])
"""


@pytest.mark.slow
async def test_a_file_that_needs_no_migration_is_opened_without_what_would_migrate_it(tmp_path):
    url = f"sqlite:///{tmp_path / 'sayso.db'}"
    async with open_database(url, serving=False) as database:
        await migrate(database)
    command = [sys.executable, "-c", LAZY, url]
    said = await asyncio.to_thread(subprocess.check_output, command, cwd=PROJECT, text=True)
    assert said == "[]\n"


async def test_an_empty_database_is_refused(database):
    with pytest.raises(SchemaMismatch, match="sayso migrate"):
        await check_schema(database)


async def test_a_newer_schema_is_refused(database):
    await migrate(database)
    await database.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(SchemaMismatch, match="schema 9999, which a newer version"):
        await check_schema(database)
    with pytest.raises(SchemaMismatch, match="newer version"):
        await migrate(database)


async def test_a_migration_that_fails_leaves_everything_as_it_was(database):
    def fail_afterwards(connection):
        from storage.engine.schema import upgrade  # noqa: PLC0415 - only this test looks inside

        upgrade(connection)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        await database.write(fail_afterwards)
    with pytest.raises(SchemaMismatch, match="empty"):
        await check_schema(database)
    assert await migrate(database) == (None, NEWEST)


PARTIAL = {
    "SELECT id FROM actions WHERE status = 'pending' AND due_at <= 1 ORDER BY due_at LIMIT 5": "ix_actions_due",
    "SELECT id FROM actions WHERE status = 'pending' ORDER BY deadline_at NULLS LAST LIMIT 5": "ix_actions_deadline",
    "SELECT id FROM outbox WHERE channel = 'x' AND stands = 0 AND dead_at IS NULL ORDER BY urgency, id": (
        "ix_outbox_waiting"
    ),
    "UPDATE outbox SET stands = 0 WHERE stands IS NULL": "ix_outbox_unsorted",
}


@pytest.mark.parametrize(("question", "index"), PARTIAL.items())
async def test_the_questions_of_every_second_are_answered_by_an_index(tmp_path, question, index):
    async with open_database(f"sqlite:///{tmp_path / 'sayso.db'}", serving=False) as database:
        await migrate(database)
        plan = await database.read(
            lambda connection: connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}").all()
        )
    assert index in str(plan)
    assert "TEMP B-TREE" not in str(plan)


async def test_a_table_that_names_two_schemas_is_refused_in_a_sentence(database):
    await migrate(database)
    await database.write(lambda connection: connection.execute(text("INSERT INTO alembic_version VALUES ('0001')")))
    for look in (migrate, check_schema):
        with pytest.raises(SchemaMismatch, match=f"2 schemas \\(0001, {NEWEST}\\)"):
            await look(database)
