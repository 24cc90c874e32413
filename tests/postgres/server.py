from __future__ import annotations

import contextlib
import os
import secrets
import socket
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.postgres.account import Account, server_account
from tests.postgres.binaries import usable_binaries
from tests.postgres.unavailable import PostgresUnavailableError

# Durability stays on: the storage promises are tested with it. Only the size is a test server's.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "max_wal_size": "256MB",
    "shared_buffers": "32MB",
    "unix_socket_directories": "",
}
START_ATTEMPTS = 3


MEMORY = Path("/dev/shm")
ROOM_IN_MEMORY = 1 << 30
"""Bytes that must be free there; a container often has 64 MB. A run takes 120 MB."""


def new_workspace() -> Path:
    """A new temporary folder that the server's account may pass through, in memory where there is room."""
    parents = (tempfile.gettempdir(), "/tmp", "/var/tmp")
    for parent in (MEMORY, *parents) if _is_roomy(MEMORY) else parents:
        route = Path(parent).resolve()
        if os.geteuid() != 0 or all(step.stat().st_mode & stat.S_IXOTH for step in (route, *route.parents)):
            folder = Path(tempfile.mkdtemp(prefix="sayso-postgres-", dir=route))
            folder.chmod(0o711)
            return folder
    raise PostgresUnavailableError("No temporary folder is open to the account that would run PostgreSQL.")


def _is_roomy(memory: Path) -> bool:
    """Whether a server may lie there. A database has 300 files, which some disks take 0.3 s to make and memory 0.01 s.

    Servers are killed in tests, machines are not: what a killed server has written is in memory as on a disk.
    """
    try:
        there = os.statvfs(memory)
    except OSError:
        return False
    is_closed = there.f_flag & (os.ST_NOEXEC | os.ST_RDONLY)  # the server's programs may have to lie there, too
    return os.access(memory, os.W_OK) and not is_closed and there.f_bavail * there.f_frsize >= ROOM_IN_MEMORY


@dataclass(frozen=True, slots=True)
class RestartedServer:
    """A server that is stopped and started again while tests use it."""

    url: str
    account: Account
    binaries: Path
    data: Path

    @classmethod
    @contextlib.contextmanager
    def running_in(cls, workspace: Path) -> Iterator[RestartedServer]:
        """A new, empty server whose data lie in `workspace`; it is stopped on leaving."""
        with running_server(workspace) as url:
            account = server_account()
            yield cls(url, account, usable_binaries(account, workspace), workspace / "data")

    def restart(self, mode: str) -> None:
        """Stopped `fast` (connections are ended) or `immediate` (as in a crash), and up again on the same port."""
        options = (self.data / "postmaster.opts").read_text().split("\n")[0].partition(" ")[2].replace('"', "'")
        stopped = self.account.run(self.binaries / "pg_ctl", "stop", "-w", "-m", mode, "-t", "30", "-D", self.data)
        assert stopped.returncode == 0, stopped.stdout
        log = self.data.with_name("log")
        started = self.account.run(
            self.binaries / "pg_ctl", "start", "-w", "-t", "60", "-D", self.data, "-l", log, "-o", options
        )
        assert started.returncode == 0, started.stdout


@contextlib.contextmanager
def running_server(workspace: Path) -> Iterator[str]:
    """The URL of a new, empty server whose data lie in `workspace`; it is stopped on leaving."""
    account = server_account()
    binaries = usable_binaries(account, workspace)
    data, log = workspace / "data", workspace / "log"
    password = _make_cluster(account, binaries, data, log)
    port = _start(account, binaries, data, log)
    try:
        yield f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
    finally:
        stopped = account.run(binaries / "pg_ctl", "stop", "-w", "-m", "fast", "-t", "30", "-D", data)
        if stopped.returncode != 0:
            account.run(binaries / "pg_ctl", "stop", "-w", "-m", "immediate", "-t", "30", "-D", data)


def _make_cluster(account: Account, binaries: Path, data: Path, log: Path) -> str:
    """The superuser's password; a superuser without one would lend the server's account to everybody here."""
    password = secrets.token_hex(16)
    password_file = data.with_name("password")
    data.mkdir(mode=0o700)
    for file, text in ((log, ""), (password_file, password)):
        file.touch(mode=0o600)
        file.write_text(text)
    for path in (data, log, password_file):
        os.chown(path, account.uid, account.gid)
    made = account.run(
        binaries / "initdb",
        *("--pgdata", data),
        *("--username", "postgres", "--pwfile", password_file, "--auth", "scram-sha-256"),
        *("--encoding", "UTF8", "--locale", "C", "--no-sync"),
    )
    _check(made, log)
    return password


def _start(account: Account, binaries: Path, data: Path, log: Path) -> int:
    """The port that the server answers on; another is tried if somebody took it in between."""
    for attempt in range(1, START_ATTEMPTS + 1):
        port = _free_port()
        options = " ".join(f"-c {name}='{value}'" for name, value in {**OPTIONS, "port": port}.items())
        started = account.run(binaries / "pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options)
        if started.returncode == 0:
            return port
        if attempt == START_ATTEMPTS:
            _check(started, log)
    raise AssertionError  # the last attempt returned or raised


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _check(done: subprocess.CompletedProcess[str], log: Path) -> None:
    if done.returncode != 0:
        command = Path(done.args[0]).name
        raise PostgresUnavailableError(
            f"PostgreSQL's {command} failed: {done.stdout.strip()} {log.read_text().strip()}"
        )
