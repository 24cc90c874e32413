"""``sayso backup`` and ``restore``: a checked copy of the database, and its way back."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from bot.backup.files import STAMP, back_up
from bot.backup.restore_words import outlook_words
from bot.cli.console import err, finish, load_settings, out
from bot.settings import Settings
from bot.start_refused import StartRefused
from storage.backup.restoring import Outlook, discard, outlook, prepared, put_back, unserved
from storage.engine.clock import SystemClock
from storage.engine.sqlite.served_file import sqlite_file

Result = TypeVar("Result")

DUMP = (
    "PostgreSQL is backed up by its own tools: (umask 077; pg_dump --format=custom --file=sayso.dump "
    '"$SAYSO_DATABASE_URL"). To restore, stop every bot, then: pg_restore --clean --if-exists '
    '--single-transaction --dbname="$SAYSO_DATABASE_URL" sayso.dump'
)


def backup(
    to: Annotated[str, typer.Option(help="A file, or a folder in which each backup is named by its time.")],
    keep: Annotated[
        int | None, typer.Option(min=1, help="How many backups to keep there; older ones are removed. Default: all.")
    ] = None,
) -> None:
    """Write a checked copy of the database, also while a bot runs. Overwrites nothing."""
    settings = load_settings()

    async def work() -> None:
        made = await asyncio.to_thread(back_up, _file(settings), to, SystemClock().now(), keep=keep)
        counted = ", ".join(f"{table.replace('_', ' ')} {rows:,}" for table, rows in made.contents.rows.items())
        err.print(
            f"Checked and found whole: {counted}. Payloads are in clear: keep it like the database.", markup=False
        )
        for path in made.removed:
            err.print(f"Removed: {path}", markup=False)
        out.print(str(made.path), markup=False)

    finish(_with_sentences(work()))


def restore(
    backup: Annotated[Path, typer.Argument(metavar="FROM", help="A file that `sayso backup` wrote.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would mean.")] = False,
) -> None:
    """Put a backup in the place of the database, which is kept; say what that means. Refused while a bot serves."""
    settings = load_settings()

    async def work() -> tuple[Outlook, Path | None]:
        database, now = _file(settings).resolve(), SystemClock().now()
        if database.exists() and backup.exists() and backup.samefile(database):
            raise StartRefused(f"{backup} is the database itself. Name a backup.")
        with unserved(database):
            copy = await prepared(backup, database)
            try:
                found = outlook(copy, database, now)
                return found, None if dry_run else put_back(copy, database, now.strftime(STAMP))
            finally:
                discard(copy)

    found, kept = finish(_with_sentences(work()))
    for line in outlook_words(found):
        out.print(line, markup=False)
    if dry_run:
        out.print("Nothing was changed.")
        return
    out.print(f"Restored from {backup}.{f' The earlier database is kept: {kept}' if kept else ''}", markup=False)
    out.print("Next: sayso doctor, then sayso run.")


def _file(settings: Settings) -> Path:
    path = sqlite_file(settings.database_url.get_secret_value())
    if path is None:
        raise StartRefused(DUMP)
    return path


async def _with_sentences(work: Coroutine[Any, Any, Result]) -> Result:
    """What the work gives; a file that cannot be read or written is a refusal with its name."""
    try:
        return await work
    except OSError as error:
        raise StartRefused(f"{error.filename or 'The file'}: {error.strerror}. Nothing was changed.") from error
