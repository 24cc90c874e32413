"""A log on a full disk, or with nobody at the other end, holds up neither the work nor the end of the process."""

from __future__ import annotations

import subprocess
import sys

import pytest

SETUP = """
import os, sys
class Full:
    isatty = staticmethod(lambda: False)
    def write(self, text): raise {error}
    flush = lambda self: self.write("")
sys.stderr = Full()
"""
LOGS = """
import structlog
from bot.logs import configure_logging
configure_logging("info", "{style}")
log = structlog.get_logger("test")
log.warning("a line")
try:
    raise RuntimeError
except RuntimeError:
    log.exception("a line with an exception")
print("done")
"""
ENDS = """
from bot.process.stopping import _end_now
_end_now()
"""


def told(program, error):
    setup = SETUP.format(error=error)
    return subprocess.run(
        [sys.executable, "-c", setup + program], capture_output=True, text=True, timeout=30, check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("style", "error"),
    [("text", "OSError(28, 'No space left on device')"), ("json", "BrokenPipeError"), ("text", "ValueError('closed')")],
)
def test_whoever_logs_goes_on(style, error):
    done = told(LOGS.format(style=style), error)
    assert done.stdout == "done\n"  # Python itself minds at its end that it cannot flush


def test_the_process_ends():
    done = told(ENDS + "print('still there')", "OSError(28, 'No space left on device')")
    assert (done.returncode, done.stdout) == (0, "")
