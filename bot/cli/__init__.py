"""The ``countersign`` command."""

import typer

from bot.cli import agents, checking, policy, running

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Slack approvals for AI agents."
)

app.command()(running.run)
app.command()(running.demo)
app.command()(running.sandbox)
app.command()(running.digest)
app.command()(checking.doctor)
app.command()(checking.settings)
app.command()(checking.migrate)
app.command()(checking.manifest)
app.add_typer(policy.commands, name="policy")
app.add_typer(agents.commands, name="agents")
