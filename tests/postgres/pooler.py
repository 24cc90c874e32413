from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.postgres.account import server_account
from tests.postgres.server import _free_port, new_workspace

PROGRAM = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
PATIENCE = 10.0


@contextlib.contextmanager
def pgbouncer(url: str, mode: str, *more: str) -> Iterator[str]:
    """The URL of a PgBouncer in this mode before the server of this URL."""
    assert PROGRAM is not None
    parts, folder, account, port = urlsplit(url), new_workspace(), server_account(), _free_port()
    users, settings = folder / "users", folder / "settings"
    users.write_text(f'"{parts.username}" "{parts.password}"\n')
    settings.write_text(
        "\n".join(
            (
                f"[databases]\n* = host={parts.hostname} port={parts.port}\n[pgbouncer]\nlisten_addr = 127.0.0.1",
                f"listen_port = {port}\nunix_socket_dir =\nauth_type = plain\nauth_file = {users}\npool_mode = {mode}",
                *more,
            )
        )
    )
    for file in (users, settings):
        os.chown(file, account.uid, account.gid)
    root = os.geteuid() == 0
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            [PROGRAM, settings],
            stdout=log,
            stderr=log,
            user=account.uid if root else None,
            group=account.gid if root else None,
            extra_groups=[] if root else None,
        )
    try:
        _wait_for(port, running, folder / "log")
        yield urlunsplit(parts._replace(netloc=f"{parts.netloc.rpartition('@')[0]}@127.0.0.1:{port}"))
    finally:
        running.terminate()
        running.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    while True:
        assert running.poll() is None, log.read_text()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=PATIENCE):
            return
