"""Commands that look at an installation and mend it."""

import sys
from typing import Annotated

import typer
import yaml
from rich.table import Table
from rich.text import Text

from bot.cli.console import finish, load_settings, out
from bot.doctor.examination import examine
from bot.doctor.finding import Health
from bot.manifest import manifest as app_manifest
from bot.settings import PREFIX, Settings
from storage.engines import open_database
from storage.schema import migrate as migrate_tables

MARKS = {Health.OK: "[green]ok[/]  ", Health.WARN: "[yellow]warn[/]", Health.BAD: "[red]bad[/] "}


def doctor() -> None:
    """Say what is wrong with this installation, and how to mend it."""
    findings = finish(examine(load_settings()))
    for finding in findings:
        out.print(MARKS[finding.health], Text(finding.what))
        if finding.mend:
            out.print("      →", Text(finding.mend))
    if any(finding.health is Health.BAD for finding in findings):
        raise typer.Exit(1)


def settings() -> None:
    """Print every setting, its value and its meaning; of secrets only whether they are set."""
    current = load_settings()
    table = Table(box=None, pad_edge=False)
    for heading in ("setting", "value", "meaning"):
        table.add_column(heading, overflow="fold")
    for name, field in Settings.model_fields.items():
        table.add_row(PREFIX + name.upper(), Text(str(getattr(current, name)) or "(not set)"), field.description)
    out.print(table)


def migrate() -> None:
    """Bring the database's tables up to this version."""

    async def work() -> tuple[str | None, str]:
        async with open_database(load_settings().database_url, serving=False) as database:
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
