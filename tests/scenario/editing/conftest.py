"""A bot that knows orders."""

from __future__ import annotations

import pytest

from tests.scenario.editing.orders import WITH_ORDERS
from tests.scenario.stage import a_stage


@pytest.fixture
async def stage(workspace, stage_database):
    """A bot that people reach over Socket Mode."""
    async with a_stage(workspace, stage_database, policy=WITH_ORDERS) as stage:
        yield stage
