"""Databases for tests: each test gets an empty one of its own, on the engine that it asks for."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import uuid
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from tests.postgres.keeper import run_workspace, shared_url
from tests.postgres.unavailable import PostgresUnavailableError
from tests.requirements import missing

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]

WORKSPACE = pytest.StashKey[Path]()
CLOSING = pytest.StashKey[contextlib.ExitStack]()

Result = TypeVar("Result")


def pytest_configure(config: pytest.Config) -> None:
    """The run owns one workspace for its server; an xdist worker is given its controller's."""
    worker: dict[str, Any] | None = getattr(config, "workerinput", None)
    if worker is None:
        config.stash[CLOSING] = contextlib.ExitStack()
        config.stash[WORKSPACE] = config.stash[CLOSING].enter_context(run_workspace())
    else:
        config.stash[WORKSPACE] = Path(worker["postgres_workspace"])


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Called by xdist in the controller, once for each worker."""
    node.workerinput["postgres_workspace"] = str(node.config.stash[WORKSPACE])


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run's server has stopped before the run ends."""
    if closing := config.stash.get(CLOSING, None):
        closing.close()


@pytest.fixture(scope="session")
def postgres_url(request: pytest.FixtureRequest) -> str:
    """The URL of a server on which tests may create databases: TEST_POSTGRES_URL, or this run's own."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        return re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", given)  # without a driver of SQLAlchemy's
    url, problem = None, ""
    try:
        url = shared_url(request.config.stash[WORKSPACE])
    except PostgresUnavailableError as error:
        problem = str(error)
    if url is None:
        missing(problem)
    return url


@pytest.fixture
def postgres_database_url(postgres_url: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own."""
    with fresh_database(postgres_url) as url:
        yield url


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of this test's own, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'sayso.db'}"
    url: str = request.getfixturevalue("postgres_database_url")
    return url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with our tables in it, to be copied: migrating takes twenty times as long."""
    file = tmp_path_factory.mktemp("template") / "sayso.db"
    make_tables(f"sqlite:///{file}")
    return file


@contextlib.contextmanager
def fresh_database(server: str, template: str = "template0") -> Iterator[str]:
    """The URL of a new copy of `template` on `server`; dropped on leaving, whoever is still connected."""
    name = f"sayso_test_{uuid.uuid4().hex}"
    _execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def make_tables(url: str) -> None:
    """The database has our tables in it, and is closed."""
    # Not at the top: this file is loaded before pytest knows which test is wanted, and storage is large.
    from storage.engine.engines import open_database  # noqa: PLC0415 - see above
    from storage.engine.schema import migrate  # noqa: PLC0415 - see above

    async def prepare() -> None:
        async with open_database(url, serving=False) as database:
            await migrate(database)

    finished(prepare())


def _execute(server: str, statement: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(server)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    finished(run())


def finished(work: Coroutine[Any, Any, Result]) -> Result:
    """What came of the work, done on a thread of its own: the event loop of the test that asks stays untouched."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()
