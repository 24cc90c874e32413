"""What storage promises about halts: one a scope, seen by every process at its next write, read back as they were."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.assignment import Assignment
from oversight.action.decision import Actor, DeciderKind
from oversight.action.event_kind import EventKind
from oversight.halts.frozen_time import settle
from oversight.halts.halt import EVERYTHING, NO_HALTS, Ending, Halt, Scope, ScopeKind
from oversight.ports import Ports
from oversight.ports.actions import Change, Committed, Conflict, Duplicate
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.message_id import announcement_id
from oversight.usecases.halts.settle_halts import settle_halts
from storage.store import Store, open_store
from tests.builders import NOON, a_person_as_actor, a_policy, a_proposal, an_action, moved, new
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import FixedPolicy, MemoryClock

MINUTE = timedelta(minutes=1)
ROOT = Actor(DeciderKind.HUMAN, "cli:root", "root (command line)")


def a_type(written):
    return Scope(ScopeKind.TYPE, written, written)


def a_halt(store, scope=EVERYTHING, **fields):
    by = a_person_as_actor()
    return Halt(store.ids.halt_id(), scope, by, **{"at": NOON, "reason": "a\0b ☃", "channels": ("#a", "#b"), **fields})


def announced(halt, kind=MessageKind.HALTED):
    return [
        Message(kind, announcement_id(halt.id, position), channel, 0) for position, channel in enumerate(halt.channels)
    ]


async def begin(store, scope=EVERYTHING, **fields):
    halt = a_halt(store, scope, **fields)
    return await store.halts.begin(halt, announced(halt))


def under(number, **fields):
    return new(an_action(**fields), halts=number)


def assignment(action: Action) -> Assignment:
    assert action.assignment is not None
    return action.assignment


def deadline(action: Action) -> datetime:
    at = assignment(action).deadline_at
    assert at is not None
    return at


async def known(store: Store, action_id: str) -> Action:
    action = await store.actions.action(action_id)
    assert action is not None
    return action


async def test_a_halt_is_read_back_as_it_was_with_its_leaf_and_announcements(books):
    agent = Scope(ScopeKind.AGENT, "agt_1", "refund-bot")
    halt = await begin(books, agent, freezes=False)
    assert await books.halts.halt(halt.id) == halt
    active = await books.halts.active(anew=True)
    assert (active.number, active.active) == (1, (halt,))
    [leaf] = await books.actions.events(halt.id)
    assert (leaf.kind, json.loads(leaf.leaf)["format"]) == ("halt.began", 2)
    assert (await books.outbox.counts()).waiting == 2


async def test_it_ends_once_and_stays_known(books):
    halt = await begin(books)
    ending = Ending(ROOT, NOON + MINUTE, "mended")
    ends = await asyncio.gather(*(books.halts.end(halt.id, ending, announced(halt)) for _ in range(4)))
    assert sorted(end is not None for end in ends) == [False, False, False, True]
    ended = replace(halt, ending=ending)
    assert await books.halts.halt(halt.id) == ended
    assert await books.halts.active() == replace(NO_HALTS, number=2)
    assert await books.halts.ended(NOON + MINUTE) == [ended]
    assert await books.halts.ended(NOON + 2 * MINUTE) == []
    assert [leaf.kind for leaf in await books.actions.events(halt.id)] == ["halt.began", "halt.ended"]
    assert (await books.outbox.counts()).waiting == 4


async def test_of_those_who_halt_the_same_at_once_one_does(books):
    made = await asyncio.gather(*(begin(books, at=NOON + number * MINUTE) for number in range(5)))
    assert len({halt.id for halt in made}) == 1
    assert (await books.halts.active(anew=True)).active == (made[0],)
    assert (await books.outbox.counts()).waiting == 2
    assert (await begin(books, a_type("refund.*"))).id != made[0].id


async def test_the_same_can_be_halted_again_after_its_end(books):
    first = await begin(books)
    await books.halts.end(first.id, Ending(ROOT, NOON), [])
    second = await begin(books)
    assert second.id != first.id
    assert (await books.halts.active()).number == 3


async def test_halts_survive_a_restart(storage_url):
    async with open_store(storage_url, serving=True) as store:
        halt = await begin(store)
    async with open_store(storage_url, serving=True) as store:
        assert (await store.halts.active()).active == (halt,)


async def test_a_new_action_is_written_under_the_newest_halts_only(books):
    assert await books.actions.commit(under(0)) == Committed()
    await begin(books)
    stale, fresh, careless = under(0), under(1), new(an_action())
    results = await books.actions.commit_all([stale, fresh, careless])
    assert results == [Conflict(), Committed(), Committed()]
    assert await books.actions.action(stale.action.id) is None
    assert await books.actions.events(stale.action.id) == []


async def test_a_repeated_request_is_known_whatever_was_halted_meanwhile(books):
    first = under(0, idempotency_key="k", request_digest="d")
    assert await books.actions.commit(first) == Committed()
    await begin(books)
    again = under(0, idempotency_key="k", request_digest="d")
    assert await books.actions.commit(again) == Duplicate(first.action.id, "d")


async def test_a_halt_of_another_process_holds_for_the_next_action(storage_url):
    """A command line beside the bot on SQLite, another replica on PostgreSQL."""
    async with open_store(storage_url, serving=True) as bot, open_store(storage_url, serving=False) as other:
        known = await bot.halts.active()
        assert await bot.actions.commit(under(known.number)) == Committed()
        halt = await begin(other)
        assert await bot.halts.active() == known
        assert await bot.actions.commit(under(known.number)) == Conflict()
        assert (await bot.halts.active(anew=True)).active == (halt,)
        assert await bot.actions.commit(under(1)) == Committed()
        await other.halts.end(halt.id, Ending(ROOT, NOON), [])
        assert await bot.actions.commit(under(1)) == Conflict()


async def test_nothing_is_released_after_a_halt_however_many_propose(storage_url):
    async with open_store(storage_url, serving=True) as bot, open_store(storage_url, serving=False) as other:

        async def propose_until_halted():
            while (await bot.actions.commit(under(0))) == Committed():
                pass

        async with asyncio.timeout(30):
            proposing = [asyncio.create_task(propose_until_halted()) for _ in range(8)]
            await begin(other)
            await asyncio.gather(*proposing)
        assert await bot.actions.commit(under(0)) == Conflict()


@pytest.mark.parametrize(
    ("scope", "caught"),
    [
        (EVERYTHING, {"refund.issue", "refund_all", "Refund.issue"}),
        (a_type("refund.*"), {"refund.issue"}),
        (a_type("refund*"), {"refund.issue", "refund_all"}),
        (a_type("refund_*"), {"refund_all"}),
        (a_type("Refund.issue"), {"Refund.issue"}),
        (Scope(ScopeKind.AGENT, "agt_refund-bot"), {"refund.issue", "refund_all", "Refund.issue"}),
        (Scope(ScopeKind.AGENT, "agt_other"), set()),
    ],
)
async def test_unsettled_are_those_in_reach_whose_time_runs(books, scope, caught):
    kinds = ("refund.issue", "refund_all", "Refund.issue")
    every = [an_action(proposal=a_proposal(action_type=kind)) for kind in kinds]
    await books.actions.commit_all([new(action) for action in every])
    await begin(books, scope)
    halts = await books.halts.active()
    unsettled = await books.halts.unsettled(halts, 10)
    assert {action.proposal.action_type for action in unsettled} == caught
    assert len(await books.halts.unsettled(halts, 1)) == min(1, len(caught))


async def test_and_those_whose_time_stands_without_a_halt(books):
    watched = an_action()
    frozen = replace(watched, assignment=replace(assignment(watched), frozen_at=NOON + MINUTE))
    await books.actions.commit(new(frozen))
    assert await books.actions.action(frozen.id) == frozen
    assert await books.halts.unsettled(NO_HALTS, 10) == [frozen]
    halt = await begin(books, freezes=True)
    assert await books.halts.unsettled(await books.halts.active(), 10) == []
    await books.halts.end(halt.id, Ending(ROOT, NOON), [])
    running = replace(frozen, assignment=watched.assignment, revision=2)
    assert await books.actions.commit(moved(running, EventKind.THAWED)) == Committed()
    assert await books.halts.unsettled(NO_HALTS, 10) == []


async def test_a_halt_that_lets_time_run_leaves_nothing_unsettled(books):
    await books.actions.commit(new(an_action()))
    await begin(books, freezes=False)
    assert await books.halts.unsettled(await books.halts.active(), 10) == []


async def test_what_stands_still_is_never_due_and_counts_for_no_deadline(books):
    watched = an_action()
    frozen = replace(watched, assignment=replace(assignment(watched), frozen_at=NOON))
    await books.actions.commit(new(frozen))
    assert await books.actions.claim_due(NOON + timedelta(days=9), 10) == []
    [backlog] = await books.actions.backlog()
    assert (backlog.waiting, backlog.next_deadline_at) == (1, None)


def ports_of(store: Store, clock: MemoryClock) -> Ports:
    directory = MemoryDirectory("T0HOME")
    return Ports(*store.books, clock, store.ids, directory, FixedPolicy(a_policy()), b"secret")


async def test_replicas_that_settle_at_once_move_every_date_exactly_once(storage_url):
    clock = MemoryClock(NOON + MINUTE)
    async with open_store(storage_url, serving=True) as one, open_store(storage_url, serving=False) as other:
        replicas = [ports_of(one, clock), ports_of(other, clock), ports_of(one, clock)]
        actions = [an_action() for _ in range(60)]
        await one.actions.commit_all([new(action) for action in actions])
        halt = await begin(one, at=NOON + MINUTE)
        await asyncio.gather(*map(settle_halts, replicas))
        frozen = [await known(one, action.id) for action in actions]
        assert {assignment(action).frozen_at for action in frozen} == {NOON + MINUTE}
        clock.advance(59 * MINUTE)
        settling = [asyncio.create_task(settle_halts(ports)) for ports in replicas]
        await other.halts.end(halt.id, Ending(ROOT, clock.now()), [])
        await asyncio.gather(*settling)
        await asyncio.gather(*map(settle_halts, replicas))
        running = [await known(one, action.id) for action in actions]
        assert {action.deadline_at for action in running} == {deadline(actions[0]) + 59 * MINUTE}
        assert {action.revision for action in running} == {3}
        kinds = [leaf.kind for leaf in await one.actions.events(actions[0].id)]
        assert kinds == ["action.submitted", "action.frozen", "action.thawed"]


async def test_a_settling_that_died_half_way_is_finished_by_the_next(books):
    clock = MemoryClock(NOON + MINUTE)
    actions = [an_action() for _ in range(3)]
    await books.actions.commit_all([new(action) for action in actions])
    halt = await begin(books, at=NOON + MINUTE)
    ports = ports_of(books, clock)
    assert await settle_halts(ports) == 3
    clock.advance(10 * MINUTE)
    await books.halts.end(halt.id, Ending(ROOT, clock.now()), [])
    first = await known(books, actions[0].id)
    step = settle(first, NO_HALTS, await books.halts.ended(NOON), clock.now())
    assert step is not None
    assert await books.actions.commit(Change(step.action, step.events, ())) == Committed()
    clock.advance(60 * MINUTE)
    assert await settle_halts(ports) == 2
    after = [await known(books, action.id) for action in actions]
    assert {action.deadline_at for action in after} == {deadline(actions[0]) + 10 * MINUTE}
