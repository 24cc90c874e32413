"""``sayso export``: what is remembered, as files that other tools and rehearsals read."""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import err, finish, load_settings, policy_in
from bot.feedback.lines import FeedbackLines, Format
from bot.policy.archive import PolicyArchive
from bot.policy.source import PolicyFile
from bot.rehearsal.export import recording_line
from bot.settings import Settings
from bot.wiring.operator_store import operator_store
from oversight.calendar.duration import parse_duration
from oversight.editing.redaction import NO_HINTS
from oversight.usecases.actions.card_hints import card_hints
from storage.precedents import SqlPrecedents
from storage.private_files import written_whole
from storage.store import Store

commands = typer.Typer(no_args_is_help=True, help="What is remembered, as files.")

FORMATS = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S")
Day = Annotated[datetime | None, typer.Option(formats=list(FORMATS), help="A day or a moment, UTC.")]
Output = Annotated[Path | None, typer.Option(help="Write there instead of to standard output.")]


@dataclass(frozen=True, slots=True)
class Since:
    """Where a period begins: at a moment, or so long ago."""

    said: datetime | timedelta

    def moment(self, now: datetime) -> datetime:
        """The beginning."""
        return self.said if isinstance(self.said, datetime) else now - self.said


def _since(text: str) -> Since:
    for written in FORMATS:
        try:
            return Since(datetime.strptime(text, written).replace(tzinfo=UTC))
        except ValueError:
            continue
    try:
        return Since(parse_duration(text))
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no span such as 7d, and no day such as 2026-03-31") from error


@commands.command()
def actions(
    output: Output = None,
    since: Day = None,
    until: Day = None,
    *,
    redact: Annotated[bool, typer.Option("--redact", help="Leave out what card.redact hides.")] = False,
) -> None:
    """Write past actions as JSON lines, with what became of them: traffic to rehearse a policy on."""
    settings = load_settings()

    async def lines(store: Store) -> AsyncIterator[bytes]:
        policies = PolicyArchive(PolicyFile(settings.policy_file), store.database, store.clock) if redact else None
        last = ""
        while page := await SqlPrecedents(store.database).page(last, since=_utc(since), until=_utc(until)):
            for action, sample in page:
                hints = await card_hints(action, policies) if policies else NO_HINTS
                yield recording_line(action, sample, hints)
            last = page[-1][0].id

    written = _counted(_write(settings, output, lines), "action")
    told = (
        "What card.redact names is left out; all else is in clear. A rule that looks at what is left out decides "
        "otherwise when it is rehearsed."
        if redact
        else "Payloads are in clear, also what cards redact, because a rehearsal needs them: keep the file like "
        "the database, or write it with --redact."
    )
    err.print(f"{written}. {told}", markup=False)


@commands.command()
def feedback(
    form: Annotated[Format, typer.Option("--format", help="What a line is.")] = Format.JSONL,
    since: Annotated[
        Since | None,
        typer.Option(parser=_since, metavar="SPAN|DAY", help="What was said in the last 7d, or from a day on."),
    ] = None,
    action_type: Annotated[str | None, typer.Option("--type", help="Only this type of action.")] = None,
    output: Output = None,
) -> None:
    """Write what people approved, changed, rejected and found as JSON lines: records to train an agent on."""
    settings = load_settings()
    policy = policy_in(settings.policy_file)
    left_out = 0

    async def lines(store: Store) -> AsyncIterator[bytes]:
        nonlocal left_out
        told = FeedbackLines(store.database, policy, form)
        begin = None if since is None else since.moment(store.clock.now())
        async for line in told.lines(since=begin, action_type=action_type):
            yield line
        left_out = told.left_out

    written = _write(settings, output, lines)
    err.print(f"{_counted(written, 'record')}. What cards redact is left out, and who decided.", markup=False)
    if left_out:
        err.print(
            f"{_counted(left_out, 'record')} left out: "
            "the policy behind it can no longer be read, so nobody knows what it hides.",
            markup=False,
        )


def _write(settings: Settings, output: Path | None, lines: Callable[[Store], AsyncIterator[bytes]]) -> int:
    """How many lines were written; a file that cannot be written is a sentence, and a pipe that closes is an end."""

    async def work() -> int:
        written = 0
        async with operator_store(settings) as store:
            with nullcontext(sys.stdout.buffer) if output is None else written_whole(output) as target:
                async for line in lines(store):
                    target.write(line)
                    written += 1
                target.flush()
        return written

    try:
        return finish(work())
    except BrokenPipeError:
        raise  # whoever reads has enough; the command ends without a word
    except OSError as error:
        where = output or "Standard output"
        err.print(
            f"{where} cannot be written: {error.strerror}. Name a file that this account may write.", markup=False
        )
        raise typer.Exit(1) from error


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _utc(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(tzinfo=UTC)
