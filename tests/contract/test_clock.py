"""Time runs evenly whatever is done to clocks, and is the same for all processes over one database."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from storage.engine.clock import DatabaseTime, SteadyClock
from storage.engine.database import Database
from storage.engine.engines import open_database
from storage.policies import SqlPolicies
from storage.replicas.timekeeping import Timekeeping
from storage.store import open_store
from tests.builders import NOON

MINUTE, HOUR = 60.0, 3600.0
NOON_SECONDS = NOON.timestamp()
DAY = 86_400.0
STEPS = [-HOUR, -MINUTE, -1.0, 1.0, MINUTE, HOUR]


class Host:
    """A machine whose wall clock is set at will."""

    def __init__(self, wall=NOON_SECONDS):
        self.seconds = 1000.0
        self.wall = wall

    def passes(self, seconds):
        self.seconds += seconds
        self.wall += seconds

    def clock(self):
        return SteadyClock(lambda: self.wall, lambda: self.seconds)


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


@pytest.mark.parametrize("step", STEPS)
def test_whoever_was_promised_ten_minutes_has_ten_minutes_though_the_clock_is_set(step):
    host = Host()
    clock = host.clock()
    promised = clock.now() + timedelta(minutes=10)
    host.passes(60)
    host.wall += step
    seconds = 0.0
    while clock.now() < promised:
        host.passes(0.25)
        seconds += 0.25
    assert 600 * 0.95 <= 60 + seconds <= 600 * 1.06


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_time_never_goes_back_and_reaches_the_clock_that_was_set(step):
    host = Host()
    clock = host.clock()
    host.wall += step
    before = clock.now()
    for _ in range(200_000):
        host.passes(0.5)
        now = clock.now()
        assert now >= before
        before = now
    assert now.timestamp() == pytest.approx(host.wall, abs=1e-3)


@pytest.mark.parametrize("step", [-20_000 * DAY, -2 * DAY, -DAY - 1])
def test_a_clock_that_is_set_back_by_days_does_not_stop_time(step):
    host = Host(NOON_SECONDS + 2.5e9)
    clock = host.clock()
    promised = clock.now() + timedelta(minutes=10)
    host.wall += step
    before = clock.now()
    host.passes(600)
    assert clock.now() >= before
    host.passes(600 * 0.06)
    assert clock.now() >= promised


@pytest.mark.parametrize("step", [2 * DAY, 20_000 * DAY])
def test_a_clock_that_was_days_behind_is_followed_at_once(step):
    host = Host(NOON_SECONDS + 2.5e9)
    clock = host.clock()
    clock.now()
    host.wall += step
    assert clock.now().timestamp() == pytest.approx(host.wall)


def test_a_machine_that_slept_knows_how_long():
    host = Host()
    clock = host.clock()
    host.passes(8 * HOUR)
    assert clock.now() == NOON + timedelta(hours=8)


class SetDatabase(Database):
    """A database whose clock is set at will."""

    def __init__(self, at: datetime):
        self.at = at

    async def read(self, query, *, seconds=None):
        return self.at

    async def write(self, query, *, seconds=None):
        raise AssertionError("a clock does not write")

    async def close(self):
        pass


class FailingDatabase(SetDatabase):
    """It fails in an unforeseen way the second time that something is written, and says when it is asked again."""

    def __init__(self):
        super().__init__(NOON)
        self.writes = 0
        self.is_asked_again = asyncio.Event()

    async def write(self, query, *, seconds=None):
        self.writes += 1
        if self.writes == 2:
            raise RuntimeError
        if self.writes > 2:
            self.is_asked_again.set()


async def test_an_unforeseen_fault_does_not_end_the_keeping_of_time():
    database = FailingDatabase()
    timekeeping = Timekeeping(database, Host().clock(), None, every_seconds=0.001)
    await timekeeping.keep()
    async with asyncio.timeout(30):
        await database.is_asked_again.wait()
    await timekeeping.close()


async def test_the_host_s_wall_clock_does_not_matter_where_the_database_s_is_followed():
    host, database = Host(), SetDatabase(NOON + timedelta(hours=5))
    followed = DatabaseTime(database, lambda: host.seconds)
    await followed.measure()
    clock = SteadyClock(followed, lambda: host.seconds)
    host.wall -= HOUR
    host.passes(30)
    assert clock.now() == NOON + timedelta(hours=5, seconds=30)
    database.at = NOON + timedelta(hours=4)
    await followed.measure()
    assert clock.now() >= NOON + timedelta(hours=5, seconds=30)


@pytest.mark.parametrize("step", [-HOUR, -MINUTE])
async def test_whoever_starts_after_the_clock_was_set_back_joins_those_who_run(storage_url, step):
    before, after = Host(), Host(NOON_SECONDS + step)
    ahead, behind = before.clock(), after.clock()
    async with open_database(storage_url, serving=False) as database:
        await Timekeeping(database, ahead, None)._write_down()
        await Timekeeping(database, behind, None).join()
        assert behind.now() == ahead.now()
        after.passes(30)
        await Timekeeping(database, behind, None)._write_down()
        before.passes(10)
        await Timekeeping(database, ahead, None).join()
    assert ahead.now() >= behind.now()


async def test_what_somebody_wrote_with_a_clock_years_off_is_not_joined(storage_url):
    years = timedelta(days=4000)
    async with open_store(storage_url, serving=True) as store:
        wrong = Host((store.clock.now() + years).timestamp())
        await Timekeeping(store.database, wrong.clock(), None)._write_down()
    async with open_store(storage_url, serving=True) as store:
        now = store.clock.now()
        assert now < datetime.fromtimestamp(wrong.wall, UTC) - years / 2
        behind = Host(now.timestamp() - MINUTE).clock()
        await Timekeeping(store.database, behind, None).join()
        assert behind.now() > now - timedelta(seconds=MINUTE / 2)


async def test_ids_sort_by_time_and_say_what_they_name(store):
    action_id, digest_id = store.ids.action_id(), store.ids.digest_id()
    assert action_id[:4] == "act_"
    assert digest_id[:4] == "dig_"
    assert {len(action_id), len(digest_id)} == {30}
    assert action_id == action_id.lower()
    assert len({store.ids.action_id() for _ in range(1000)}) == 1000


async def test_a_policy_is_remembered_in_its_first_words(store):
    await SqlPolicies(store.database).remember("sha256:1", "version: 1 # naïve", NOON)
    await SqlPolicies(store.database).remember("sha256:1", "version: 1", NOON)
    assert await SqlPolicies(store.database).recall("sha256:1") == "version: 1 # naïve"
    assert await SqlPolicies(store.database).recall("sha256:2") is None
