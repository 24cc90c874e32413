"""``sayso audit``: what the log proves, for those who keep it and those who check it."""

import typer

from bot.cli.audit import readers
from bot.cli.audit.erase import erase
from bot.cli.audit.files import export, prove, verify
from bot.cli.audit.keys import keygen, status
from bot.cli.audit.pack import pack
from bot.cli.audit.rebuild import rebuild
from bot.cli.audit.resume import resume
from bot.cli.audit.show import show

commands = typer.Typer(no_args_is_help=True, help="The tamper-evident log: keys, export, proofs, checks, readers.")
commands.command()(keygen)
commands.command()(status)
commands.command()(show)
commands.command()(export)
commands.command()(verify)
commands.command()(prove)
commands.command()(pack)
commands.command()(rebuild)
commands.command()(resume)
commands.command()(erase)
commands.add_typer(readers.commands, name="reader")
