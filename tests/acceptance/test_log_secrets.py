"""After every kind of failure the log holds neither key nor password nor payload, in either format."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.failures.logged import LOGGING
from tests.acceptance.failures.raised import RAISING
from tests.acceptance.installation import Installation
from tests.acceptance.processes import environment

SENTINELS = ("SENTINEL", "41x11", "5e4711", "\nforged")
PROJECT = Path(__file__).parents[2]
MOST_BYTES = 6_000
"""Of the log for one failure: local variables and endless tracebacks take a hundred thousand."""


@pytest.fixture(scope="module", params=["text", "json"])
def log(request):
    """What a process wrote in which everything went wrong, by kind."""
    done = subprocess.run(
        [sys.executable, "-W", "always", "-m", "tests.acceptance.failures", request.param],
        cwd=PROJECT,
        env=environment(),
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    sections = done.stderr.split("== ")
    assert sections[0] == ""
    return request.param, dict(section.split("\n", 1) for section in sections[1:])


@pytest.mark.parametrize("kind", [*LOGGING, *RAISING])
def test_no_secret_and_no_payload_is_in_the_log_after(kind, log):
    style, sections = log
    written = sections[kind]
    assert not [sentinel for sentinel in SENTINELS if sentinel in written], written
    assert written.strip(), "a failure is told"
    assert len(written) <= 3 * MOST_BYTES
    if style == "json":
        lines = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
        assert lines or kind == "a_line_that_cannot_be_written"
        assert sum("exception" in line for line in lines) == 3 or kind not in RAISING


def test_what_went_wrong_and_where_is_told_all_the_same(log):
    _, sections = log
    assert "KeyError" in sections["a_missing_key"]
    assert "raised.py" in sections["a_missing_key"]
    assert (
        "StorageUnavailable: PostgreSQL: no entry for postgresql://***@127.0.0.1:1/sayso"
        in (sections["an_outage_with_the_drivers_words"])
    )
    assert "sqlstate 23505" in sections["a_row_of_postgresql"]
    assert "errno 2" in sections["an_error_of_the_system"]
    assert "slack invalid_blocks" in sections["a_refusal_of_slack"]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://bot:SENTINEL/1@127.0.0.1:1/x",
        "postgresql://bot:SENTINEL%zz@127.0.0.1:x1/x",
        "postgresql://127.0.0.1:1/x?user=bot&password=SENTINEL",
    ],
)
def test_a_command_that_fails_does_not_print_the_password_of_the_database(url, tmp_path):
    settings = {"SAYSO_DATABASE_URL": url, "SAYSO_SLACK_BOT_TOKEN": "xoxb-SENTINEL"}
    done = Installation(tmp_path, settings).command("agents", "list")
    assert done.returncode != 0
    assert "SENTINEL" not in done.stdout + done.stderr
    assert done.stderr.strip()
