"""Commands that prepare an installation: its tables, and its app in Slack."""

import sys
from typing import Annotated

import typer
import yaml

from bot.cli.console import finish, load_settings, out
from bot.slack.manifest import manifest as app_manifest
from storage.engine.engines import open_database
from storage.engine.schema import migrate as migrate_tables


def migrate() -> None:
    """Bring the database's tables up to this version."""
    url = load_settings().database_url.get_secret_value()

    async def work() -> tuple[str | None, str]:
        async with open_database(url, serving=False) as database:
            return await migrate_tables(database)

    before, after = finish(work())
    out.print(
        f"The database is up to date ({after})." if before == after else f"Migrated {before or 'empty'} → {after}."
    )


def manifest(
    http: Annotated[str | None, typer.Option(help="Public base URL, for signed HTTP instead of Socket Mode.")] = None,
) -> None:
    """Print the Slack app manifest to paste at api.slack.com/apps."""
    sys.stdout.write(yaml.safe_dump(app_manifest(http_url=http), sort_keys=False, allow_unicode=True))
