"""One server for a whole test run, kept by a process of its own.

The test run holds a file lock for as long as it lives. The keeper starts the server, publishes its URL, and
then waits for that lock: it gets it when the run is over, however the run ended, and stops the server. So a
run that was killed leaves nothing behind, and whichever worker needs the server first may start the keeper.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tests.postgres.server import new_workspace, running_server
from tests.postgres.unavailable import PostgresUnavailableError

RUN_IS_ALIVE = "run-is-alive"
KEEPER_IS_ALIVE = "keeper-is-alive"
ONE_STARTER = "one-starter"
URL = "url"
PROBLEM = "problem"


@contextlib.contextmanager
def run_workspace() -> Iterator[Path]:
    """A workspace through which this run's processes share one server; both are gone on leaving."""
    workspace = new_workspace()
    try:
        with _locked(workspace / RUN_IS_ALIVE):
            yield workspace
        with contextlib.suppress(FileNotFoundError), (workspace / KEEPER_IS_ALIVE).open() as keeper:
            fcntl.flock(keeper, fcntl.LOCK_EX)
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


def shared_url(workspace: Path) -> str:
    """The URL of this run's server, which the first caller starts."""
    with _locked(workspace / ONE_STARTER):
        if not (workspace / URL).exists() and not (workspace / PROBLEM).exists():
            _start_keeper(workspace)
    if (workspace / URL).exists():
        return (workspace / URL).read_text()
    problem = workspace / PROBLEM
    raise PostgresUnavailableError(problem.read_text() if problem.exists() else "PostgreSQL's keeper ended at once.")


def keep(workspace: Path, ready: int) -> None:
    """Runs the server until the test run that owns `workspace` is over, then removes both."""
    with _locked(workspace / KEEPER_IS_ALIVE), (workspace / RUN_IS_ALIVE).open() as run:
        try:
            with running_server(workspace) as url:
                _publish(workspace / URL, url)
                os.close(ready)
                fcntl.flock(run, fcntl.LOCK_SH)
        except Exception as error:
            _publish(workspace / PROBLEM, str(error) or repr(error))
            raise
        else:
            shutil.rmtree(workspace, ignore_errors=True)


def _start_keeper(workspace: Path) -> None:
    """Returns when the keeper has published a URL or a problem, or has died."""
    ready, tell = os.pipe()
    os.set_inheritable(tell, True)
    project = str(Path(__file__).parents[2])
    null = os.open(os.devnull, os.O_RDWR)
    try:
        # Spawned, not `subprocess.Popen`, which would warn that it outlives the worker that starts it.
        # In a session of its own, because Ctrl-C is for the tests; the keeper ends after them.
        os.posix_spawn(
            sys.executable,
            [sys.executable, "-P", "-m", "tests.postgres.keeper", str(workspace), str(tell)],
            os.environ | {"PYTHONPATH": project},
            file_actions=[(os.POSIX_SPAWN_DUP2, null, number) for number in range(3)],
            setsid=True,
        )
    finally:
        os.close(null)
        os.close(tell)
    with os.fdopen(ready, "rb") as pipe:
        pipe.read()


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[IO[str]]:
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield held


def _publish(file: Path, text: str) -> None:
    """The file appears whole, and readable for its owner only."""
    draft = file.with_suffix(".draft")
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.rename(file)


if __name__ == "__main__":
    keep(Path(sys.argv[1]), int(sys.argv[2]))
