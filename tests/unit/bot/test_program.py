"""The program as a whole: what is opened last is closed first."""

from __future__ import annotations

import asyncio
import functools
import socket
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.delivery.courier import Courier
from bot.precedents import PastDecisions
from bot.process.running_record import RunningRecord
from bot.program import Program
from bot.settings import Settings
from bot.slack.socket import SlackSocket
from bot.start_refused import StartRefused
from handlers.http.doors.listening import ApiRunner
from handlers.slack.kit.pending import Pending
from scheduler.heartbeat import Heartbeat
from storage.engine.sqlite.database import SqliteDatabase

POLICY = 'version: 1\ntiers: {team_member: {channel: "#a", reviewers: [U1]}}\n'
NEWEST_FIRST = [
    (RunningRecord, "close"),
    (PastDecisions, "stop"),
    (Heartbeat, "stop"),
    (ApiRunner, "cleanup"),
    (SlackSocket, "close"),
    (Pending, "close"),
    (Courier, "close"),
    (aiohttp.ClientSession, "close"),
    (SqliteDatabase, "close"),
]


@pytest.fixture
def closed(monkeypatch):
    """The names of what is closed, in order."""
    names: list[str] = []

    def telling(kind, method):
        closing = getattr(kind, method)

        @functools.wraps(closing)
        def told(self, *args):
            if kind.__name__ in names:  # the socket has a session of its own, closed with it
                names.remove(kind.__name__)
            names.append(kind.__name__)
            return closing(self, *args)

        return told

    for kind, method in NEWEST_FIRST:
        monkeypatch.setattr(kind, method, telling(kind, method))
    return names


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    policy = tmp_path / "policy.yml"
    policy.write_text(POLICY)
    return Settings(
        database_url=SecretStr(f"sqlite:///{tmp_path / 'sayso.db'}"),
        policy_file=policy,
        run_dir=tmp_path,
        port=0,
        slack_bot_token=SecretStr("xoxb-1"),
        slack_app_token=SecretStr("xapp-1"),
        slack_base_url="http://127.0.0.1:9/api/",  # nobody is there: Slack may be away at any start
    )


@pytest.mark.slow
async def test_what_was_opened_last_is_closed_first(settings, closed):
    async with asyncio.timeout(10), Program(settings) as program:
        assert program.url.startswith("http://127.0.0.1:")
        assert closed == []
    assert closed == [kind.__name__ for kind, _ in NEWEST_FIRST]


async def test_where_the_start_fails_midway_what_was_opened_is_closed(settings, closed):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartRefused, match="is taken"):
            async with Program(settings.model_copy(update={"port": port})):
                pass
    assert closed == [kind.__name__ for kind, _ in NEWEST_FIRST[3:]]
