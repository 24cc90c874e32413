"""The databases that every storage test rests on are real, separate and durable."""

from __future__ import annotations

import asyncpg
import pytest

from tests.databases import fresh_database


async def ask(url, question):
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_each_engine_gives_an_empty_database_of_its_own(database_url, tmp_path):
    if database_url.startswith("sqlite"):
        assert database_url == f"sqlite:///{tmp_path / 'sayso.db'}"
        assert not any(tmp_path.iterdir())
    else:
        assert (await ask(database_url, "SELECT current_database()")).startswith("sayso_test_")
        assert await ask(database_url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


@pytest.mark.postgres
async def test_a_commit_on_the_test_server_is_as_durable_as_in_production(postgres_database_url):
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        assert await ask(postgres_database_url, f"SHOW {setting}") == "on"


@pytest.mark.postgres
async def test_a_fresh_database_is_gone_afterwards_even_with_somebody_connected(postgres_url):
    with fresh_database(postgres_url) as url:
        left_open = await asyncpg.connect(url)
    name = url.rsplit("/", 1)[1]
    assert await ask(postgres_url, f"SELECT count(*) FROM pg_database WHERE datname = '{name}'") == 0
    left_open.terminate()
