"""The past in a running process: asked before, released after enough of it, whoever decided and wherever."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot import precedents
from bot.precedents import STALE, PastDecisions
from oversight.action.decision import DeciderKind, Outcome
from oversight.action.status import OutcomeKind, Status
from oversight.action.transition import Transition
from oversight.policy.file.reading import read_policy
from oversight.ports import Ports
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.report_outcome import report_outcome
from oversight.usecases.actions.submit_action import Submission, submit_action
from storage.engine.errors import StorageUnavailable
from storage.precedents import SqlPrecedents
from storage.store import Store
from tests.architecture.source import PROJECT
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import FixedPolicy, MemoryClock
from tests.unit.oversight.builders import HOME, NOW, POLICY, a_person, a_proposal, an_agent, approve, reject

MEDIUM = read_policy(POLICY)
WITHOUT = read_policy(POLICY.replace("risk: medium", "risk: high"))
ENOUGH = 10


class Replica:
    """One process over a database that others may use too."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = MemoryClock(NOW)
        self.policies = FixedPolicy(MEDIUM)
        self.past = PastDecisions(store.database, self.policies, self.clock)
        directory = MemoryDirectory(HOME, {"UMEMBER": a_person("UMEMBER")})
        self.ports = Ports(*store.books, self.clock, store.ids, directory, self.policies, b"secret", self.past)

    async def propose(self, number=9000, note="customer asked for an invoice"):
        payload = {"ticket": f"T-{number}", "note": note, "priority": 2}
        proposal = a_proposal("ticket.update", payload, confidence=0.9)
        return await submit_action(Submission(proposal, an_agent()), self.ports)

    async def answered(self, number, answer=None, **what):
        action = await self.propose(number, **what)
        assert action.status is Status.PENDING
        step = await decide_action(action.id, "UMEMBER", answer or approve(), self.ports)
        assert isinstance(step, Transition)
        return step.action

    async def approve_some(self):
        return [await self.answered(4000 + number) for number in range(ENOUGH)]

    async def measured(self):
        payload = {"ticket": "T-9000", "note": "customer asked for an invoice", "priority": 2}
        return await self.past.measure(a_proposal("ticket.update", payload), an_agent(), self.clock.now())


@pytest.fixture
def replica(store):
    return Replica(store)


async def test_enough_approved_history_lets_the_next_one_run_and_before_it_a_person_is_asked(replica):
    await replica.past.catch_up()
    assert (await replica.propose()).status is Status.PENDING
    await replica.approve_some()
    released = await replica.propose()
    assert released.status is Status.APPROVED
    assert released.decision.decided_by.kind is DeciderKind.POLICY
    assert await replica.store.actions.action(released.id) == released


async def test_the_past_survives_the_process(replica):
    await replica.past.catch_up()
    actions = await replica.approve_some()
    await report_outcome(actions[0].id, an_agent(), Outcome(OutcomeKind.FAILED, NOW), replica.ports)
    known = await replica.measured()
    again = Replica(replica.store)
    assert await again.measured() == {}, "nothing is known before the past is read"
    assert (await again.propose()).status is Status.PENDING
    await again.past.catch_up()
    assert await again.measured() == pytest.approx(known)


async def test_what_another_replica_decided_is_known_after_the_next_look(replica):
    other = Replica(replica.store)
    await replica.past.catch_up()
    await other.approve_some()
    assert await replica.measured() == {}
    await replica.past.catch_up()
    await other.past.catch_up()
    assert await replica.measured() == await other.measured() != {}
    for number in range(ENOUGH):
        await other.answered(6000 + number, reject(), note="pay everything back at once")
    await replica.past.catch_up()
    assert (await replica.measured())["historical_accuracy"] == pytest.approx(0.5)


async def test_what_appears_late_in_the_log_is_not_missed(replica, monkeypatch):
    """Positions are given before commits: a look may see a later one and not yet an earlier one."""
    other = Replica(replica.store)
    await replica.past.catch_up()
    await other.approve_some()
    await replica.past.catch_up()
    late = await other.answered(5000, reject(), note="pay everything back at once")

    news_since = SqlPrecedents.news_since

    async def not_yet(past, position, types):
        news = await news_since(past, position, types)
        return replace(news, action_ids=tuple(action_id for action_id in news.action_ids if action_id != late.id))

    before = await replica.measured()
    with monkeypatch.context() as patch:
        patch.setattr(SqlPrecedents, "news_since", not_yet)
        await replica.past.catch_up()
    assert await replica.measured() == before
    await replica.past.catch_up()
    assert (await replica.measured())["historical_accuracy"] < before["historical_accuracy"]


async def test_a_log_that_cannot_be_followed_calls_people(replica):
    await replica.past.catch_up()
    await replica.approve_some()
    replica.clock.advance(STALE)
    assert await replica.measured() != {}
    replica.clock.advance(timedelta(seconds=1))
    assert await replica.measured() == {}
    await replica.past.catch_up()
    assert await replica.measured() != {}


async def test_a_past_that_was_read_only_in_part_is_read_again(replica, monkeypatch):
    await replica.past.catch_up()
    await replica.approve_some()
    again = Replica(replica.store)
    seen = []

    taught_by = SqlPrecedents.taught_by

    async def breaks_off(past, ids):
        seen.extend(ids)
        if len(seen) == ENOUGH:
            raise StorageUnavailable("gone")
        return await taught_by(past, ids)

    with monkeypatch.context() as patch:
        patch.setattr(SqlPrecedents, "taught_by", breaks_off)
        patch.setattr(precedents, "PAGE", ENOUGH // 2)
        with pytest.raises(StorageUnavailable):
            await again.past.catch_up()
    assert await again.measured() == {}
    await again.past.catch_up()
    assert await again.measured() == await replica.measured() != {}


async def test_a_fault_in_the_memory_costs_a_look_of_a_person_and_no_action(replica):
    await replica.past.catch_up()
    await replica.approve_some()

    class Broken:
        def __getattr__(self, name):
            raise ZeroDivisionError(name)

    replica.past._memory._types["ticket.update"] = Broken()
    assert (await replica.propose()).status is Status.PENDING
    assert (await replica.answered(5000)).status is Status.APPROVED, "the decision stands though it taught nothing"
    await replica.past.catch_up()
    assert (await replica.propose()).status is Status.APPROVED


async def test_types_that_signals_no_longer_sway_are_forgotten_and_read_again_when_they_do(replica):
    await replica.past.catch_up()
    await replica.approve_some()
    known = await replica.measured()
    replica.policies.reload(WITHOUT)
    await replica.past.catch_up()
    assert await replica.measured() == {}
    replica.policies.reload(MEDIUM)
    await replica.past.catch_up()
    assert await replica.measured() == known


@pytest.mark.slow
def test_a_program_that_weighs_nothing_never_loads_what_weighing_needs():
    program = "import sys, bot.program, bot.cli; print(sorted({'numpy', 'scipy'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_a_program_that_ends_does_not_wait_for_a_long_past(replica, monkeypatch):
    await replica.past.catch_up()
    await replica.approve_some()
    again = Replica(replica.store)
    read = []

    taught_by = SqlPrecedents.taught_by

    async def stopped_meanwhile(past, ids):
        read.extend(ids)
        again.past.stop()
        return await taught_by(past, ids)

    monkeypatch.setattr(SqlPrecedents, "taught_by", stopped_meanwhile)
    monkeypatch.setattr(precedents, "PAGE", 1)
    await again.past.catch_up()
    assert len(read) == 1
    assert await again.measured() == {}
