"""A running Sayso beside a running sandbox, as an operator starts them."""

import contextlib
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bench.machine import free_port, process, wait_for

MANIFEST = Path(__file__).parents[1] / "manifest.yml"
COMMAND = str(Path(sys.executable).with_name("sayso"))


@dataclass(frozen=True, slots=True)
class Running:
    """A bot with an agent's key, and the Slack that it talks to."""

    port: int
    key: str
    sandbox_port: int
    pid: int
    started_in: float
    """Seconds from the start of the process until it was ready."""
    other_key: str
    """Of a second agent."""

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The bot's answer to one call."""
        return _call(self.port, method, path, body, {"Authorization": f"Bearer {self.key}"})

    def slack(self, method: str, path: str, body: object = None) -> Any:
        """The sandbox's answer to one call of its JSON API."""
        return _call(self.sandbox_port, method, f"/sandbox/api/{path}", body, {})


@contextlib.contextmanager
def sayso(database_url: str, policy: Path, *, posts_per_second: float = 1) -> Iterator[Running]:
    """A bot over this database, ready, beside a sandbox without rates."""
    with sandbox() as port, bot(database_url, policy, port, posts_per_second=posts_per_second) as running:
        yield running


@contextlib.contextmanager
def sandbox() -> Iterator[int]:
    """A sandbox without rates, by its port. By our manifest: Slack sends no other events, and they take time."""
    port = free_port()
    manifest = ("--manifest", str(MANIFEST))
    with process(sys.executable, "-m", "sandbox", "--port", str(port), "--rate-limits", "off", *manifest):
        wait_for(port)
        yield port


@contextlib.contextmanager
def bot(
    database_url: str,
    policy: Path,
    sandbox_port: int,
    *,
    posts_per_second: float = 1,
    command: Sequence[str] = (COMMAND,),
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Running]:
    """A bot over this database and before this sandbox, ready."""
    port = free_port()
    environment = {
        "SAYSO_DATABASE_URL": database_url,
        "SAYSO_POLICY_FILE": str(policy),
        "SAYSO_PORT": str(port),
        "SAYSO_SLACK_BASE_URL": f"http://127.0.0.1:{sandbox_port}/api/",
        "SAYSO_SLACK_BOT_TOKEN": "xoxb-sandbox",
        "SAYSO_SLACK_APP_TOKEN": "xapp-sandbox",
        "SAYSO_SLACK_POSTS_PER_SECOND": str(posts_per_second),
        "SAYSO_LOG_LEVEL": "warning",
        **settings,
    }
    _command(environment, "migrate")
    key, other_key = (_command(environment, "agents", "add", f"{name}-{port}") for name in ("bench", "other"))
    with process(*command, "run", environment=environment) as running:
        started_in = wait_for(port)
        yield Running(port, key, sandbox_port, running.pid, started_in, other_key)


def _command(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [COMMAND, *arguments], env={**os.environ, **environment}, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def _call(port: int, method: str, path: str, body: object, headers: dict[str, str]) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/{path.lstrip('/')}",
        data=data,
        method=method,
        headers={"Content-Type": "application/json", **headers},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())
