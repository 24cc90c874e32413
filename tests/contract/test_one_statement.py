"""PostgreSQL's short way to write: where its connection breaks, and where replicas are rivals."""

import asyncio
from contextlib import AsyncExitStack
from random import Random

import pytest

from oversight.action.decision import Actor, DeciderKind
from oversight.action.status import Status
from oversight.exact_json.canonical import Json
from oversight.exact_json.strict_json import read_json
from oversight.ports.actions import Committed, Conflict, Duplicate
from oversight.usecases.apply import change_of
from oversight.voting.decide import decide
from storage.commit.entry import entry_of
from storage.commit.one_statement.one_statement import OneStatement
from storage.commit.postgresql import PostgresBulk
from storage.engine.errors import StorageUnavailable
from storage.engine.postgresql.database import PostgresDatabase
from storage.engine.utc import to_aware
from storage.store import open_store
from tests.builders import NOON, an_action, new

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("storage_url", ["postgres"], indirect=True)]


class LostAnswer(OneStatement):
    """The first statement takes effect, and its answer is lost with the connection."""

    lost = False

    async def _execute(self, statement, parameters):
        written = await super()._execute(statement, parameters)
        if not self.lost:
            self.lost = True
            (await self._connection()).terminate()
            raise StorageUnavailable("the line broke")
        return written


async def test_a_statement_whose_answer_was_lost_counts_once(storage_url):
    earlier, action, rival = (an_action(idempotency_key=key) for key in ("a", "b", "a"))
    async with open_store(storage_url, serving=False) as store:
        await store.actions.commit(new(earlier))
        async with PostgresDatabase(storage_url) as database:
            line = LostAnswer(database, PostgresBulk())
            results = await line.write([entry_of(new(change), to_aware) for change in (action, rival)])
            await line.close()
        assert results == [Committed(), Duplicate(earlier.id, None)]
        assert await store.actions.action(action.id) == action
        assert len(await store.actions.events(action.id)) == 1
        assert await store.actions.action(rival.id) is None


async def test_a_batch_without_messages_or_with_many_is_written_whole(storage_url):
    quiet, loud = an_action(), an_action()
    async with open_store(storage_url, serving=False) as store:
        assert await store.actions.commit(new(quiet, events=())) == Committed()
        assert await store.actions.commit(new(loud)) == Committed()
        assert await store.actions.events(quiet.id) == []
        assert len(await store.actions.events(loud.id)) == 1


@pytest.mark.exhaustive
async def test_of_three_replicas_one_decides_each_action_in_whatever_order_they_come(storage_url):
    actions = [an_action() for _ in range(200)]
    random = Random(4711)
    async with AsyncExitStack() as stack:
        books = [(await stack.enter_async_context(open_store(storage_url, serving=False))).actions for _ in range(3)]
        await books[0].commit_all([new(action) for action in actions])

        async def decide_all(book, name):
            by = Actor(DeciderKind.HUMAN, name, name)
            steps = [decide(action, Status.REJECTED, by, NOON, rule="reviewer", reason=name) for action in actions]
            random.shuffle(steps)
            results = await book.commit_all([change_of(step) for step in steps])
            return [step.action for step, result in zip(steps, results, strict=True) if result == Committed()]

        winners = await asyncio.gather(*(decide_all(book, f"U{n}") for n, book in enumerate(books)))
        assert sorted(action.id for won in winners for action in won) == sorted(action.id for action in actions)
        for won in winners:
            for action in won:
                assert await books[0].action(action.id) == action
                told: list[Json] = [read_json(event.leaf) for event in await books[0].events(action.id)]
                assert [leaf["actor"]["id"] for leaf in told[1:]] == [action.decision.decided_by.id]


async def test_new_ones_and_decisions_in_one_batch_each_have_their_fate(storage_url):
    decided, taken, fresh = an_action(), an_action(idempotency_key="a"), an_action()
    repeated = an_action(idempotency_key="a")
    by = Actor(DeciderKind.HUMAN, "U1", "Ann")
    change = change_of(decide(decided, Status.REJECTED, by, NOON, rule="reviewer", reason="No"))
    async with open_store(storage_url, serving=False) as store:
        await store.actions.commit_all([new(decided), new(taken)])
        results = await store.actions.commit_all([new(fresh), change, new(repeated)])
        assert results == [Committed(), Committed(), Duplicate(taken.id, None)]
        assert await store.actions.commit(change) == Conflict()
        assert await store.actions.action(decided.id) == change.action
        assert await store.actions.action(fresh.id) == fresh


async def test_a_decision_whose_answer_was_lost_is_an_outage_and_the_next_look_finds_it(storage_url):
    action, by = an_action(), Actor(DeciderKind.HUMAN, "U1", "Ann")
    change = change_of(decide(action, Status.REJECTED, by, NOON, rule="reviewer", reason="No"))
    async with open_store(storage_url, serving=False) as store:
        await store.actions.commit(new(action))
        async with PostgresDatabase(storage_url) as database:
            line = LostAnswer(database, PostgresBulk())
            with pytest.raises(StorageUnavailable):
                await line.write([entry_of(change, to_aware)])
            assert await line.write([entry_of(change, to_aware)]) == [Conflict()]
            await line.close()
        assert await store.actions.action(action.id) == change.action
        assert len(await store.actions.events(action.id)) == 2
