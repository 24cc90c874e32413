"""The migrations make the tables that the code knows, and code refuses to work on others."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from storage.engines import open_database
from storage.errors import SchemaMismatch
from storage.schema import check_schema, migrate, newest_version
from storage.tables import metadata


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
    assert await migrate(database) == (None, newest_version())
    assert await migrate(database) == (newest_version(), newest_version())
    await check_schema(database)


async def test_an_empty_database_is_refused(database):
    with pytest.raises(SchemaMismatch, match="countersign migrate"):
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
        from storage.schema import upgrade  # noqa: PLC0415 - only this test looks inside

        upgrade(connection)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        await database.write(fail_afterwards)
    with pytest.raises(SchemaMismatch, match="empty"):
        await check_schema(database)
    assert await migrate(database) == (None, newest_version())


PARTIAL = {
    "SELECT id FROM actions WHERE status = 'pending' AND due_at <= 1 ORDER BY due_at LIMIT 5": "ix_actions_due",
    "SELECT id FROM actions WHERE status = 'pending' ORDER BY deadline_at LIMIT 5": "ix_actions_deadline",
    "SELECT id FROM outbox WHERE channel = 'x' AND dead_at IS NULL ORDER BY urgency, id LIMIT 1": "ix_outbox_waiting",
}


@pytest.mark.parametrize(("question", "index"), PARTIAL.items())
async def test_the_questions_of_every_second_are_answered_by_an_index(tmp_path, question, index):
    async with open_database(f"sqlite:///{tmp_path / 'countersign.db'}", serving=False) as database:
        await migrate(database)
        plan = await database.read(
            lambda connection: connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}").all()
        )
    assert index in str(plan)
    assert "TEMP B-TREE" not in str(plan)
