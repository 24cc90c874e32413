"""``sayso policy``: the rules of who must approve what."""

import json
import os
import signal
import time
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import OF_THE_BOT, err, load_settings, out, policy_and_text, policy_in
from bot.cli.later import Later, LaterGroup
from bot.cli.lists import AsJson, print_json
from bot.policy.source import load_policy
from bot.process.running_record import Running, running_bots
from bot.shipped_files import shipped_file
from oversight.policy import Policy
from oversight.policy.file.json_schema import policy_schema
from oversight.policy.file.reading import BadPolicy, FaultAtLine, warnings_in


class Rehearsals(LaterGroup):
    """What needs a policy and actions to try it on comes after what needs the file alone."""

    later = {  # noqa: RUF012 - a constant, annotated where it is declared
        "calibration": Later(
            "bot.cli.calibration",
            "calibration",
            "Set agents' stated confidence against what people and outcomes said. A report; nothing is decided by it.",
        ),
        "explain": Later(
            "bot.cli.rehearsal",
            "explain",
            "Say what would happen to one action, and each rule's part in it. Writes nothing.",
        ),
        "backtest": Later(
            "bot.cli.rehearsal",
            "run_backtest",
            "Replay recorded actions: who would be asked, what would be caught, what it costs.",
        ),
    }


commands = typer.Typer(cls=Rehearsals, no_args_is_help=True, help="The rules of who must approve what.")

PATIENCE = 10.0
"""How many seconds a bot has to read its policy after it was told to."""


@commands.command()
def check(
    path: Annotated[Path | None, typer.Argument(help=OF_THE_BOT, show_default=False)] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List everything that is wrong with a policy file, and warn of steps that never come."""
    path = path or load_settings().policy_file
    if as_json:
        _check_for_programs(path)
        return
    policy, text = policy_and_text(path)
    for warning in warnings_in(policy, text):
        err.print(f"{path}: warning: {warning}", markup=False)
    tiers = ", ".join(tier.name for tier in policy.tiers)
    counted = f"{len(policy.action_types)} action types, {len(policy.rules)} rules"
    stages = ", ".join(stage.name for stage in policy.stages)
    asked = f"tiers {tiers}; stages {stages}" if stages else f"tiers {tiers}"
    out.print(f"{path} is valid: {counted}; {asked}.", markup=False)
    out.print(policy.hash)


def _check_for_programs(path: Path) -> None:
    policy: Policy | None = None
    faults: tuple[FaultAtLine, ...] = ()
    warnings: list[FaultAtLine] = []
    try:
        policy, text = load_policy(path)
        warnings += warnings_in(policy, text)
    except BadPolicy as error:
        faults = error.faults
    print_json(
        {
            "file": str(path),
            "valid": policy is not None,
            "hash": policy and policy.hash,
            "faults": list(map(_record, faults)),
            "warnings": list(map(_record, warnings)),
        }
    )
    if policy is None:
        raise typer.Exit(1)


def _record(fault: FaultAtLine) -> dict[str, object]:
    return {"line": fault.line, "path": fault.path, "problem": fault.problem, "fix": fault.fix}


@commands.command("reference")
def print_reference() -> None:
    """Print the page that explains every field of policy.yml, with the functions of its conditions."""
    out.file.write(shipped_file("docs/reference/policy.md").read_text(encoding="utf-8"))


@commands.command()
def schema() -> None:
    """Print the shape of policy.yml as JSON Schema, for editors."""
    out.file.write(json.dumps(policy_schema(), indent=2, ensure_ascii=False) + "\n")


@commands.command("reload")
def reload_policy() -> None:
    """Tell the bots that run here to read their policy again, and say what became of it."""
    settings = load_settings()
    policy, path = policy_in(settings.policy_file), str(settings.policy_file.resolve())
    bots = [bot for bot in running_bots(settings.run_dir) if bot.policy_file == path]
    if not bots:
        err.print(
            f"No bot with {path} keeps a note in {settings.run_dir.resolve()}. Run this where it runs, with its "
            "settings and as its user; or send SIGHUP to its process.",
            markup=False,
        )
        raise typer.Exit(1)
    refused = False
    for bot in bots:
        told = _tell(bot, settings.run_dir)
        if told is not None and told.policy_hash == policy.hash and not told.faults:
            out.print(f"Process {bot.pid} routes by {policy.hash}.")
            continue
        refused = True
        why = "did not answer; its log says more" if told is None else "kept its earlier policy:"
        err.print(f"Process {bot.pid} {why}", markup=False)
        for fault in told.faults if told else ():
            err.print(f"{path}: {fault}", markup=False)
    if refused:
        raise typer.Exit(1)


def _tell(bot: Running, notes: Path) -> Running | None:
    """The bot's note once it has read its policy again, or None where it does not within our patience."""
    try:
        os.kill(bot.pid, signal.SIGHUP)
    except OSError:
        return None
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for running_bot in running_bots(notes):
            if running_bot.pid == bot.pid and running_bot.reloads > bot.reloads:
                return running_bot
        time.sleep(0.02)
    return None
