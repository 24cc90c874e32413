"""Processes of the installed product, started as an operator starts them and never left behind."""

import contextlib
import itertools
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.acceptance.patience import MACHINE_IS_BUSY, until

COMMAND = str(Path(sys.executable).with_name("sayso"))
GOODBYE = 20.0
"""Seconds that a process may take to stop by itself."""

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Process:
    """A process in a session of its own, what it says kept in a file."""

    popen: subprocess.Popen[bytes]
    log: Path
    started: float
    """Of the monotonic clock."""

    @property
    def output(self) -> str:
        """Everything said so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def says(self, pattern: str, seconds: float = MACHINE_IS_BUSY) -> re.Match[str]:
        """The first match in its output; fails with the output where the process ended without it."""

        def look() -> re.Match[str] | None:
            ended = self.popen.poll() is not None
            found = re.search(pattern, self.output)
            assert found or not ended, f"ended with {self.popen.returncode} without {pattern!r}:\n{self.output}"
            return found

        return until(look, f"{pattern!r} in the output", seconds, every=0.01)

    def kill_nine(self) -> None:
        """Gone in the middle of whatever it did, without a word."""
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()

    def interrupt(self) -> int:
        """Told to stop as Ctrl+C in a terminal does, which reaches its children too; its exit code."""
        os.killpg(self.popen.pid, signal.SIGINT)
        return self.popen.wait(GOODBYE)

    def terminate(self) -> int:
        """Told to stop as a service manager does; its exit code."""
        self.popen.terminate()
        return self.popen.wait(GOODBYE)

    def has_relatives_left(self) -> bool:
        """Whether anything that it started still runs."""
        try:
            os.killpg(self.popen.pid, 0)
        except ProcessLookupError:
            return False
        return True


def environment(**more: str) -> dict[str, str]:
    """This process's environment without the operator's own settings, and with these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
    return {**kept, "COLUMNS": "240", "PYTHONUNBUFFERED": "1", **more}


@contextlib.contextmanager
def process(*command: str, folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[Process]:
    """The process runs while the block does; afterwards neither it nor anything that it started does."""
    log = folder / f"{next(_numbers)}-{Path(command[0]).name}.log"
    with log.open("wb") as said:
        popen = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(**(settings or {})),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        yield Process(popen, log, time.monotonic())
    except BaseException:
        sys.stderr.write(f"--- {' '.join(command)}\n{log.read_text(encoding='utf-8', errors='replace')[-6000:]}\n")
        raise
    finally:
        popen.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            popen.wait(GOODBYE)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(popen.pid, signal.SIGKILL)
        popen.wait()
