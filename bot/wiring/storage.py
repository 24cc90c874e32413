"""The database, and the policy in force."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.policy.archive import PolicyArchive
from bot.policy.source import PolicyFile
from bot.settings import Settings
from bot.start_refused import StartRefused
from storage.engine.errors import Closed, StorageError, StorageUnavailable
from storage.store import Store, open_store

OUTAGES = (StorageUnavailable, Closed)
"""What the API answers with 503 and Retry-After."""


@asynccontextmanager
async def open_storage(settings: Settings) -> AsyncIterator[tuple[Store, PolicyArchive]]:
    """The database is open and knows the policy; raises StartRefused or BadPolicy where that cannot be."""
    policy_file = PolicyFile(settings.policy_file)
    async with AsyncExitStack() as stack:
        try:
            store = await stack.enter_async_context(open_store(settings.database_url.get_secret_value(), serving=True))
        except StorageError as error:
            raise StartRefused(str(error)) from error
        policies = PolicyArchive(policy_file, store.database, store.clock)
        await policies.remember()
        await store.review.begin_digests(store.clock.now())
        yield store, policies
