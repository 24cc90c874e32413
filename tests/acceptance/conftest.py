from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.installation import Agent, Bot, Installation, install
from tests.acceptance.wheels import build_wheels
from tests.acceptance.workspace import Workspace, workspace


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both wheels, built from this tree."""
    return build_wheels(tmp_path_factory.mktemp("wheels"))


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    """A Slack workspace of this test's own."""
    with workspace(tmp_path) as running:
        yield running


@pytest.fixture
def installation(tmp_path: Path, slack: Workspace, migrated_file: Path) -> Installation:
    """A fresh installation over SQLite."""
    return install(tmp_path, slack, tables=migrated_file)


@pytest.fixture
def bot(installation: Installation) -> Iterator[Bot]:
    """A running bot."""
    with installation.bot() as running:
        yield running


@pytest.fixture
def agent(installation: Installation, bot: Bot) -> Agent:
    """An agent that was let in beside the running bot."""
    return bot.agent(installation.let_in("refund-bot"))
