"""A database that does not answer: agents have their 503 soon, readiness says so, and the process ends when told."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.acceptance.installation import Bot, install
from tests.acceptance.mute_line import MuteLine, line_to
from tests.acceptance.patience import until
from tests.acceptance.workspace import Workspace

ANSWERED = 6.0
"""Five seconds, and one for a busy machine."""
ENDED = 10.0


def an_outage_is_told(bot: Bot, key: str) -> None:
    """Twenty agents who propose at once each have their 503 in time; readiness names the database."""
    agent = bot.agent(key)
    body = {"action_type": "note.file", "description": "File it", "payload": {"title": "A"}}

    def propose(_: int) -> tuple[int, float]:
        began = time.monotonic()
        return agent.call("POST", "/v1/actions", body).status, time.monotonic() - began

    with ThreadPoolExecutor(20) as agents:
        told = list(agents.map(propose, range(20)))
    assert {status for status, _ in told} == {503}
    assert max(seconds for _, seconds in told) < ANSWERED
    began = time.monotonic()
    assert bot.unready("database")
    assert time.monotonic() - began < ANSWERED


def it_ends_in_time(bot: Bot, agent_key: str) -> None:
    """Told to stop in the middle of requests that hang, it ends within ten seconds."""
    with ThreadPoolExecutor(4) as agents:
        body = {"action_type": "note.file", "description": "File it", "payload": {"title": "A"}}
        hanging = [agents.submit(_propose_or_not, bot, agent_key, body) for _ in range(4)]
        began = time.monotonic()
        bot.process.terminate()
        assert time.monotonic() - began < ENDED
        for proposing in hanging:
            proposing.result()


def _propose_or_not(bot: Bot, key: str, body: object) -> None:
    try:
        bot.agent(key).call("POST", "/v1/actions", body)
    except OSError:
        return


@pytest.mark.postgres
def test_a_postgresql_that_never_answers_does_not_keep_the_process_from_ending(
    tmp_path: Path, slack: Workspace, postgres_database_url: str
) -> None:
    """Sockets stand, new ones are accepted, and no byte comes back: a firewall, a failover, a stopped machine."""
    with on_a_line(tmp_path, slack, postgres_database_url) as (bot, key, line):
        line.speaks.clear()
        it_ends_in_time(bot, key)


@pytest.mark.soak
@pytest.mark.postgres
def test_a_postgresql_that_never_answers_is_told(tmp_path: Path, slack: Workspace, postgres_database_url: str) -> None:
    with on_a_line(tmp_path, slack, postgres_database_url) as (bot, key, line):
        line.speaks.clear()
        an_outage_is_told(bot, key)
        it_ends_in_time(bot, key)


def test_a_sqlite_file_that_another_process_holds_is_told(
    tmp_path: Path, slack: Workspace, migrated_file: Path
) -> None:
    """Somebody looks into the file with a tool and leaves a transaction open."""
    with on_a_file(tmp_path, slack, migrated_file) as (bot, key), held(tmp_path / "sayso.db"):
        an_outage_is_told(bot, key)


@pytest.mark.soak
def test_a_sqlite_file_that_another_process_holds_does_not_keep_the_process_from_ending(
    tmp_path: Path, slack: Workspace, migrated_file: Path
) -> None:
    with on_a_file(tmp_path, slack, migrated_file) as (bot, key), held(tmp_path / "sayso.db"):
        it_ends_in_time(bot, key)


@contextmanager
def on_a_line(folder: Path, slack: Workspace, database_url: str) -> Iterator[tuple[Bot, str, MuteLine]]:
    """A bot that does its work, with an agent's key, and the line between it and PostgreSQL."""
    installation = install(folder, slack, database_url)
    key = installation.let_in("refund-bot")
    with line_to(database_url) as (url, line):
        installation.settings["SAYSO_DATABASE_URL"] = url
        with installation.bot() as bot:
            until(bot.is_ready, "ready")
            bot.agent(key).file_note("A")
            yield bot, key, line


@contextmanager
def on_a_file(folder: Path, slack: Workspace, tables: Path) -> Iterator[tuple[Bot, str]]:
    """A bot that does its work, with an agent's key."""
    installation = install(folder, slack, tables=tables)
    key = installation.let_in("refund-bot")
    with installation.bot() as bot:
        until(bot.is_ready, "ready")
        bot.agent(key).file_note("A")
        yield bot, key


@contextmanager
def held(file: Path):
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("ROLLBACK")
    connection.close()
