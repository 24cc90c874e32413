"""Is the database there, are its tables ours, and what lies in it undelivered?"""

import shlex
from collections.abc import AsyncIterator

from bot.doctor.finding import Finding, bad, ok, warn
from bot.settings import Settings
from oversight.halts.words import halted_words, scope_argument
from storage.errors import StorageError
from storage.store import open_store

SHOWN = 5


async def check_database(settings: Settings) -> AsyncIterator[Finding]:
    """The database, then what waits for Slack in it and what was given up."""
    try:
        async with open_store(settings.database_url, serving=False) as store:
            yield ok("Database: reachable, tables up to date")
            counts = await store.outbox.counts()
            since = (
                f", the oldest since {counts.oldest_waiting_at:%Y-%m-%d %H:%M} UTC" if counts.oldest_waiting_at else ""
            )
            yield ok(f"Outbox: {counts.waiting} waiting{since}")
            for halt in (await store.ledger.halts.standing()).standing:
                yield warn(
                    f"{halted_words(halt)}, since {halt.at:%Y-%m-%d %H:%M} UTC",
                    f"If it is over: countersign resume {shlex.quote(scope_argument(halt.scope))}",
                )
            if not await store.agents.agents():
                yield warn("Agents: none", "Let one in: countersign agents add NAME")
            if counts.dead:
                yield warn(f"Outbox: {counts.dead} given up", "Mend what they name; the actions themselves run on")
                for letter in await store.outbox.dead_letters(SHOWN):
                    message = letter.message
                    yield warn(f"  {message.kind.value} {message.ref} to {message.channel}: {letter.last_error}", "")
    except StorageError as error:
        yield bad(f"Database: {error}", "Check COUNTERSIGN_DATABASE_URL")
