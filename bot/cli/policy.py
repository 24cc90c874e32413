"""``countersign policy``: the rules of who must countersign what."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import err, out
from bot.policy_source import load_policy
from oversight.policy.reading import BadPolicy

commands = typer.Typer(no_args_is_help=True, help="The rules of who must countersign what.")


@commands.callback()
def _policy() -> None:
    """Keep ``check`` a subcommand: others join it."""


@commands.command()
def check(path: Annotated[Path, typer.Argument(help="The policy file.")] = Path("policy.yml")) -> None:
    """List everything that is wrong with a policy file."""
    try:
        policy, _ = load_policy(path)
    except BadPolicy as error:
        for fault in error.faults:
            err.print(f"{path}: {fault}", markup=False)
        raise typer.Exit(1) from error
    tiers = ", ".join(tier.name for tier in policy.tiers)
    out.print(f"{path} is valid: {len(policy.action_types)} action types, {len(policy.rules)} rules; tiers {tiers}.")
    out.print(policy.hash)
