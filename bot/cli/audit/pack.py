"""``sayso audit pack``: what an auditor takes home."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.audit.pack import PAGE, make_pack
from bot.cli.console import err, finish, load_settings, out
from bot.start_refused import StartRefused
from bot.wiring.operator_store import operator_store
from oversight.audit.pack import Pack, Period

FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]


def pack(
    folder: Annotated[Path, typer.Argument(help="Where to; it is made if it is not there.")],
    *,
    since: Annotated[datetime, typer.Option("--from", formats=FORMATS, help="The first day, or a moment, UTC.")],
    until: Annotated[datetime, typer.Option("--to", formats=FORMATS, help="The day, or moment, before which it ends.")],
    seed: Annotated[str, typer.Option(help="Any words that the auditor chose: they draw the sample.")],
    sample: Annotated[int, typer.Option(min=1, max=1000, help="So many actions, or all if there are fewer.")] = 25,
) -> None:
    """Write a folder for an auditor: the log, figures, a sample with stories and proofs, and a map of duties."""
    settings = load_settings()

    async def work() -> Pack:
        if not seed.strip():
            raise StartRefused("--seed is empty. Ask the auditor for some words: they draw the sample.")
        period = Period(since.replace(tzinfo=UTC), until.replace(tzinfo=UTC))
        if period.until <= period.since:
            raise StartRefused("The period ends before it begins.")
        async with operator_store(settings) as store:
            return await make_pack(store.audit, folder, period, seed, sample)

    made = finish(work())
    drawn = len(made.items)
    out.print(f"{made.population.proposed:,} actions were proposed in the period; {drawn} were drawn.", markup=False)
    err.print(f"To read: {folder / PAGE}. To check: sayso audit verify {folder} --key PUBLIC_KEY", markup=False)
