"""``sayso export``: what is remembered, as files that other tools and rehearsals read."""

import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from bot.cli.console import err, finish, load_settings
from bot.rehearsal.export import recording_line
from bot.wiring.operator_store import operator_store
from storage.private_files import make_file
from storage.rehearsal import past_actions
from storage.store import Store

commands = typer.Typer(no_args_is_help=True, help="What is remembered, as files.")

Day = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="A day or a moment, UTC.")
]


@commands.callback()
def _export() -> None:
    """Keep ``actions`` a subcommand: others may join it."""


@commands.command()
def actions(
    output: Annotated[Path | None, typer.Option(help="Write there instead of to standard output.")] = None,
    since: Day = None,
    until: Day = None,
) -> None:
    """Write past actions as JSON lines, with what became of them: traffic to rehearse a policy on."""

    async def work() -> int:
        async with operator_store(load_settings()) as store:
            if output is not None:
                make_file(output)
            with nullcontext(sys.stdout.buffer) if output is None else output.open("wb") as target:
                return await _write(store, target, since, until)

    try:
        written = finish(work())
    except OSError as error:
        err.print(
            f"{output} cannot be written: {error.strerror}. Name a file that this account may write.", markup=False
        )
        raise typer.Exit(1) from error
    actions = f"{written} action{'' if written == 1 else 's'}"
    err.print(f"{actions}. Payloads are in clear, also what cards redact: keep the file like the database.")


async def _write(store: Store, target: BinaryIO, since: datetime | None, until: datetime | None) -> int:
    written, last = 0, ""
    while page := await past_actions(store.database, last, since=_utc(since), until=_utc(until)):
        target.writelines(recording_line(action, sample) for action, sample in page)
        written, last = written + len(page), page[-1][0].id
    return written


def _utc(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(tzinfo=UTC)
