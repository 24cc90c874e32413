"""``sayso digest``: the lazy-review digest, posted at once."""

import asyncio
from typing import Annotated

import typer

from bot.cli.console import err, finish, load_settings, out
from bot.policy.source import load_policy
from bot.settings import Settings
from bot.wiring.operator_store import errand_ports, operator_store
from oversight.ports.delivery import MessageKind
from oversight.ports.review import DigestRecord
from oversight.usecases.review.post_digest import post_digest
from storage.engine.sqlite.served_file import is_served, sqlite_file
from storage.store import Store

PATIENCE = 10.0
"""How many seconds a running bot has to take up a digest; it looks every second."""
LOOK_EVERY = 0.1


def digest(
    now: Annotated[bool, typer.Option("--now", help="Post it at once instead of at the policy's time.")] = False,
) -> None:
    """Post the digest of everything since the last one."""
    if not now:
        err.print("The digest posts itself at the policy's time. To post one at once: sayso digest --now")
        raise typer.Exit(2)
    settings = load_settings()

    async def work() -> tuple[DigestRecord, str] | None:
        async with operator_store(settings) as store:
            ports = errand_ports(store, load_policy(settings.policy_file)[0], settings)
            await ports.review.begin_digests(ports.clock.now())
            record = await post_digest(ports.clock.now(), ports)
            return None if record is None else (record, await _whereabouts(record, store, settings))

    done = finish(work())
    if done is None:
        err.print("No digest: the policy names no digest channel, or nothing has passed since the last one.")
        raise typer.Exit(1)
    record, whereabouts = done
    total, samples = record.numbers.total, len(record.samples)
    actions = f"{total} action{'' if total == 1 else 's'}"
    out.print(f"Digest {record.id}: {actions}, {samples} to look at. {whereabouts}", markup=False)


async def _whereabouts(record: DigestRecord, store: Store, settings: Settings) -> str:
    """Where the digest is now. Only a running bot posts it, and what one does is seen in the database alone."""
    file = sqlite_file(settings.database_url.get_secret_value())
    waits = f"It waits for a bot: the next `sayso run` posts it to {record.channel}."
    if file is not None and not is_served(file):
        return waits
    for _ in range(int(PATIENCE / LOOK_EVERY)):
        posting = await store.postings.posting(MessageKind.DIGEST, record.id)
        if posting is not None:
            return f"A running bot {'has posted' if posting.ts else 'is posting'} it to {record.channel}."
        await asyncio.sleep(LOOK_EVERY)
    return f"No running bot took it within {PATIENCE:g} seconds. {waits} Ask: sayso doctor"
