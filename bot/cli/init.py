"""``sayso init``: an empty folder becomes one in which the bot can run."""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import err, out
from bot.settings.sources import FILE
from bot.settings.starting_file import starting_file
from bot.shipped_files import shipped_file
from storage.private_files import OWNER_S_FILE, make_folder

POLICY = Path("policy.yml")
OPEN_TO_READ = 0o644
NEXT = f"""
Next:
  1. At https://api.slack.com/apps choose “Create New App → From a manifest” and paste what this prints: sayso manifest
  2. Write the app's two tokens into {FILE}, at the top.
  3. Name your channels and reviewers in {POLICY}, and invite the bot there. Each field: sayso policy reference
  4. See what is still missing: sayso doctor
  5. Run the bot: sayso run
  6. Let an agent in, which prints its key: sayso agents add NAME
To look around first, without Slack: sayso demo"""

Folder = Annotated[Path, typer.Argument(help="Where to; it is made if it is not there.")]


def init(folder: Folder = Path()) -> None:
    """Write a policy and a settings file to start from, and say what comes next. Overwrites nothing."""
    policy = shipped_file("policy.yml").read_text(encoding="utf-8")
    try:
        make_folder(folder)
        _write(folder / POLICY, policy, OPEN_TO_READ, "who must approve what")
        _write(folder / FILE, starting_file(), OWNER_S_FILE, "settings; only this account may read it")
    except OSError as error:
        err.print(f"{error.filename or folder} cannot be written: {error.strerror}.", markup=False)
        raise typer.Exit(1) from error
    out.print(NEXT, markup=False)
    if folder != Path():
        out.print(f"All of it in this folder: cd {folder}", markup=False)


def _write(path: Path, text: str, mode: int, about: str) -> None:
    """The file is there: as it was, or new with this text."""
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    except FileExistsError:
        out.print(f"{path} is there already and stays as it is.", markup=False)
        return
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(text)
    out.print(f"Wrote {path}: {about}.", markup=False)
