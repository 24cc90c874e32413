"""PostgreSQL's short way for new actions, where its connection breaks."""

import pytest

from oversight.ports import Committed, Repeated
from storage.batch_postgresql import PostgresBulk
from storage.entry import entry_of
from storage.errors import StorageUnavailable
from storage.one_statement import OneStatement
from storage.postgresql import PostgresDatabase
from storage.store import open_store
from storage.utc import to_aware
from tests.builders import an_action, new

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
        await store.ledger.commit(new(earlier))
        async with PostgresDatabase(storage_url) as database:
            line = LostAnswer(database, PostgresBulk())
            fates = await line.write([entry_of(new(each), to_aware) for each in (action, rival)])
            await line.close()
        assert fates == [Committed(), Repeated(earlier.id, None)]
        assert await store.ledger.action(action.id) == action
        assert len(await store.ledger.events(action.id)) == 1
        assert await store.ledger.action(rival.id) is None


async def test_a_batch_without_messages_or_with_many_is_written_whole(storage_url):
    quiet, loud = an_action(), an_action()
    async with open_store(storage_url, serving=False) as store:
        assert await store.ledger.commit(new(quiet, events=())) == Committed()
        assert await store.ledger.commit(new(loud)) == Committed()
        assert await store.ledger.events(quiet.id) == []
        assert len(await store.ledger.events(loud.id)) == 1
