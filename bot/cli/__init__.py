"""The ``sayso`` command."""

from typing import Annotated

import typer

from bot.cli import (
    agents,
    audit,
    backup,
    calibration,
    export,
    halts,
    init,
    installation,
    policy,
    rehearsal,
    review,
    run,
    settings,
    standing,
)
from bot.cli.command import Command

app = Command(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Slack approvals for AI agents."
)

Version = Annotated[
    bool, typer.Option("--version", callback=installation.show_version, is_eager=True, help="Print the version.")
]


@app.callback()
def _sayso(*, version: Version = False) -> None:
    """Keep ``--version`` an option of the command itself."""


app.command()(init.init)
app.command()(run.run)
app.command()(run.demo)
app.command()(run.sandbox)
app.command()(review.digest)
app.command()(halts.halt)
app.command()(halts.resume)
app.command()(halts.halts)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(installation.doctor)
app.command()(settings.settings)
app.command()(installation.migrate)
app.command()(installation.manifest)
policy.commands.command("calibration")(calibration.calibration)
policy.commands.command("explain")(rehearsal.explain)
policy.commands.command("backtest")(rehearsal.run_backtest)
app.add_typer(policy.commands, name="policy")
app.add_typer(agents.commands, name="agents")
app.add_typer(standing.commands, name="standing")
app.add_typer(export.commands, name="export")
app.add_typer(audit.commands, name="audit")
