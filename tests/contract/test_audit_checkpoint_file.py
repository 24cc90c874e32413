"""Each checkpoint gets into the file whole, whatever was in the way before; what stands there is never touched."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from bot.audit.checkpoint_file import CheckpointFile
from bot.audit.trust import notes_in
from oversight.audit.log.checkpoint import read_checkpoint
from oversight.audit.log.keys import SigningKey
from oversight.audit.log.note import opened
from oversight.usecases.audit.go_on import go_on
from storage.audit.log import SqlAuditLog
from tests.contract.test_audit_log import some_leaves, write_leaves
from tests.contract.test_audit_signing import KEYS, Memory
from tests.contract.witnessed import House


@pytest.fixture
def log(store):
    return SqlAuditLog(store.database, alone=False)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "checkpoints"


@pytest.fixture
def house(store, log):
    return House(store, log)


def sizes(path):
    """Of the checkpoints that can be read in the file, each of which is right."""
    notes = notes_in(path.read_text())
    assert all(opened(note, [KEYS[0].verifier]) for note in notes)
    return [read_checkpoint(note).size for note in notes]


async def test_nothing_is_written_before_something_is_signed(log, path):
    file = CheckpointFile(path, log)
    await file.catch_up()
    assert not path.exists()
    assert await file.trouble() is None


async def test_every_checkpoint_is_appended_once_as_it_was_signed(house, log, path):
    await house.signs(2)
    file = CheckpointFile(path, log)
    await file.catch_up()
    before = path.read_bytes()
    newest = await log.newest_checkpoint(1)
    assert before.decode() == newest.note + "\n"
    await house.signs(3)
    for _ in range(2):
        await file.catch_up()
    assert path.read_bytes().startswith(before)
    assert sizes(path) == [2, 3, 4, 5]


async def test_after_a_restart_it_goes_on_where_it_stopped(house, log, path):
    await house.signs()
    await CheckpointFile(path, log).catch_up()
    await house.signs(3)
    for _ in range(2):
        await CheckpointFile(path, log).catch_up()
    assert sizes(path) == [1, 2, 3, 4]


async def test_a_folder_that_is_not_there_is_told_and_what_was_missed_is_added_later(house, log, tmp_path):
    path = tmp_path / "disk" / "checkpoints"
    file = CheckpointFile(path, log)
    await house.signs()
    await file.catch_up()
    assert await file.trouble() == f"{path} cannot be written: No such file or directory"
    path.parent.mkdir()
    await file.catch_up()
    assert await file.trouble() is None
    path.parent.rename(tmp_path / "away")
    await house.signs(2)
    await file.catch_up()
    assert await file.trouble()
    (tmp_path / "away").rename(path.parent)
    await file.catch_up()
    assert sizes(path) == [1, 2, 3]


async def test_a_full_disk_is_told(house, log):
    file = CheckpointFile(Path("/dev/full"), log)
    await house.signs()
    await file.catch_up()
    assert await file.trouble() == "/dev/full cannot be written: No space left on device"


async def test_of_what_a_full_disk_cut_off_nothing_stays(house, log, path):
    file = CheckpointFile(path, log)
    await house.signs()
    await file.catch_up()
    whole = path.read_bytes()
    await house.signs(2)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) + 300, limits[1]))
    try:
        await file.catch_up()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert await file.trouble() == f"{path} cannot be written: File too large"
    assert path.read_bytes() == whole
    await file.catch_up()
    assert sizes(path) == [1, 2, 3]


@pytest.mark.parametrize("lost", [1, 2, 3, 29, 30, 31, 32, 90, 120, 170])
async def test_where_a_power_cut_left_half_a_checkpoint_the_next_can_be_read(house, log, path, lost):
    await house.signs()
    await CheckpointFile(path, log).catch_up()
    await house.signs()
    await CheckpointFile(path, log).catch_up()
    torn = path.read_bytes()[:-lost]
    path.write_bytes(torn)
    await CheckpointFile(path, log).catch_up()
    await house.signs()
    await CheckpointFile(path, log).catch_up()
    assert path.read_bytes().startswith(torn)
    assert sorted(set(sizes(path))) == [1, 2, 3]
    assert sizes(path)[-1] == 3


async def test_a_new_log_goes_on_in_the_same_file(house, log, path, store):
    file = CheckpointFile(path, log)
    await house.signs(2)
    await file.catch_up()
    key = SigningKey("acme.example/sayso/2", b"2" * 32)
    await log.begin_anew(key.name, b"{}", "log.began")
    await write_leaves(store, some_leaves(3, 50))
    assert (await go_on(log, [key], Memory(), house.later())).signed is not None
    await file.catch_up()
    found = [read_checkpoint(note) for note in notes_in(path.read_text())]
    assert [(checkpoint.origin, checkpoint.size) for checkpoint in found] == [(KEYS[0].name, 2), (key.name, 4)]


async def test_a_file_that_is_moved_away_goes_on_elsewhere(house, log, path):
    file = CheckpointFile(path, log)
    await house.signs()
    await file.catch_up()
    path.rename(path.with_name("older"))
    await house.signs(2)
    await file.catch_up()
    assert sizes(path) == [2, 3]


async def test_what_else_stands_in_the_file_stays_there(house, log, path):
    path.write_text("# kept for the auditors\n")
    await house.signs()
    file = CheckpointFile(path, log)
    await file.catch_up()
    await house.signs()
    await file.catch_up()
    assert path.read_text().startswith("# kept for the auditors\n(cut-off)\n\n")
    assert sizes(path) == [1, 2]
