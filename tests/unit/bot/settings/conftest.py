"""An environment without settings, in an empty folder."""

import os

import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The working directory; whatever this machine sets is gone."""
    for name in list(os.environ):
        if name.upper().startswith("COUNTER") or name.endswith("DATABASE_URL"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path
