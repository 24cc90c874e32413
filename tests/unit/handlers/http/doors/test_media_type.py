"""Kinds of bodies, however they are written: JSON in UTF-8 is read, all else is a 415, and neither costs time."""

import json
import time

import pytest

from handlers.http.doors.media_type import media_type
from tests.unit.handlers.http.world import REFUND, as_json

READ = [
    "application/json",
    "Application/JSON; charset=UTF-8",
    'application/json;charset="utf8"',
    "application/json; charset=",
    "application/vnd.agent+json; version=1",
    "application/json; charset*=utf-16''x; charset*0=a",
    "application/json; a==?utf-8?q?x?=; b=\xe9",
    'application/json; a="' + "\\" * 3_000,
    "application/json" + "; a=b" * 1_500,
]
REFUSED = [
    "",
    ";;;/",
    "text/plain",
    "json",
    "application/json, text/plain",
    "application/json; charset=utf-16",
    "application/json; charset=utf-8; charset=latin-1",
    "application/json; charset=\xe9",
    "multipart/form-data; boundary=" + "x" * 3_000,
    "application/xml; charset*=utf-16''x",
]


@pytest.mark.parametrize("kind", READ, ids=range(len(READ)))
async def test_json_in_utf_8_is_read_whatever_else_is_said_of_it(doorway, kind):
    said = await doorway.say(odd(doorway, kind))
    assert said.status == 201, said


@pytest.mark.parametrize("kind", REFUSED, ids=range(len(REFUSED)))
async def test_what_is_no_json_in_utf_8_is_refused_and_no_fault_of_ours(doorway, kind):
    said = await doorway.say(odd(doorway, kind))
    assert (said.status, json.loads(said.body)["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("kind", [*READ, *REFUSED], ids=range(len(READ) + len(REFUSED)))
def test_reading_a_kind_costs_next_to_nothing(kind):
    begun = time.thread_time()
    media_type(kind)
    assert time.thread_time() - begun < 0.005


def odd(doorway, kind):
    """A proposal whose body is said to be of this kind."""
    body = as_json(REFUND)
    head = doorway.head(f"Content-Length: {len(body)}")
    return head.replace(b"application/json", kind.encode("latin-1")) + body
