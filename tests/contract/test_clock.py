"""Time is the database's where there are several of us."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from sqlalchemy import text

from storage.clock import DatabaseClock
from storage.database import Database
from storage.policies import recall_policy, remember_policy
from tests.builders import NOON


async def test_the_clock_is_aware_and_never_goes_back(store):
    moments = [store.clock.now() for _ in range(100)]
    assert all(moment.tzinfo is UTC for moment in moments)
    assert moments == sorted(moments)


@pytest.mark.postgres
@pytest.mark.parametrize("storage_url", ["postgres"], indirect=True)
async def test_the_clock_is_the_database_s(store):
    def database_time(connection):
        return connection.execute(text("SELECT clock_timestamp()")).scalar_one()

    before = store.clock.now()
    at = await store.database.read(database_time)
    after = store.clock.now()
    slack = timedelta(seconds=1)
    assert before - slack <= at <= after + slack


class SkewedDatabase(Database):
    """A database whose clock is an hour behind at the second look."""

    def __init__(self):
        self.at = NOON

    async def read(self, query):
        return self.at

    async def write(self, query):
        raise AssertionError("a clock does not write")

    async def close(self):
        pass


async def test_the_host_s_wall_clock_does_not_matter_and_time_never_steps_back():
    database = SkewedDatabase()
    clock = DatabaseClock(database)
    await clock.measure()
    first = clock.now()
    assert NOON <= first < NOON + timedelta(minutes=1)
    database.at = NOON - timedelta(hours=1)
    await clock.measure()
    assert clock.now() >= first


async def test_ids_sort_by_time_and_say_what_they_name(store):
    action_id, digest_id = store.ids.action_id(), store.ids.digest_id()
    assert action_id[:4] == "act_"
    assert digest_id[:4] == "dig_"
    assert {len(action_id), len(digest_id)} == {30}
    assert action_id == action_id.lower()
    assert len({store.ids.action_id() for _ in range(1000)}) == 1000


async def test_a_policy_is_remembered_in_its_first_words(store):
    await remember_policy(store.database, "sha256:1", "version: 1 # naïve", NOON)
    await remember_policy(store.database, "sha256:1", "version: 1", NOON)
    assert await recall_policy(store.database, "sha256:1") == "version: 1 # naïve"
    assert await recall_policy(store.database, "sha256:2") is None
