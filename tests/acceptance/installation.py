"""Sayso as an operator installs it: settings in the environment, a policy file, a database, one command."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.wiring.operator_store import register_agent
from storage.store import open_store
from tests.acceptance.http_call import Answer, call
from tests.acceptance.processes import COMMAND, Process, environment, process
from tests.acceptance.workspace import Workspace
from tests.databases import finished

POLICY = Path(__file__).with_name("policy.yml")


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent's program, with its key and the address of the bot."""

    url: str
    key: str

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """The bot's answer."""
        return call(method, self.url + path, body, {"Authorization": f"Bearer {self.key}", **headers})

    def propose(self, amount: float = 40, order: str = "A-1", **claims: Any) -> Any:
        """The action, accepted."""
        body = {
            "action_type": "refund.issue",
            "description": f"Refund €{amount:g} for {order}",
            "payload": {"order_id": order, "amount": amount},
            **claims,
        }
        answer = self.call("POST", "/v1/actions", body)
        assert answer.status == 201, answer
        return answer.json

    def file_note(self, title: str, **claims: Any) -> Any:
        """A harmless action, which policy releases by itself."""
        claims = {"action_type": "note.file", "description": f"File {title}", "payload": {"title": title}} | claims
        return self.propose(**claims)

    def read(self, action_id: str, wait: int = 0) -> Any:
        """The action as it stands, or as soon as it is decided."""
        answer = self.call("GET", f"/v1/actions/{action_id}?wait={wait}")
        assert answer.status == 200, answer
        return answer.json

    def events(self, action_id: str) -> list[str]:
        """The kinds of everything that happened to a decided action, in order."""
        text = self.call("GET", f"/v1/actions/{action_id}/events").text
        return [line.removeprefix("event: ") for line in text.splitlines() if line.startswith("event: ")]


@dataclass(frozen=True, slots=True)
class Bot:
    """A running ``sayso run``."""

    url: str
    process: Process

    def agent(self, key: str) -> Agent:
        """An agent's program that knows where this bot is."""
        return Agent(self.url, key)

    def readiness(self) -> Answer:
        """What it says of itself."""
        return call("GET", f"{self.url}/readyz")

    def is_ready(self) -> bool:
        """Whether everything that it needs is there."""
        return self.readiness().status == 200

    def unready(self, name: str) -> str | None:
        """What it says is wrong with this part, or None."""
        checks = self.readiness().json["checks"]
        return next((check["problem"] for check in checks if check["name"] == name and not check["ok"]), None)


@dataclass(frozen=True, slots=True)
class Installation:
    """What an operator has set up."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def policy(self) -> Path:
        """The policy file in force."""
        return Path(self.settings["SAYSO_POLICY_FILE"])

    def amend_policy(self, old: str, new: str) -> None:
        """The policy file says something else."""
        text = self.policy.read_text(encoding="utf-8")
        assert old in text
        self.policy.write_text(text.replace(old, new), encoding="utf-8")

    def command(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """A finished ``sayso …``."""
        return subprocess.run(
            [COMMAND, *arguments],
            cwd=self.folder,
            env=environment(**{**self.settings, **settings}),
            check=False,
            capture_output=True,
            text=True,
            timeout=90,
        )

    def register_agent(self, name: str, *options: str) -> str:
        """The key of a new agent."""
        done = self.command("agents", "add", name, *options)
        assert done.returncode == 0, done
        return done.stdout.strip()

    def let_in(self, name: str) -> str:
        """The key of a new agent, written as ``agents add`` does it but without a process: that takes a second."""
        return finished(_let_in(name, self.settings["SAYSO_DATABASE_URL"]))

    @contextlib.contextmanager
    def bot(self) -> Iterator[Bot]:
        """A running bot, ready for agents and with its ears in Slack."""
        with process(COMMAND, "run", folder=self.folder, settings=self.settings) as running:
            yield Bot(running.says(r"Agents' API: (http://[\d.:]+)")[1], running)


async def _let_in(name: str, database_url: str) -> str:
    async with open_store(database_url, serving=False) as store:
        key = await register_agent(name, store)
    assert isinstance(key, str), key
    return key


def install(
    folder: Path, slack: Workspace, database_url: str | None = None, *, tables: Path | None = None
) -> Installation:
    """Settings, policy and an empty database with its tables: copied from `tables`, else made by ``migrate``."""
    policy = folder / "policy.yml"
    shutil.copy(POLICY, policy)
    settings = {
        "DATABASE_URL": database_url or f"sqlite:///{folder / 'sayso.db'}",
        "POLICY_FILE": str(policy),
        "PORT": "0",
        "SLACK_BASE_URL": f"{slack.url}/api/",
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_POSTS_PER_SECOND": "200",
    }
    made = Installation(folder, {f"SAYSO_{name}": value for name, value in settings.items()})
    if tables:
        shutil.copy(tables, folder / "sayso.db")
        return made
    done = made.command("migrate")
    assert done.returncode == 0, done
    return made
