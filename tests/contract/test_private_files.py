"""Payloads lie in the database: only the account that runs us may look into it, whatever its umask."""

import os
import shutil
import stat

import pytest

from storage.engine.engines import open_database
from storage.engine.errors import StorageError
from storage.engine.schema import migrate
from storage.store import open_store
from tests.builders import an_action, new


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777], ids=oct)
def _umask(request):
    before = os.umask(request.param)
    yield
    os.umask(before)


def readable(file):
    file.chmod(0o664)
    return file


def make_open(folder):
    folder.mkdir()
    folder.chmod(0o755)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder):
    return {path.name: mode(path) for path in folder.iterdir()}


@pytest.mark.usefixtures("_umask")
async def test_files_and_the_folders_that_we_make_are_the_owner_s_alone_whatever_the_umask(tmp_path):
    file = tmp_path / "new" / "below" / "sayso.db"
    async with open_store(f"sqlite:///{file}", serving=True) as store:
        await store.actions.commit(new(an_action()))
        found = modes(file.parent)
    assert found == dict.fromkeys([file.name, *(f"{file.name}{end}" for end in ("-wal", "-shm", ".lock"))], 0o600)
    assert [mode(folder) for folder in (file.parent, file.parent.parent)] == [0o700, 0o700]


async def test_what_others_could_read_is_closed_to_them_and_a_folder_of_the_operator_s_is_left_alone(
    migrated_file, tmp_path
):
    folder = tmp_path / "data"
    make_open(folder)
    file = readable(shutil.copy(migrated_file, folder / "sayso.db"))
    async with open_store(f"sqlite:///{file}", serving=True) as store:
        await store.actions.commit(new(an_action()))
        assert set(modes(folder).values()) == {0o600}
    assert mode(folder) == 0o755


@pytest.mark.parametrize("text", [b"root:x:0:0\n" * 100, b"SQLite format 2\0" * 64], ids=["text", "old"])
async def test_a_file_that_is_no_database_keeps_its_mode_and_what_it_says(tmp_path, text):
    file = tmp_path / "passwd"
    file.write_bytes(text)
    file.chmod(0o644)
    for serving in (True, False):
        with pytest.raises(Exception, match="not a database"):
            async with open_database(f"sqlite:///{file}", serving=serving) as database:
                await migrate(database)
    assert (mode(file), file.read_bytes()) == (0o644, text)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("a-file/sayso.db", "Not a directory"),
        ("a-folder", "it is no file"),
        ("a-pipe", "it is no file"),
        ("loop/sayso.db", "[Ss]ymlink loop|symbolic links"),
        ("nul\0.db", "null"),
        ("n" * 300, "File name too long"),
        ("/proc/sayso.db", "(?i)denied|No such file|not permitted"),
        ("/proc/new/sayso.db", "(?i)denied|No such file|not permitted"),
    ],
    ids=["below a file", "folder", "pipe", "loop", "nul", "long", "closed folder", "closed parent"],
)
async def test_a_place_where_no_database_can_be_is_said_in_one_sentence(tmp_path, path, why):
    (tmp_path / "a-file").touch()
    (tmp_path / "a-folder").mkdir()
    os.mkfifo(tmp_path / "a-pipe")
    (tmp_path / "loop").symlink_to("loop")
    for serving in (True, False):
        with pytest.raises(StorageError, match=why) as refused:
            async with open_database(f"sqlite:///{tmp_path / path}", serving=serving) as database:
                await migrate(database)
        assert "SAYSO_DATABASE_URL" in str(refused.value)
        assert path.rpartition("/")[2] in str(refused.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_folder_in_which_this_account_may_not_write_is_said_in_one_sentence(tmp_path):
    tmp_path.chmod(0o500)
    for serving in (True, False):
        with pytest.raises(StorageError, match="SAYSO_DATABASE_URL"):
            open_database(f"sqlite:///{tmp_path / 'sayso.db'}", serving=serving)
