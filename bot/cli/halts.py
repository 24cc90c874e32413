"""``sayso halt``, ``resume``, ``halts``: the kill switch without Slack."""

import shlex
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.cli.acting import operator_ports
from bot.cli.console import accepted, err, finish, load_settings, out
from bot.cli.lists import AsJson, print_json, print_rows
from bot.wiring.operator_store import operator, operator_store
from oversight.halts.halt import Halt
from oversight.halts.words import halted_words, resumed_words, scope_argument
from oversight.usecases.halts.halt_actions import Halted, halt_actions
from oversight.usecases.halts.resume_actions import resume_actions

What = Annotated[
    str, typer.Argument(help="all, an agent's name, or an action type, with * at its end for all that begin so.")
]
Why = Annotated[list[str] | None, typer.Argument(help="Why, for those who read it.")]


def halt(what: What = "all", why: Why = None) -> None:
    """Stop everything there that would run without a person."""
    settings = load_settings()

    async def work() -> Halted:
        async with operator_ports(settings) as ports:
            return accepted(await halt_actions(what, _words(why), operator(), ports))

    done = finish(work())
    if not done.is_new:
        err.print("That was halted already; nothing was changed.", markup=False)
    out.print(
        f"{halted_words(done.halt)}. To resume: sayso resume {shlex.quote(scope_argument(done.halt.scope))}",
        markup=False,
    )


def resume(
    what: Annotated[str | None, typer.Argument(help="What to resume; may be left out where one halt stands.")] = None,
    why: Why = None,
) -> None:
    """Let what is halted go on."""
    if what is not None and not what.strip():  # as from a script's variable that is not set
        err.print("An empty name resumes nothing. `sayso halts` lists what is halted.", markup=False)
        raise typer.Exit(1)
    settings = load_settings()

    async def work() -> Halt:
        async with operator_ports(settings) as ports:
            return accepted(await resume_actions(what or "", _words(why), operator(), ports))

    out.print(f"{resumed_words(finish(work()))}.", markup=False)


def halts(*, as_json: AsJson = False) -> None:
    """List what is halted."""

    async def work() -> Sequence[Halt]:
        async with operator_store(load_settings()) as store:
            return (await store.halts.active()).active

    found = finish(work())
    if as_json:
        print_json(
            [
                {
                    "halted": scope_argument(halt.scope),
                    "id": halt.id,
                    "since": f"{halt.at:%Y-%m-%dT%H:%M:%SZ}",
                    "by": halt.by.name,
                    "freezes": halt.freezes,
                    "why": halt.reason,
                }
                for halt in found
            ]
        )
    elif found:
        print_rows(("halted", "since", "by", "time of pending actions", "why"), [_row(halt) for halt in found])
    else:
        out.print("Nothing is halted.")


def _row(halt: Halt) -> tuple[str, ...]:
    time = "stands still" if halt.freezes else "runs"
    return (scope_argument(halt.scope), f"{halt.at:%Y-%m-%d %H:%M} UTC", halt.by.name, time, halt.reason or "–")


def _words(why: list[str] | None) -> str | None:
    return " ".join(why) if why else None
