"""The ``sayso`` command."""

import sys
from typing import Annotated

import typer

from bot.cli.command import Command
from bot.cli.later import Later, LaterGroup
from handlers.http.doors.version import version


class Commands(LaterGroup):
    """The commands, in the order in which a newcomer needs them."""

    later = {  # noqa: RUF012 - a constant, annotated where it is declared
        "init": Later(
            "bot.cli.init",
            "init",
            "Write a policy and a settings file to start from, and say what comes next. Overwrites nothing.",
        ),
        "run": Later("bot.cli.run", "run", "Run the bot: agents' API, Slack, deadlines."),
        "demo": Later(
            "bot.cli.run", "demo", "Run everything here, an embedded Slack included, with four agents that ask."
        ),
        "sandbox": Later("bot.cli.run", "sandbox", "Run the embedded Slack alone, for any Slack app."),
        "digest": Later("bot.cli.review.digest", "digest", "Post the digest of everything since the last one."),
        "sample": Later("bot.cli.review.sample", "commands", "What lazy review draws."),
        "halt": Later("bot.cli.halts", "halt", "Stop everything there that would run without a person."),
        "resume": Later("bot.cli.halts", "resume", "Let what is halted go on."),
        "halts": Later("bot.cli.halts", "halts", "List what is halted."),
        "backup": Later(
            "bot.cli.backup",
            "backup",
            "Write a checked copy of the database, also while a bot runs. Overwrites nothing.",
        ),
        "restore": Later(
            "bot.cli.backup",
            "restore",
            "Put a backup in the place of the database, which is kept; say what that means. "
            "Refused while a bot serves.",
        ),
        "doctor": Later(
            "bot.cli.doctor",
            "doctor",
            "Say what is wrong with this installation, and how to fix it. Writes nothing.",
        ),
        "settings": Later(
            "bot.cli.settings",
            "settings",
            "Print every setting, its value and its meaning; of secrets only whether they are set, "
            "of URLs no password.",
        ),
        "migrate": Later("bot.cli.installation", "migrate", "Bring the database's tables up to this version."),
        "manifest": Later(
            "bot.cli.installation", "manifest", "Print the Slack app manifest to paste at api.slack.com/apps."
        ),
        "policy": Later("bot.cli.policy", "commands", "The rules of who must approve what."),
        "agents": Later("bot.cli.agents", "commands", "Let agents in, give them new keys, shut them out."),
        "standing": Later("bot.cli.standing", "commands", "What runs without asking because a reviewer allowed it."),
        "export": Later("bot.cli.export", "commands", "What is remembered, as files."),
        "audit": Later("bot.cli.audit", "commands", "The tamper-evident log: keys, export, proofs, checks, readers."),
    }


app = Command(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Slack approvals for AI agents.",
)


def _show_version(*, wanted: bool) -> None:
    """The version, and nothing else is done."""
    if wanted:
        sys.stdout.write(f"sayso {version()}\n")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")]


@app.callback()
def _sayso(*, version: Version = False) -> None:
    """Keep ``--version`` an option of the command itself."""
