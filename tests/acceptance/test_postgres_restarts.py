"""Three replicas over a PostgreSQL that is stopped every few seconds, and replicas that are killed as well."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from tests.acceptance.installation import Agent, Bot, Installation, install
from tests.acceptance.patience import until
from tests.acceptance.workspace import Workspace
from tests.postgres.server import RestartedServer, new_workspace

REPLICAS = 3
TROUBLE_SECONDS = 60.0
HURRY = "3s"
LATE = 10.0
"""Seconds after its deadline in which an action has to be over, whatever was stopped meanwhile."""
CALM_SECONDS = 15.0


@pytest.fixture
def server() -> Iterator[RestartedServer]:
    """A PostgreSQL of this test's own."""
    folder = new_workspace()
    try:
        with RestartedServer.running_in(folder) as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(slots=True)
class Crowd:
    """Agents that propose without pause, each at any replica that answers."""

    key: str
    bots: list[Bot | None]
    over: threading.Event = field(default_factory=threading.Event)
    accepted: dict[str, float] = field(default_factory=dict)
    """Ids of actions whose acceptance reached the agent, and when."""
    refused: dict[int, int] = field(default_factory=dict)

    def propose(self, chance: random.Random) -> None:
        """One action after another; one that was not answered is sent again under the same key."""
        while not self.over.is_set():
            name = str(uuid4())
            body = {
                "action_type": "refund.issue",
                "description": "Pay",
                "payload": {"order_id": name, "amount": 7},
                "review_timeout": HURRY,
            }
            while not self.over.is_set():
                if action_id := self._try(chance, body, name):
                    self.accepted[action_id] = time.monotonic()
                    break
                self.over.wait(0.2)
            self.over.wait(0.2)

    def _try(self, chance: random.Random, body: object, name: str) -> str | None:
        bot = chance.choice(self.bots)
        if bot is None:
            return None
        try:
            answer = Agent(bot.url, self.key).call("POST", "/v1/actions", body, **{"Idempotency-Key": name})
        except (OSError, http.client.HTTPException):
            return None
        if answer.status >= 300:
            self.refused[answer.status] = self.refused.get(answer.status, 0) + 1
            return None
        return str(answer.json["id"])


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.timeout(600)
@pytest.mark.parametrize("style", ["text", "json"])
def test_a_postgresql_that_is_stopped_every_few_seconds_makes_no_deadline_late_and_loses_nothing(
    tmp_path: Path,
    slack: Workspace,
    server: RestartedServer,
    style: str,
    record_property: Callable[[str, object], None],
) -> None:
    """Every accepted action is over within ten seconds of its deadline, once; refusals are 503; the pace comes back."""
    installation = install(tmp_path, slack, server.url)
    installation.settings["SAYSO_LOG_FORMAT"] = style
    crowd = Crowd(installation.register_agent("refund-bot"), [None] * REPLICAS)
    chance = random.Random(5)
    with ExitStack() as running, ThreadPoolExecutor(6) as agents:
        running.callback(crowd.over.set)
        for index in range(REPLICAS):
            crowd.bots[index] = running.enter_context(installation.bot())
        working = [agents.submit(crowd.propose, random.Random(seed)) for seed in range(6)]
        calm = _accepted_within(crowd, CALM_SECONDS)
        stops, end = 0, time.monotonic() + TROUBLE_SECONDS
        while time.monotonic() < end:
            time.sleep(chance.uniform(2, 5))
            if chance.random() < 0.2:
                _kill_one(crowd, installation, running, chance)
            server.restart("fast" if chance.random() < 0.5 else "immediate")
            stops += 1
        in_trouble = len(crowd.accepted) - calm
        for index, bot in enumerate(crowd.bots):
            if bot is None:
                crowd.bots[index] = running.enter_context(installation.bot())
        until(lambda: all(bot is not None and bot.is_ready() for bot in crowd.bots), "all ready again", 30)
        again = _accepted_within(crowd, CALM_SECONDS)
        crowd.over.set()
        for worker in working:
            worker.result()
        time.sleep(float(HURRY[:-1]) + LATE)
        late = asyncio.run(_lateness(server.url, crowd))
        logged = sum(log.stat().st_size for log in installation.folder.glob("*sayso.log"))
    told = {
        "style": style, "stops": stops, "calm": calm, "in trouble": in_trouble, "again": again,
        "refused": crowd.refused, "late": round(late, 1), "log MB": round(logged / 1e6, 2),
    }  # fmt: skip
    record_property("figures", told)
    assert set(crowd.refused) <= {503}, told
    assert late <= LATE, told
    assert again > calm / 2, told
    assert in_trouble > calm / CALM_SECONDS * TROUBLE_SECONDS / 20, told


def _accepted_within(crowd: Crowd, seconds: float) -> int:
    before = len(crowd.accepted)
    time.sleep(seconds)
    return len(crowd.accepted) - before


def _kill_one(crowd: Crowd, installation: Installation, running: ExitStack, chance: random.Random) -> None:
    """One replica dies; one that died before is started again, if the database lets it."""
    for index, bot in enumerate(crowd.bots):
        if bot is None:
            with contextlib.suppress(AssertionError):
                crowd.bots[index] = running.enter_context(installation.bot())
            return
    index = chance.randrange(REPLICAS)
    bot = crowd.bots[index]
    assert bot is not None
    crowd.bots[index] = None
    bot.process.kill_nine()


async def _lateness(url: str, crowd: Crowd) -> float:
    """Seconds by which the latest decision came after its deadline; each accepted action is there, and decided once."""
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch("SELECT id, status, deadline_at, decided_at FROM actions")
        decided = await connection.fetch(
            "SELECT action_id, count(*) AS times FROM audit_leaves WHERE kind = 'action.decided' GROUP BY action_id"
        )
    finally:
        await connection.close()
    found = {row["id"]: row for row in rows}
    assert set(crowd.accepted) <= set(found), "lost"
    assert {row["times"] for row in decided} == {1}, "decided twice"
    assert {row["status"] for row in rows} == {"timed_out"}
    latest: float = max((row["decided_at"] - row["deadline_at"]).total_seconds() for row in rows)
    return latest
