"""Commands that run something."""

import os
import sys
from pathlib import Path
from typing import Annotated

import structlog
import typer

from bot.cli.console import err, finish, load_settings
from bot.logs import configure_logging
from bot.process.child import module_command
from bot.program import Program
from bot.settings.faults import setting_note, setting_warnings
from bot.settings.tokens import wrong_kinds

log = structlog.get_logger(__name__)

PagePort = Annotated[int, typer.Option(help="Port of the page; where it is taken, the next free one. 0 takes any.")]


def run() -> None:
    """Run the bot: agents' API, Slack, deadlines."""
    settings = load_settings(warn=False)
    configure_logging(settings.log_level, settings.log_format)
    for warning in setting_warnings():
        log.warning(str(warning))
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
    """Run everything here, an embedded Slack included, with four agents that ask."""
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
    os.execv(sys.executable, module_command("sandbox", *options))  # noqa: S606 - our own module, no shell
