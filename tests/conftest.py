from __future__ import annotations

import gc
import os
import shutil

import pytest

from tests.examples import register_profiles
from tests.requirements import REQUIRE_ALL, missing

gc.disable()  # until all is collected: see below

pytest_plugins = ["tests.databases"]

register_profiles()

# Whoever runs the tests may have a bot of their own, and its settings are none of the tests'.
for name in [name for name in os.environ if name.upper().startswith("SAYSO") and name != REQUIRE_ALL]:
    del os.environ[name]

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What has been imported and collected lives as long as the run, so no garbage collection ever walks it."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of an installed Chromium."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        missing("Chromium is not installed. Run: apt-get install chromium fonts-noto-color-emoji")
    return path
