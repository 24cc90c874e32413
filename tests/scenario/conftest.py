"""A workspace and a bot for each scenario."""

from __future__ import annotations

import shutil

import pytest

from sandbox.server import Sandbox
from tests.scenario.stage import MANIFEST, a_stage


@pytest.fixture
async def workspace():
    """An embedded Slack with our app installed."""
    async with Sandbox(manifest_path=MANIFEST, rate_limits=False) as sandbox:
        yield sandbox


@pytest.fixture
def stage_database(tmp_path, migrated_file):
    """Where the bot of this scenario remembers."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'stage.db')}"


@pytest.fixture
async def stage(workspace, stage_database):
    """A bot that people reach over Socket Mode."""
    async with a_stage(workspace, stage_database) as stage:
        yield stage
