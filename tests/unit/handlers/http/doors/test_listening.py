"""Callers who do not speak HTTP, speak it wrongly, or do not come to an end."""

import asyncio
import json
import logging

import pytest

from handlers.http.doors import body_bytes, listening
from tests.unit.handlers.http.world import REFUND, as_json

NO_HTTP = {
    "a control character in a header": b"GET / HTTP/1.1\r\nA:\x01\r\n\r\n",
    "a NUL in the key": b"GET /v1/actions HTTP/1.1\r\nAuthorization: Bearer say_SENTINEL\x00x\r\n\r\n",
    "a stray CR in the key": b"GET /v1/actions HTTP/1.1\r\nAuthorization: Bearer say_SENTINEL\rx\r\n\r\n",
    "no header at all": b"GET / HTTP/1.1\r\nSENTINEL\r\n\r\n",
    "a line that is too long": b"GET /" + b"SENTINEL" * 2_000 + b" HTTP/1.1\r\n\r\n",
    "a header that is too long": b"GET / HTTP/1.1\r\nA: " + b"SENTINEL" * 2_000 + b"\r\n\r\n",
    "too many headers": b"GET / HTTP/1.1\r\n" + b"SENTINEL: a\r\n" * 2_000 + b"\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03SENTINEL",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "two lengths": b"POST /v1/actions HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nSENTINEL",
    "a length of 309 digits": b"POST /v1/actions HTTP/1.1\r\nContent-Length: " + b"9" * 309 + b"\r\n\r\n",
    "a length below zero": b"POST /v1/actions HTTP/1.1\r\nContent-Length: -5\r\n\r\nSENTINEL",
    "a length and chunks": b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "an address that is none": b"GET http://[::SENTINEL/ HTTP/1.1\r\n\r\n",
    "a broken chunk": b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nSENTINEL\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("kind", NO_HTTP)
async def test_bytes_that_are_no_http_get_a_problem_and_one_line_without_them(doorway, kind, caplog):
    caplog.set_level(logging.DEBUG)
    said = await doorway.say(NO_HTTP[kind])
    assert said.status == 400
    assert "application/problem+json" in said.head
    assert json.loads(said.body)["code"] == "malformed_http"
    assert "SENTINEL" not in said.body
    [line] = [record for record in caplog.records if not record.name.startswith("asyncio")]
    assert line.levelno <= logging.INFO
    assert not line.exc_info
    assert "SENTINEL" not in line.getMessage()


UNMET = {
    "an expectation of no name": ("/v1/actions", "Expect: something-else"),
    "where there is nothing": ("/nowhere", "Expect: x"),
    "two at once": ("/v1/actions", "Expect: 100-continue, x"),
}


@pytest.mark.parametrize("kind", UNMET)
async def test_what_nobody_can_expect_is_a_problem_as_any_other(doorway, kind):
    path, line = UNMET[kind]
    said = await doorway.post(as_json(REFUND), line, path=path)
    assert (said.status, json.loads(said.body)["code"]) == (417, "expectation_failed")
    assert "application/problem+json" in said.head


async def test_who_expects_to_be_told_to_go_on_is_told(doorway):
    said = await doorway.post(as_json(REFUND), "Expect: 100-continue")
    assert said.status == 100
    assert said.body.startswith("HTTP/1.1 201 ")


async def test_a_hundred_of_them_are_one_line(doorway, caplog):
    caplog.set_level(logging.INFO)
    await asyncio.gather(*(doorway.say(NO_HTTP["TLS"]) for _ in range(100)))
    assert len([record for record in caplog.records if "not HTTP" in record.getMessage()]) == 1


async def test_a_head_that_does_not_come_to_its_end_is_cut_off(doorway, monkeypatch):
    monkeypatch.setattr(listening, "HEAD_SECONDS", 0.1)
    said = await doorway.say(*(bytes([byte]) for byte in b"GET /healthz HTTP/1.1\r\nA: bcdefghijklmnop"), pause=0.01)
    assert said.status == 0


async def test_a_connection_that_says_nothing_is_closed_when_it_has_idled_long_enough(doorway, monkeypatch):
    monkeypatch.setattr(listening, "IDLE_SECONDS", 0.1)
    async with asyncio.timeout(5):
        assert (await doorway.say()).status == 0


@pytest.mark.parametrize(
    "lines", [("Content-Length: 100",), ("Transfer-Encoding: chunked",)], ids=["by its length", "in chunks"]
)
async def test_a_body_that_does_not_come_to_its_end_is_a_408(doorway, monkeypatch, lines):
    monkeypatch.setattr(body_bytes, "BODY_SECONDS", 0.1)
    monkeypatch.setattr(listening, "LINGER_SECONDS", 0.1)
    begun = b"1\r\n{\r\n" if "chunked" in lines[0] else b"{"
    said = await doorway.say(doorway.head(*lines) + begun)
    assert (said.status, json.loads(said.body)["code"]) == (408, "body_too_slow")
    assert "Connection: close" in said.head


async def test_a_chunk_that_breaks_while_the_body_is_read_is_answered_at_once(doorway):
    head = doorway.head("Transfer-Encoding: chunked")
    said = await asyncio.wait_for(doorway.say(head, b"1\r\n{\r\n", b"zz\r\n"), 2)
    assert said.status == 400
    assert "application/problem+json" in said.head


async def test_who_waits_for_people_is_not_cut_off_by_the_times_for_heads(doorway, world, monkeypatch):
    """Long-polls and event streams are silent for as long as people think."""
    monkeypatch.setattr(listening, "HEAD_SECONDS", 0.05)
    action = await world.proposed()
    path = action["links"]["self"]
    waiting = asyncio.create_task(doorway.say(doorway.head(method="GET", path=f"{path}?wait=30")))
    following = asyncio.create_task(doorway.say(doorway.head(method="GET", path=f"{path}/events")))
    await world.changes.somebody_waits()
    await asyncio.sleep(0.2)  # well beyond the time for a head
    await world.decide(action["id"])
    assert '"approved"' in (await waiting).body
    assert "event: action" in (await following).body


async def test_a_slow_head_is_no_matter_once_the_request_is_whole(doorway, monkeypatch):
    monkeypatch.setattr(listening, "HEAD_SECONDS", 1.0)
    body = as_json(REFUND)
    head = doorway.head(f"Content-Length: {len(body)}")
    assert (await doorway.say(head[:20], head[20:], body[:10], body[10:])).status == 201
