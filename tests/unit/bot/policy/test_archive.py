"""A policy can be recalled before anything is routed by it."""

from pathlib import Path

import pytest

from bot.policy.archive import PolicyArchive
from bot.policy.source import PolicyFile
from storage.engine.database import Database
from storage.engine.errors import StorageUnavailable
from tests.builders import NOON
from tests.fakes.memory import MemoryClock

POLICY = 'version: 1\ntiers: {team_member: {channel: "#a", reviewers: [U1]}}\n'


class RefusingDatabase(Database):
    """It takes nothing while it is away, and remembers which policy was in force at each write."""

    def __init__(self):
        self.is_away = False
        self.archive = None
        self.in_force = []

    async def read(self, query, *, seconds=None):
        raise AssertionError("nothing is recalled here")

    async def write(self, query, *, seconds=None):
        if self.is_away:
            raise StorageUnavailable("no answer")
        assert self.archive is not None
        self.in_force.append(self.archive.policy.hash)

    async def close(self):
        pass


@pytest.fixture
def database() -> RefusingDatabase:
    return RefusingDatabase()


@pytest.fixture
def archive(tmp_path: Path, database: RefusingDatabase) -> PolicyArchive:
    path = tmp_path / "policy.yml"
    path.write_text(POLICY)
    database.archive = PolicyArchive(PolicyFile(path), database, MemoryClock(NOON))
    return database.archive


async def test_a_policy_is_stored_before_it_is_in_force(archive, database):
    earlier = archive.policy.hash
    archive.file.path.write_text(POLICY + "defaults: {review_timeout: 45m}\n")
    assert await archive.reload()
    assert database.in_force == [earlier]
    assert archive.policy.hash != earlier
    assert archive.file.last_fault is None


async def test_a_policy_that_the_database_does_not_take_is_not_in_force_and_says_why(archive, database):
    earlier = archive.policy.hash
    archive.file.path.write_text(POLICY + "defaults: {review_timeout: 45m}\n")
    database.is_away = True
    assert not await archive.reload()
    assert archive.policy.hash == earlier
    assert "did not take the policy (no answer). When it answers again: sayso" in str(archive.file.last_fault)
    database.is_away = False
    assert await archive.reload()
    assert archive.policy.hash != earlier


async def test_a_faulty_file_is_refused_and_the_running_policy_stays(archive, database):
    earlier = archive.policy.hash
    archive.file.path.write_text(POLICY + "surprise: 1\n")
    assert not await archive.reload()
    assert (archive.policy.hash, database.in_force) == (earlier, [])
    assert "surprise" in str(archive.file.last_fault)
