from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from aiohttp.test_utils import TestServer
from rich.console import Console

from bot.demo.terminal import Terminal
from client.tests.fake_bot import KEY, FakeBot
from sayso import Client


@pytest.fixture
async def bot():
    return FakeBot()


@pytest.fixture
async def url(bot):
    async with TestServer(bot.app()) as server:
        yield str(server.make_url("/"))


@pytest.fixture
async def client(url):
    async with Client(url, KEY) as client:
        yield client


@pytest.fixture
def console():
    """A terminal whose clock stands at 12:03:41."""
    return Console(
        file=io.StringIO(), width=200, highlight=False, get_datetime=lambda: datetime(2026, 5, 1, 12, 3, 41, tzinfo=UTC)
    )


@pytest.fixture
def terminal(console):
    return Terminal(console)


@pytest.fixture
def lines(console):
    return lambda: console.file.getvalue().splitlines()
