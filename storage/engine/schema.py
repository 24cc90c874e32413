"""Which tables there are: migrating them, and refusing to work on others.

The version that the tables have is written in them, so that a database that needs no migration is opened without
loading what migrates: that would take longer than most commands do.
"""

from math import inf

from sqlalchemy import Connection, inspect, text

from storage.engine.database import Database
from storage.engine.errors import SchemaMismatch
from storage.engine.one_at_a_time import one_at_a_time
from storage.engine.patience import ERRAND

NEWEST = "0012"
"""The schema that this version of the program needs."""
WRITTEN_IN = "alembic_version"
LOCK = "sayso.migrate"


async def migrate(database: Database) -> tuple[str | None, str]:
    """The tables are those of this version, or unchanged where that fails; returns the versions before and after."""
    if await database.read(current_version, seconds=ERRAND) == NEWEST:
        return NEWEST, NEWEST
    return await database.write(upgrade, seconds=inf)


async def check_schema(database: Database) -> None:
    """Raises SchemaMismatch unless the tables are those that this version knows."""
    found = await database.read(current_version, seconds=ERRAND)
    if found == NEWEST:
        return
    from storage.engine.migrating import known_versions  # noqa: PLC0415 - alembic, which few starts need

    if found is None:
        raise SchemaMismatch("The database is empty. Run: sayso migrate", is_older=True)
    if found in known_versions():
        raise SchemaMismatch(
            f"The database has schema {found}, this version of Sayso needs {NEWEST}. Run: sayso migrate", is_older=True
        )
    raise SchemaMismatch(
        f"The database has schema {found}, which a newer version of Sayso made; this one knows up to {NEWEST}. "
        "Install that newer version, or restore a backup from before."
    )


def current_version(connection: Connection) -> str | None:
    """The schema that the database has; None where it is empty. Raises SchemaMismatch where it has several."""
    if not inspect(connection).has_table(WRITTEN_IN):
        return None
    found = list(connection.execute(text(f"SELECT version_num FROM {WRITTEN_IN}")).scalars())  # noqa: S608 - our own constant
    if len(found) > 1:
        raise SchemaMismatch(
            f"The table {WRITTEN_IN} names {len(found)} schemas ({', '.join(sorted(found))}), so nobody knows which "
            "one the tables have. Restore a backup, or delete the rows that are not so."
        )
    return found[0] if found else None


def upgrade(connection: Connection) -> tuple[str | None, str]:
    """Runs the missing migrations inside the connection's transaction."""
    from storage.engine.migrating import known_versions, run_migrations  # noqa: PLC0415 - alembic, which few starts need

    one_at_a_time(connection, LOCK)
    before = current_version(connection)
    if before is not None and before not in known_versions():
        raise SchemaMismatch(
            f"The database has schema {before}, which a newer version of Sayso made. Install that version."
        )
    run_migrations(connection)
    return before, NEWEST
