"""Processes under measurement: started, waited for, and stopped whatever happens."""

import contextlib
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.postgres.server import new_workspace, running_server

PATIENCE = 60.0
MOST_MEMORY = 8 * 1024**3
"""Address space of a process under measurement: one that grows without end ends, and not the machine."""


@contextlib.contextmanager
def process(*command: str, environment: dict[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A process that lives as long as the block."""
    with tempfile.TemporaryFile() as log:
        running = subprocess.Popen(command, env={**os.environ, **(environment or {})}, stdout=log, stderr=log)
        try:
            resource.prlimit(running.pid, resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            yield running
        except BaseException:
            log.seek(0)
            sys.stderr.write(log.read()[-4000:].decode(errors="replace"))
            raise
        finally:
            running.terminate()
            try:
                running.wait(15)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> float:
    """How many seconds it took until something listened there."""
    started = time.perf_counter()
    while time.perf_counter() - started < PATIENCE:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return time.perf_counter() - started
        time.sleep(0.01)
    raise TimeoutError(f"nothing listens on {port}")


@contextlib.contextmanager
def databases() -> Iterator[dict[str, str]]:
    """An empty database of each engine, by name."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
        workspace = new_workspace()
        with running_server(workspace) as postgres:
            yield {"SQLite": f"sqlite:///{Path(folder) / 'bench.db'}", "PostgreSQL": postgres}


def memory_mib(pid: int) -> float:
    """The resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
