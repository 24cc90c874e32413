from __future__ import annotations

import pytest
import stamina
from aiohttp.test_utils import TestServer

from client.tests.fake_bot import KEY, FakeBot
from sayso import Client


@pytest.fixture(autouse=True)
def no_waiting_between_tries():
    """Retries happen, up to five tries, without the pauses between them."""
    with stamina.set_testing(True, attempts=5, cap=True):
        yield


@pytest.fixture
async def bot():
    return FakeBot()


@pytest.fixture
async def server(bot):
    async with TestServer(bot.app()) as server:
        yield server


@pytest.fixture
async def client(server):
    async with Client(str(server.make_url("/")), KEY) as client:
        yield client


@pytest.fixture
async def refund(client):
    """A proposed refund of 900."""
    return await client.propose(
        "refund.issue", description="Refund €900", payload={"amount": 900, "order_id": "A-1042"}
    )
