"""Killed at any step of sequencing or signing, a process leaves one history, and the next one goes on with it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STEPS_OF_A_BEAT = 30
"""At least so many: fewer would mean that not every statement, commit and write is seen any more."""


@pytest.mark.exhaustive
@pytest.mark.timeout(180)
async def test_killed_at_every_step_there_is_one_history(storage_url, tmp_path):
    program = (sys.executable, "-m", "tests.contract.killed_beats", storage_url, str(tmp_path))
    pipe = asyncio.subprocess.PIPE
    running = await asyncio.create_subprocess_exec(*program, cwd=ROOT, stdout=pipe, stderr=pipe)
    said, complaints = await running.communicate()
    assert running.returncode == 0, complaints.decode()
    assert int(said) >= STEPS_OF_A_BEAT
