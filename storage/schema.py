"""Which tables there are: migrating them, and refusing to work on others."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.database import Database
from storage.errors import SchemaMismatch
from storage.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"
ONE_MIGRATOR = text("SELECT pg_advisory_xact_lock(hashtext('countersign.migrate'))")


async def migrate(database: Database) -> tuple[str | None, str]:
    """The tables are those of this version, all of them or as before; the versions before and after."""
    return await database.write(upgrade)


async def check_schema(database: Database) -> None:
    """Raises SchemaMismatch unless the tables are those that this version knows."""
    found = await database.read(current_version)
    wanted = newest_version()
    if found == wanted:
        return
    if found is None:
        raise SchemaMismatch("The database is empty. Run: countersign migrate")
    if found in {script.revision for script in _scripts().walk_revisions()}:
        raise SchemaMismatch(
            f"The database has schema {found}, this version of Countersign needs {wanted}. Run: countersign migrate"
        )
    raise SchemaMismatch(
        f"The database has schema {found}, which a newer version of Countersign made; this one knows up to {wanted}. "
        "Install that newer version, or restore a backup from before."
    )


def newest_version() -> str:
    """The schema that this version of the program needs."""
    head = _scripts().get_current_head()
    assert head is not None, "there is always a first migration"
    return head


def current_version(connection: Connection) -> str | None:
    """The schema that the database has."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection) -> tuple[str | None, str]:
    """Runs the missing migrations inside the connection's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(ONE_MIGRATOR)
    before = current_version(connection)
    scripts = _scripts()
    if before is not None and before not in {script.revision for script in scripts.walk_revisions()}:
        raise SchemaMismatch(
            f"The database has schema {before}, which a newer version of Countersign made. Install that version."
        )

    def steps(revision: Any, _context: MigrationContext) -> Sequence[Any]:
        return scripts._upgrade_revs("head", revision)  # noqa: SLF001 - what alembic's own command calls

    with EnvironmentContext(Config(), scripts, fn=steps, destination_rev="head") as environment:
        environment.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
        with environment.begin_transaction():
            environment.run_migrations()
    return before, newest_version()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))
