"""A pooler in transaction mode is said in one sentence before anything depends on it; one in session mode works."""

import pytest

from storage.engine.engines import open_database
from storage.engine.errors import StorageError
from storage.engine.schema import migrate
from storage.store import open_store
from tests.builders import an_action, new
from tests.postgres.pooler import PROGRAM, pgbouncer

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(PROGRAM is None, reason="there is no pgbouncer here"),
    pytest.mark.parametrize("storage_url", ["postgres"], indirect=True),
]


@pytest.mark.parametrize("more", [(), ("server_round_robin = 1", "min_pool_size = 5")], ids=["", "round robin"])
async def test_in_transaction_mode_nothing_is_opened_and_the_sentence_says_what_to_do(storage_url, more):
    with pgbouncer(storage_url, "transaction", *more) as url:
        for _ in range(3):
            with pytest.raises(StorageError, match=r"transaction mode.*pool_mode = session"):
                async with open_store(url, serving=True):
                    pass
            with pytest.raises(StorageError, match="transaction mode"):
                async with open_database(url, serving=False) as database:
                    await migrate(database)


async def test_in_session_mode_it_works(storage_url):
    with pgbouncer(storage_url, "session") as url:
        async with open_store(url, serving=True) as store:
            action = an_action()
            await store.actions.commit(new(action))
            assert await store.actions.action(action.id) == action


async def test_in_statement_mode_one_sentence_says_so(storage_url):
    with pgbouncer(storage_url, "statement") as url, pytest.raises(StorageError, match="statement pooling"):
        async with open_store(url, serving=True):
            pass
