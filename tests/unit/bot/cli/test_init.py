"""`sayso init` writes what is missing, and nothing else."""

from __future__ import annotations

import stat

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.policy.source import load_policy


@pytest.fixture
def init(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, ["init", *arguments])


def test_an_empty_folder_has_a_valid_policy_and_private_settings(init, tmp_path):
    done = init()
    assert done.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["policy.yml", "sayso.toml"]
    assert stat.S_IMODE((tmp_path / "sayso.toml").stat().st_mode) == 0o600
    load_policy(tmp_path / "policy.yml")
    for step in ("sayso manifest", "sayso doctor", "sayso run", "sayso agents add NAME"):
        assert step in done.stdout
    assert "cd " not in done.stdout


def test_what_is_there_stays_as_it_is(init, tmp_path):
    (tmp_path / "policy.yml").write_text("mine")
    (tmp_path / "sayso.toml").symlink_to(tmp_path / "elsewhere.toml")
    done = init()
    assert done.exit_code == 0
    assert done.stdout.count("is there already and stays as it is") == 2
    assert (tmp_path / "policy.yml").read_text() == "mine"
    assert not (tmp_path / "elsewhere.toml").exists()


def test_a_folder_that_is_not_there_is_made_for_this_account_alone(init, tmp_path):
    done = init("new/place")
    assert stat.S_IMODE((tmp_path / "new" / "place").stat().st_mode) == 0o700
    assert done.stdout.endswith("cd new/place\n")


def test_where_nothing_can_be_written_a_sentence_says_so(init, tmp_path):
    (tmp_path / "file").write_text("")
    done = init("file")
    assert done.exit_code == 1
    assert done.stderr == "file cannot be written: Not a directory.\n"
