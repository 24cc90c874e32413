"""Storage for the contract suite: each test gets an empty one of its own, once on each engine."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from storage.engines import open_database
from storage.schema import migrate
from storage.store import open_store
from tests.databases import ENGINES, fresh_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from storage.store import Store


@pytest.fixture(scope="session")
def migrated_template(postgres_url: str) -> Iterator[str]:
    """The name of a PostgreSQL database with our tables in it, from which each test's own is copied."""

    async def prepare(url: str) -> None:
        async with open_database(url, serving=False) as database:
            await migrate(database)

    with fresh_database(postgres_url) as url:
        # A thread of its own: a session's fixture has no event loop, and must not leave one behind.
        with ThreadPoolExecutor(max_workers=1) as thread:
            thread.submit(asyncio.run, prepare(url)).result()
        yield url.rsplit("/", 1)[1]


@pytest.fixture(params=ENGINES)
def storage_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty, migrated database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'countersign.db'}"
        return
    server = request.getfixturevalue("postgres_url")
    with fresh_database(server, request.getfixturevalue("migrated_template")) as url:
        yield url


@pytest.fixture
async def store(storage_url: str) -> AsyncIterator[Store]:
    """The storage of one serving process."""
    async with open_store(storage_url, serving=True) as opened:
        yield opened
