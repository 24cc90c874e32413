"""Storage for the contract suite: each test gets an empty one of its own, once on each engine.

What the use cases need of the books is promised by the fakes in memory, too: tests of that ask for ``books``.
"""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

import pytest

from storage.store import open_store
from tests.databases import ENGINES, fresh_database, make_tables
from tests.fakes.books import MemoryBooks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from storage.store import Store


@pytest.fixture(scope="session")
def migrated_template(postgres_url: str) -> Iterator[str]:
    """The name of a PostgreSQL database with our tables in it, from which each test's own is copied."""
    with fresh_database(postgres_url) as url:
        make_tables(url)
        yield url.rsplit("/", 1)[1]


@pytest.fixture(params=ENGINES)
def storage_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty, migrated database."""
    with migrated(request, tmp_path) as url:
        yield url


@pytest.fixture
async def store(storage_url: str) -> AsyncIterator[Store]:
    """The storage of one serving process."""
    async with open_store(storage_url, serving=True) as opened:
        yield opened


@pytest.fixture(params=["memory", *ENGINES])
async def books(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store | MemoryBooks]:
    """Empty books of one serving process, in memory or in a database."""
    if request.param == "memory":
        yield MemoryBooks()
        return
    with migrated(request, tmp_path) as url:
        async with open_store(url, serving=True) as opened:
            yield opened


@contextlib.contextmanager
def migrated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database with our tables in it, on the engine that the test was given."""
    if request.param == "sqlite":
        template = request.getfixturevalue("migrated_file")
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'sayso.db')}"
        return
    server = request.getfixturevalue("postgres_url")
    with fresh_database(server, request.getfixturevalue("migrated_template")) as url:
        yield url
