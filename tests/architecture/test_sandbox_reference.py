"""The page that says what the sandbox has of Slack, and what not, is true."""

import inspect
import re
from fnmatch import fnmatchcase

import slack_sdk.web.async_client

from sandbox.delivery.payloads import EVENTS
from sandbox.webapi.methods import METHODS, WITH_APP_TOKEN
from sandbox.webapi.rates import PER_MINUTE
from sandbox.webapi.scopes import SCOPES
from tests.architecture.source import PROJECT

PAGE = (PROJECT / "docs" / "reference" / "sandbox.md").read_text(encoding="utf-8")
HAD = {*METHODS, *WITH_APP_TOKEN}


def rows(heading):
    """The rows of the table under this heading, cell by cell."""
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def codes(cell):
    return re.findall(r"`([^`]+)`", cell)


def test_the_table_has_the_methods_scopes_and_rates_of_the_code():
    written = {
        name: (codes(scopes), rate) for [[name], scopes, rate] in ((codes(a), b, c) for a, b, c in rows("Methods"))
    }
    assert written == {name: (list(SCOPES[name]), str(PER_MINUTE.get(name, "–"))) for name in HAD}


def test_the_table_has_the_events_that_can_be_sent():
    assert {codes(event)[0] for event, _ in rows("Events")} == EVENTS


def test_whatever_slacks_client_can_call_is_either_had_or_named_as_not_had():
    source = inspect.getsource(slack_sdk.web.async_client)
    known = set(re.findall(r'api_call\(\s*"([\w.]+)"', source))
    assert len(known) > 300
    missing = [pattern for cell, _ in rows("What Slack has and the sandbox has not") for pattern in codes(cell)]
    named = [pattern for pattern in missing if pattern not in HAD]
    left = {name for name in known - HAD if not any(fnmatchcase(name, pattern) for pattern in named)}
    assert left == set(), "say on the page that the sandbox has them not"
    stale = [pattern for pattern in named if not any(fnmatchcase(name, pattern) for name in known - HAD)]
    assert stale == [], "Slack's client knows no such method"
    assert not [
        name for name in HAD - {"apps.connections.open"} if any(fnmatchcase(name, pattern) for pattern in named)
    ]
