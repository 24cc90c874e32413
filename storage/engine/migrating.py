"""Running migrations. Loaded only where there is one to run."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.engine.metadata import metadata

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def known_versions() -> list[str]:
    """Every schema that there has been, the newest first."""
    return [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]


def run_migrations(connection: Connection) -> None:
    """The tables are those of the newest migration."""
    known = ScriptDirectory(str(MIGRATIONS))

    def steps(revision: Any, _context: MigrationContext) -> Sequence[Any]:
        return known._upgrade_revs("head", revision)  # noqa: SLF001 - what alembic's own command calls

    with EnvironmentContext(Config(), known, fn=steps, destination_rev="head") as environment:
        environment.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
        with environment.begin_transaction():
            environment.run_migrations()
