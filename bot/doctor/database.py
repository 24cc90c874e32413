"""Is the database there, are its tables ours, and what lies in it undelivered? It is read and left as it is."""

import os
import shlex
from collections.abc import AsyncIterator
from pathlib import Path

from bot.doctor.diagnosis import Diagnosis, bad, ok, warn
from bot.logs.redaction import redacted
from bot.settings import Settings
from oversight.halts.words import halted_words, scope_argument
from storage.agents import list_agents
from storage.engine.database import Database
from storage.engine.errors import NoDatabase, SchemaMismatch, StorageError
from storage.engine.read_only import open_to_look
from storage.engine.schema import check_schema
from storage.engine.sqlite.served_file import sqlite_file
from storage.halts import load_active
from storage.outbox import outbox

SHOWN = 5


async def check_database(settings: Settings) -> AsyncIterator[Diagnosis]:
    """The database, then what waits for Slack in it and what was given up."""
    url = settings.database_url.get_secret_value()
    path = sqlite_file(url)
    try:
        async with open_to_look(url) as database:
            await check_schema(database)
            yield ok("Database: reachable, tables up to date")
            async for finding in _inside(database):
                yield finding
    except NoDatabase:
        yield _absent(path or Path())
    except SchemaMismatch as error:
        # On SQLite the bot brings its tables up to date by itself.
        is_old = path is not None and error.is_older
        yield (
            warn(f"Database: {error}", "Back it up first; `sayso run` does the same")
            if is_old
            else bad(f"Database: {error}", "Check SAYSO_DATABASE_URL")
        )
    except StorageError as error:
        yield bad(f"Database: {redacted(str(error))}", "Check SAYSO_DATABASE_URL, and that the server is up")


async def _inside(database: Database) -> AsyncIterator[Diagnosis]:
    counts = await database.read(outbox.count)
    since = f", the oldest since {counts.oldest_waiting_at:%Y-%m-%d %H:%M} UTC" if counts.oldest_waiting_at else ""
    yield ok(f"Outbox: {counts.waiting} waiting{since}")
    for halt in (await database.read(load_active)).active:
        yield warn(
            f"{halted_words(halt)}, since {halt.at:%Y-%m-%d %H:%M} UTC",
            f"If it is over: sayso resume {shlex.quote(scope_argument(halt.scope))}",
        )
    if all(agent.reads_audit for agent in await database.read(list_agents)):
        yield warn("Agents: none", "Let one in: sayso agents add NAME")
    if counts.dead:
        yield warn(f"Outbox: {counts.dead} given up", "Fix what they name; the actions themselves run on")
        for letter in await database.read(lambda connection: outbox.list_dead(connection, SHOWN)):
            message, last_error = letter.message, redacted(letter.last_error or "")
            yield warn(f"  {message.kind.value} {message.ref} to {message.channel}: {last_error}", "")


def _absent(path: Path) -> Diagnosis:
    """The file is made at the first start, where its folder can be written."""
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return bad(
            f"Database: {path} is not there, and {folder} cannot be written by this account",
            "Set SAYSO_DATABASE_URL to a file in a folder that the bot's account may write",
        )
    return warn(
        f"Database: {path} is not there yet",
        "`sayso run` makes it. If there should be one: check SAYSO_DATABASE_URL and the working directory",
    )
