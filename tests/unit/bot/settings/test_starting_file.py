"""What `sayso init` writes is a settings file that means exactly the defaults."""

from __future__ import annotations

import re
import tomllib

from bot.settings import Settings
from bot.settings.starting_file import TO_BE_WRITTEN, starting_file


def test_as_it_is_written_it_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sayso.toml").write_text(starting_file(), encoding="utf-8")
    assert Settings() == Settings.model_construct()


def test_each_setting_stands_there_with_its_meaning_and_its_default(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    uncommented = re.sub(r"^# (?=[a-z_]+ = )", "", starting_file(), flags=re.MULTILINE)
    assert tomllib.loads(uncommented).keys() == Settings.model_fields.keys()
    (tmp_path / "sayso.toml").write_text(uncommented, encoding="utf-8")
    assert Settings() == Settings.model_construct()
    for field in Settings.model_fields.values():
        assert f"# {field.description}\n" in uncommented


def test_what_has_to_be_written_comes_first():
    assert tuple(tomllib.loads(starting_file())) == TO_BE_WRITTEN
