"""What a test needs from the machine: there, or the test says what is missing and how to get it."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

REQUIRE_ALL = "SAYSO_REQUIRE_ALL"


def missing(reason: str) -> NoReturn:
    """Skips the test with `reason`, or fails it where everything is required (SAYSO_REQUIRE_ALL=1)."""
    if os.environ.get(REQUIRE_ALL, "") not in {"", "0"}:
        pytest.fail(f"{reason} ({REQUIRE_ALL} is set)", pytrace=False)
    pytest.skip(reason)
