"""Commands that try a policy on actions before it decides about any."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, NoReturn

import orjson
import typer
from msgspec import Struct
from msgspec.structs import asdict
from rich.table import Table

from bot.cli.console import OF_THE_BOT, err, load_settings, out, policy_in
from bot.cli.lists import print_table
from bot.rehearsal.backtest import Backtest, CandidatePolicy, Wishes, backtest, lacks_signals
from bot.rehearsal.picture import PictureUnavailable, draw
from bot.rehearsal.recording import BadRecording, Recording, read_one, read_recordings
from bot.rehearsal.tables import tables
from oversight.editing.masked import masked_words
from oversight.rehearsal.report import PER_REVIEW
from oversight.routing.explanation import explanation
from oversight.routing.explanation_words import explanation_words
from oversight.routing.routing import evaluate
from storage.engine.clock import SystemClock

MINUTES = PER_REVIEW / timedelta(minutes=1)
CATCH = 0.9
DAY = 24 * 60

PolicyPath = Annotated[Path | None, typer.Option("--policy", help=OF_THE_BOT, show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]


def explain(
    path: Annotated[Path, typer.Argument(help="One action as JSON: the body of a proposal.")],
    policy: PolicyPath = None,
    as_json: AsJson = False,
) -> None:
    """Say what would happen to one action, and each rule's part in it. Writes nothing."""
    rules = policy_in(policy or load_settings().policy_file)
    try:
        recorded = read_one(path)
    except BadRecording as error:
        _refuse(error)
    proposal = recorded.proposal
    known = rules.action_types.get(proposal.action_type)
    if problems := known.schema_problems(proposal.payload) if known else ():
        for problem in masked_words(problems, known.card) if known else ():
            err.print(f"{path}: {problem}", markup=False)
        err.print(f"It would be refused: the payload does not fit the schema of {proposal.action_type}.", markup=False)
        raise typer.Exit(1)
    evaluation = evaluate(proposal, recorded.agent, rules, at=recorded.at or SystemClock().now())
    told = explanation(proposal.action_type, evaluation, rules, evaluation.route)
    if as_json:
        _print_json(told)
        return
    for line in explanation_words(told, rules.confidence.thresholds):
        out.print(line, markup=False)


def run_backtest(  # noqa: PLR0917 - typer passes options by name
    traffic: Annotated[
        list[Path],
        typer.Option(help="Recorded actions (JSONL), with or without the truth about them; repeat for more."),
    ],
    policy: PolicyPath = None,
    compare: Annotated[Path | None, typer.Option(help="Another policy: which actions would change their way?")] = None,
    minutes: Annotated[
        float, typer.Option("--minutes-per-review", min=0, max=DAY, help="What one look costs.")
    ] = MINUTES,
    catch: Annotated[float, typer.Option(min=0, max=1, help="Share of wrong actions to catch, for advice.")] = CATCH,
    past: Annotated[
        bool, typer.Option("--past", help="Compute signals from earlier actions of the recording, as the bot would.")
    ] = False,
    as_json: AsJson = False,
    picture: Annotated[Path | None, typer.Option(help="Draw it into this file (.png or .svg).")] = None,
) -> None:
    """Replay recorded actions: who would be asked, what would be caught, what it costs."""
    policy = policy or load_settings().policy_file
    candidate = CandidatePolicy(str(policy), policy_in(policy))
    other = None if compare is None else CandidatePolicy(str(compare), policy_in(compare))
    try:
        recording = read_recordings(traffic)
    except BadRecording as error:
        _refuse(error)
    _tell_ignored(recording)
    wishes = Wishes(timedelta(minutes=minutes), catch, with_past=past)
    rehearsed = backtest(", ".join(map(str, traffic)), recording, candidate, other, wishes)
    if as_json:
        _print_json(rehearsed)
    else:
        for table in tables(rehearsed):
            print_table(table) if isinstance(table, Table) else out.print(table)
            out.print()
        if not past and lacks_signals(rehearsed):
            err.print("Some actions lack signals that the bot computes from the past; --past computes them here, too.")
    if picture is not None:
        _draw(rehearsed, picture)


def _tell_ignored(recording: Recording) -> None:
    if recording.ignored:
        err.print(f"Not read, for no policy sees it: {', '.join(recording.ignored)}.", markup=False)
    if recording.repeated:
        err.print(f"Left out, for the same action stands in another file: {recording.repeated} lines.", markup=False)


def _draw(rehearsed: Backtest, picture: Path) -> None:
    try:
        draw(rehearsed, picture)
    except PictureUnavailable as error:
        _refuse(error)
    err.print(f"Drawn: {picture}", markup=False)


def _print_json(value: object) -> None:
    out.out(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS, default=_plain).decode())


def _plain(value: object) -> object:
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Struct):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no JSON")


def _refuse(error: Exception) -> NoReturn:
    err.print(str(error), markup=False)
    raise typer.Exit(1) from error
