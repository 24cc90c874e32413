"""The ``sayso`` command."""

from typing import Annotated

import typer

from bot.cli import agents, calibration, policy, rehearsal, rehearsal_export, settings, standing
from bot.cli import backup as backing_up
from bot.cli import halts as halting
from bot.cli import installation as checking
from bot.cli import run as running
from bot.cli.command import Command

app = Command(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Slack approvals for AI agents."
)

Version = Annotated[
    bool, typer.Option("--version", callback=checking.show_version, is_eager=True, help="Print the version.")
]


@app.callback()
def _sayso(*, version: Version = False) -> None:
    """Keep ``--version`` an option of the command itself."""


app.command()(running.run)
app.command()(running.demo)
app.command()(running.sandbox)
app.command()(running.digest)
app.command()(halting.halt)
app.command()(halting.resume)
app.command()(halting.halts)
app.command()(backing_up.backup)
app.command()(backing_up.restore)
app.command()(checking.doctor)
app.command()(settings.settings)
app.command()(checking.migrate)
app.command()(checking.manifest)
policy.commands.command("calibration")(calibration.calibration)
policy.commands.command("explain")(rehearsal.explain)
policy.commands.command("backtest")(rehearsal.run_backtest)
app.add_typer(policy.commands, name="policy")
app.add_typer(agents.commands, name="agents")
app.add_typer(standing.commands, name="standing")
app.add_typer(rehearsal_export.commands, name="export")
