"""From two wheels to a running bot in an empty folder, without a checkout: init, doctor, run."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.acceptance.installation import Bot
from tests.acceptance.processes import environment, process
from tests.acceptance.wheels import PROJECT, decoy_index, other_peoples_environment, pip_install, server_wheel
from tests.acceptance.workspace import LEA, MINA, SAM, Workspace

TOKENS = """slack_bot_token = "{0.bot_token}"
slack_app_token = "{0.app_token}"
slack_base_url = "{0.url}/api/"
port = 0
"""


@pytest.fixture(scope="module")
def command(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The installed ``sayso``."""
    python = other_peoples_environment(tmp_path_factory.mktemp("installed") / "venv")
    with decoy_index() as decoy:
        pip_install(python, str(server_wheel(wheels)), wheels=wheels, index=decoy.url)
    return str(python.with_name("sayso"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder of the operator's."""
    made = tmp_path / "approvals"
    made.mkdir()
    return made


def test_an_operator_comes_from_nothing_to_a_decision(command: str, folder: Path, slack: Workspace) -> None:
    """Nothing but what the wheels carry is needed, and each step says the next one."""
    assert "init" in told(command, "run", folder=folder, code=1)
    assert "sayso doctor" in told(command, "init", folder=folder)
    assert sorted(path.name for path in folder.iterdir()) == ["policy.yml", "sayso.toml"]
    assert "SAYSO_SLACK_BOT_TOKEN, SAYSO_SLACK_APP_TOKEN not set" in told(command, "doctor", folder=folder, code=1)

    settings = folder / "sayso.toml"
    kept = re.sub(r"^slack_(bot|app)_token.*\n", "", settings.read_text(), flags=re.MULTILINE)
    settings.write_text(kept + TOKENS.format(slack))
    policy = folder / "policy.yml"
    assert "nobody may decide" in told(command, "doctor", folder=folder, code=1)
    policy.write_text(policy.read_text().replace("reviewers: []", f"reviewers: [{LEA}, {MINA}]"))
    assert "bad " not in told(command, "doctor", folder=folder)
    with process(command, "run", folder=folder) as running:
        bot = Bot(running.says(r"Agents' API: (http://[\d.:]+)")[1], running)
        agent = bot.agent(told(command, "agents", "add", "refund-bot", folder=folder).split()[-1])
        action = agent.propose()
        slack.click(SAM, slack.card(action["id"]), "Approve")
        assert agent.read(action["id"], wait=20)["status"] == "approved"
        assert bot.is_ready()
        assert running.terminate() == 0
    assert str(PROJECT) not in running.output


@pytest.mark.parametrize("arguments", [("manifest",), ("policy", "reference")])
def test_what_is_printed_is_in_the_wheel(command: str, folder: Path, arguments: tuple[str, ...]) -> None:
    """No command needs a file of the checkout."""
    assert told(command, *arguments, folder=folder)


def told(command: str, *arguments: str, folder: Path, code: int = 0) -> str:
    """What the finished command said."""
    done = subprocess.run(
        [command, *arguments],
        cwd=folder,
        env=environment(),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=90,
    )
    assert done.returncode == code, done
    return done.stdout
