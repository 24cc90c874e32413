"""How commands speak to the operator: results on standard output, everything else on standard error."""

import asyncio
import signal
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import typer
import uvloop
from rich.console import Console

from bot.logs.redaction import redacted
from bot.logs.secrets import secrets_of
from bot.policy.source import NoPolicyFile, load_policy
from bot.settings import Settings
from bot.settings.faults import read_settings, setting_warnings
from bot.settings.sources import BadSettings
from bot.start_refused import StartRefused
from oversight.action.refusal import Refusal
from oversight.policy import Policy
from oversight.policy.file.reading import BadPolicy
from storage.engine.errors import StorageError

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

OF_THE_BOT = "The policy file. Default: the bot's, SAYSO_POLICY_FILE."

Result = TypeVar("Result")


def load_settings(*, warn: bool = True) -> Settings:
    """The settings, or an exit that names each faulty one; with ``warn``, variables that are none are named, too."""
    try:
        settings = read_settings()
    except BadSettings as error:
        for fault in error.faults:
            err.print(fault, markup=False)
        raise typer.Exit(2) from error
    redacted.hide(secrets_of(settings))
    for warning in setting_warnings() if warn else ():
        err.print(f"Warning: {warning}", markup=False)
    return settings


def policy_in(path: Path) -> Policy:
    """The policy in the file, or an exit that lists every fault."""
    return policy_and_text(path)[0]


def policy_and_text(path: Path) -> tuple[Policy, str]:
    """The policy in the file and the file's text, or an exit that lists every fault."""
    try:
        return load_policy(path)
    except NoPolicyFile as error:
        err.print(str(error), markup=False)
        raise typer.Exit(1) from error
    except BadPolicy as error:
        for fault in error.faults:
            err.print(f"{path}: {fault}", markup=False)
        raise typer.Exit(1) from error


def finish(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of the work; a refusal to start is a sentence and exit 1, never a traceback."""
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(_until_told_to_stop(work))
    except (StartRefused, BadPolicy, StorageError) as error:
        err.print(redacted(str(error)), markup=False)
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except asyncio.CancelledError:
        raise typer.Exit(143) from None


async def _until_told_to_stop(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of the work. SIGTERM ends it as Ctrl+C does, closing everything that it opened."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await work


def accepted(answer: Result | Refusal) -> Result:
    """The answer; a refusal is told and ends the command."""
    if isinstance(answer, Refusal):
        err.print(answer.sentence, markup=False)
        raise typer.Exit(1)
    return answer
