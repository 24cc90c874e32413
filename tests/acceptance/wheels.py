"""Both wheels, built as for a release, and a Python environment into which they are installed."""

from __future__ import annotations

import http.server
import io
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.acceptance.processes import environment

PROJECT = Path(__file__).parents[2]
DECOY_VERSION = "99.0"


def build_wheels(folder: Path) -> Path:
    """The folder, with the wheels of the server and of the client in it; nothing is fetched."""
    for project in (PROJECT, PROJECT / "client"):
        _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=project)
    return folder


def server_wheel(wheels: Path) -> Path:
    """The server's own among them."""
    (server,) = wheels.glob("sayso_bot-*.whl")
    return server


@dataclass(frozen=True, slots=True)
class Decoy:
    """A package index that has a newer release of whatever it is asked for, and remembers what it was asked."""

    url: str
    asked_for: list[str] = field(default_factory=list)

    @property
    def fetched(self) -> list[str]:
        """The files that were taken from it."""
        return [path for path in self.asked_for if path.endswith(".whl")]


@contextmanager
def decoy_index() -> Iterator[Decoy]:
    """The index, answering while the block runs."""
    asked_for: list[str] = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _pages(asked_for))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield Decoy(f"http://127.0.0.1:{server.server_port}/simple/", asked_for)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _pages(asked_for: list[str]) -> type[http.server.BaseHTTPRequestHandler]:
    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked_for.append(self.path)
            name = self.path.strip("/").split("/")[1].replace("-", "_")
            file = f"{name}-{DECOY_VERSION}-py3-none-any.whl"
            is_file = self.path.endswith(".whl")
            body = _decoy_wheel(name) if is_file else f'<a href="{file}">{file}</a>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/octet-stream" if is_file else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is said."""

    return Pages


def _decoy_wheel(name: str) -> bytes:
    about = f"{name}-{DECOY_VERSION}.dist-info"
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as wheel:
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {DECOY_VERSION}\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
    return body.getvalue()


def other_peoples_environment(folder: Path) -> Path:
    """The Python of a new environment that has all we depend on, from this test's own, and nothing of ours."""
    _run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    (theirs,) = folder.glob("lib/python3*/site-packages")
    ours = Path(sys.executable).parents[1] / theirs.relative_to(folder)
    for entry in ours.iterdir():
        if not entry.name.startswith(("sayso", "_sayso", "bot", "_editable_impl_sayso", "_virtualenv")):
            (theirs / entry.name).symlink_to(entry)
    return folder / "bin" / "python"


def pip_install(python: Path, *wanted: str, wheels: Path, index: str) -> subprocess.CompletedProcess[str]:
    """What `pip install` with these words said, with the wheels at hand and this index instead of the public one."""
    pip = (sys.executable, "-m", "pip", "--python", str(python), "--isolated", "--disable-pip-version-check")
    options = ("--no-cache-dir", "--find-links", str(wheels), "--index-url", index)
    return _run(*pip, "install", *options, *wanted)


def _run(*command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, cwd=cwd, env=environment(), check=False, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done
    return done
