"""``sayso backup`` and ``restore``: twice in a row, nothing overwritten, a sentence for whatever goes wrong."""

import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from storage.engine.sqlite.lock import ServingLock


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch, migrated_file):
    """A database, and the settings that lead to it."""
    shutil.copy(migrated_file, tmp_path / "sayso.db")
    monkeypatch.setenv("SAYSO_DATABASE_URL", f"sqlite:///{tmp_path / 'sayso.db'}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


def backup(*arguments):
    done = run("backup", *arguments)
    assert done.exit_code == 0, done.output
    return Path(done.stdout.strip())


def agents_in(path):
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT count(*) FROM agents").fetchone()[0]
    connection.close()
    return found


def test_a_file_is_written_twice_and_the_newest_has_its_name(folder):
    first = backup("--to", "nightly.db")
    run("agents", "add", "later")
    second = backup("--to", "nightly.db")
    assert first == second == Path("nightly.db")
    assert agents_in("nightly.db") == 1
    (earlier,) = folder.glob("nightly-*.db")
    assert agents_in(earlier) == 0
    for path in (second, earlier):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("to", ["backups/", "backups/of/mine/"])
def test_a_folder_gets_one_by_its_time_each_time_and_is_made_private(folder, to):
    made = {backup("--to", to) for _ in range(3)}
    assert len(made) == 3
    assert {path.parent for path in made} == {Path(to)}
    assert stat.S_IMODE((folder / "backups").stat().st_mode) == 0o700


@pytest.mark.parametrize("to", ["backups/", "backups/nightly.db"])
def test_the_newest_are_kept_and_nothing_else_is_touched(folder, to):
    (folder / "backups").mkdir()
    (folder / "backups" / "sayso-notes.db").write_text("mine")
    (folder / "backups" / "nightly-plan.db").write_text("mine")
    for number in range(4):
        run("agents", "add", f"agent-{number}")
        newest = backup("--to", to, "--keep", "2")
    kept = [path for path in (folder / "backups").iterdir() if path.read_bytes() != b"mine"]
    assert sorted(map(agents_in, kept)) == [3, 4]
    assert agents_in(newest) == 4
    assert len(list((folder / "backups").iterdir())) == 4


@pytest.mark.parametrize("to", ["backups/", "backups/nightly.db"])
def test_what_a_killed_backup_left_is_cleared_by_the_next_and_one_that_still_runs_is_not(folder, to):
    name = backup("--to", to).name
    left, running = folder / "backups" / f".{name}.0123abcd.part", folder / "backups" / f".{name}.4567cdef.part"
    theirs = folder / "backups" / ".notes.0123abcd.part"
    for path in (left, running, theirs):
        path.write_text("half of it")
    for path in (left, theirs):
        os.utime(path, (0, 0))
    done = run("backup", "--to", to)
    assert f"Removed: {left.relative_to(folder)}" in done.stderr
    assert [left.exists(), running.exists(), theirs.exists()] == [False, True, True]


@pytest.mark.parametrize("what", ["policy.yml", "sayso.db", "link.db"])
def test_what_is_no_backup_is_never_replaced(folder, what):
    (folder / "policy.yml").write_text("version: 1")
    (folder / "link.db").symlink_to(folder / "sayso.db")
    before = (folder / what).read_bytes()
    done = run("backup", "--to", what)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Name another file" in done.stderr
    assert (folder / what).read_bytes() == before


def test_where_nothing_can_be_written_is_one_sentence(folder):
    (folder / "file").write_text("")
    done = run("backup", "--to", "file/backup.db")
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1


def test_a_backup_comes_back_and_the_earlier_database_is_kept(folder):
    saved = backup("--to", "saved.db")
    run("agents", "add", "later")
    look = run("restore", str(saved), "--dry-run")
    assert "Nothing was changed" in look.stdout
    assert agents_in("sayso.db") == 1
    done = run("restore", str(saved))
    assert done.exit_code == 0
    assert "later" in done.stdout
    assert "Cards in Slack are not changed" in done.stdout
    assert agents_in("sayso.db") == 0
    (kept,) = folder.glob("sayso.db.before-restore-*")
    assert agents_in(kept) == 1
    assert str(kept) in done.stdout
    assert saved.exists()
    assert run("restore", str(kept)).exit_code == 0
    assert agents_in("sayso.db") == 1


def test_a_database_that_is_gone_comes_back(folder):
    saved = backup("--to", "saved.db")
    (folder / "sayso.db").unlink()
    assert run("restore", str(saved)).exit_code == 0
    assert agents_in("sayso.db") == 0


def test_a_bot_that_serves_refuses_the_restore(folder):
    saved = backup("--to", "saved.db")
    lock = ServingLock(folder / "sayso.db")
    done = run("restore", str(saved))
    lock.release()
    assert done.exit_code == 1
    assert f"process {os.getpid()}" in done.stderr
    assert not list(folder.glob("*before-restore*"))


@pytest.mark.parametrize("what", ["nowhere.db", "sayso.db", "."])
def test_what_cannot_be_restored_is_one_sentence(what):
    done = run("restore", what)
    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


def test_postgresql_is_told_its_own_tools_and_no_password(monkeypatch):
    monkeypatch.setenv("SAYSO_DATABASE_URL", "postgresql://bot:s3cret@db/sayso")
    for command in (("backup", "--to", "x.db"), ("restore", "x.db")):
        done = run(*command)
        assert done.exit_code == 1
        assert "pg_dump" in done.stderr
        assert "s3cret" not in done.output


def test_without_a_database_none_is_made(folder, monkeypatch):
    monkeypatch.setenv("SAYSO_DATABASE_URL", "sqlite:///var/nowhere.db")
    assert run("backup", "--to", "x.db").exit_code == 1
    assert not (folder / "var").exists()
    assert not (folder / "x.db").exists()


def test_without_a_database_no_folder_is_made(folder):
    (folder / "sayso.db").unlink()
    done = run("backup", "--to", "backups/")
    assert done.exit_code == 1
    assert "There is no database" in done.stderr
    assert not (folder / "backups").exists()


@pytest.mark.parametrize("command", [("agents", "list"), ("halts",), ("doctor",)])
def test_a_database_that_this_account_may_not_look_at_is_a_sentence(command, monkeypatch):
    monkeypatch.setenv("SAYSO_DATABASE_URL", f"sqlite:///{'x' * 300}/sayso.db")
    done = run(*command)
    assert done.exit_code == 1
    assert "cannot be looked at: File name too long" in done.output
