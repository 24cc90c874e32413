"""Commands that run something."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated

import structlog
import typer

from bot.cli.console import err, finish, load_settings, out
from bot.logs import configure_logging
from bot.policy.source import load_policy
from bot.program import Program
from bot.settings import Settings
from bot.settings.faults import setting_note, setting_warnings
from bot.settings.tokens import wrong_kinds
from bot.wiring.operator_store import errand_ports, operator_store
from oversight.ports import DigestRecord, MessageKind
from oversight.usecases.review.post_digest import post_digest
from storage.backup.served_file import is_served, sqlite_file
from storage.store import Store

log = structlog.get_logger(__name__)

PATIENCE = 10.0
"""How many seconds a running bot has to take up a digest; it looks every second."""
LOOK_EVERY = 0.1

PagePort = Annotated[int, typer.Option(help="Port of the page; where it is taken, the next free one. 0 takes any.")]


def run() -> None:
    """Run the bot: agents' API, Slack, deadlines."""
    settings = load_settings(warn=False)
    configure_logging(settings.log_level, settings.log_format)
    for warning in setting_warnings():
        log.warning(warning)
    if note := setting_note():
        log.info(note)
    if wrong := list(wrong_kinds(settings)):
        for fault in wrong:
            err.print(str(fault), markup=False)
        raise typer.Exit(2)

    async def work() -> None:
        async with Program(settings) as program:
            err.print(f"Agents' API: {program.url} (its documentation: {program.url}/docs)")
            await program.until_stopped()

    finish(work())


def demo(
    port: PagePort = 8765,
    traffic: Annotated[
        list[Path] | None, typer.Option(help="Recorded actions (JSONL) for one of the agents; may be repeated.")
    ] = None,
) -> None:
    """Run everything here, an embedded Slack included, with three agents that ask."""
    from bot.demo.run import run_demo  # noqa: PLC0415 - what only the demo needs is loaded only for it

    finish(run_demo(port=port, traffic=traffic or ()))


def sandbox(
    port: PagePort = 8765,
    manifest: Annotated[Path | None, typer.Option(help="App manifest whose scopes and commands to enforce.")] = None,
    request_url: Annotated[str | None, typer.Option(help="Deliver there by signed HTTP, not Socket Mode.")] = None,
    rate_limits: Annotated[bool, typer.Option(help="Answer 429 as Slack would.")] = True,
) -> None:
    """Run the embedded Slack alone, for any Slack app."""
    options = ["--port", str(port), "--rate-limits", "on" if rate_limits else "off"]
    if manifest is not None:
        options += ["--manifest", str(manifest)]
    if request_url is not None:
        options += ["--request-url", request_url]
    # The sandbox is a program of its own and takes this process's place, so that signals reach it.
    os.execv(sys.executable, [sys.executable, "-m", "sandbox", *options])  # noqa: S606 - our own module, no shell


def digest(
    now: Annotated[bool, typer.Option("--now", help="Post it at once instead of at the policy's time.")] = False,
) -> None:
    """Post the lazy-review digest of everything since the last one."""
    if not now:
        err.print("The digest posts itself at the policy's time. To post one at once: sayso digest --now")
        raise typer.Exit(2)
    settings = load_settings()

    async def work() -> tuple[DigestRecord, str] | None:
        async with operator_store(settings) as store:
            ports = errand_ports(store, load_policy(settings.policy_file)[0], settings)
            await ports.ledger.begin_digests(ports.clock.now())
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
