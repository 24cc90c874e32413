"""Hostile documents: what two readers could read differently does not come in."""

import gzip
import json
import time

import pytest

from handlers.http.actions.proposal_body import read_proposal
from handlers.http.doors.problems import RequestRefused
from tests.unit.handlers.http.world import REFUND, as_json

LIMIT = 256 * 1024


def with_payload(text: str) -> bytes:
    """A proposal with this JSON text as its payload."""
    return as_json(REFUND | {"payload": "%"}).replace(b'"%"', text.encode())


HOSTILE = {
    "empty": (b"", "$"),
    "not JSON": (b"{", "$"),
    "two documents": (as_json(REFUND) * 2, "$"),
    "not an object": (b"[]", "$"),
    "not UTF-8": (b'{"a": "\xff"}', "$"),
    "UTF-16": (json.dumps(REFUND).encode("utf-16"), "$"),
    "byte order mark": (b"\xef\xbb\xbf" + as_json(REFUND), "$"),
    "duplicate key": (with_payload('{"amount":10,"amount":10000}'), "$.payload"),
    "duplicate key, escaped": (with_payload('{"amount":10,"\\u0061mount":10000}'), "$.payload"),
    "NaN": (with_payload('{"amount":NaN}'), "$"),
    "Infinity": (with_payload('{"amount":-Infinity}'), "$"),
    "1e999": (with_payload('{"amount":1e999}'), "$.payload.amount"),
    "2^53+1": (with_payload('{"amount":9007199254740993}'), "$.payload.amount"),
    "a million digits": (with_payload('{"amount":' + "9" * 200_000 + "}"), "$"),
    "lone surrogate": (with_payload('{"note":"\\ud800"}'), "$.payload.note"),
    "lone surrogate key": (with_payload('{"\\udc00":1}'), "$.payload"),
    "NFC and NFD twins": (with_payload('{"\\u00e9":1,"e\\u0301":2}'), "$.payload"),
    "NUL": (with_payload('{"note":"\\u0000"}'), "$.payload.note"),
    "depth 10,000": (with_payload("[" * 10_000 + "]" * 10_000), "$"),
    "depth 100": (with_payload("[" * 100 + "]" * 100), "$.payload" + "[0]" * 31),
    "oversized": (with_payload('"' + "x" * LIMIT + '"'), "$"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_document_is_refused_with_its_path(world, name):
    """400, the JSON path, and nothing stored."""
    document, path = HOSTILE[name]
    response = await world.send(document)
    problem = await response.json()
    assert (response.status, problem["code"]) == (400, "malformed_json"), problem
    assert problem["errors"][0]["path"].startswith(path)
    assert response.content_type == "application/problem+json"
    assert world.actions.commits == 0


MANY_FAULTS = {
    "unknown fields": {f"field{number}": 1 for number in range(15_000)},
    "signals that are none": REFUND | {"signals": {f"signal{number}": "x" for number in range(10_000)}},
    "labels that are none": REFUND | {"labels": {f"label{number}": 1 for number in range(10_000)}},
}


@pytest.mark.parametrize("kind", MANY_FAULTS)
def test_thousands_of_faults_are_not_each_described(kind):
    """The answer stays small, and so does the work: of the thread's own time, which no neighbour lengthens."""
    spent = []
    for _ in range(3):
        begun = time.thread_time()
        with pytest.raises(RequestRefused) as refused:
            read_proposal(MANY_FAULTS[kind])
        spent.append(time.thread_time() - begun)
    assert refused.value.problem.code == "invalid_body"
    assert len(refused.value.problem.errors) <= 50
    assert min(spent) < 0.03


LABOUR = {
    "twin forms": b'{"payload":[' + b",".join([b'{"\xc3\xa9":1}'] * 17_000) + b"]}",
    "empty lists": b'{"payload":[' + b",".join([b"[]", b'"\xc3\xa9"'] * 25_000) + b"]}",
    "odd numbers": b'{"payload":[' + b",".join([b"1.0e0"] * 40_000) + b"]}",
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", LABOUR)
async def test_a_body_that_takes_long_to_read_is_read_beside_the_event_loop(world, kind):
    """Everybody else is served meanwhile."""
    spent = []
    for _ in range(3):
        begun = time.thread_time()
        response = await world.send(LABOUR[kind])
        spent.append(time.thread_time() - begun)
        assert response.status == 400
    assert min(spent) < 0.03


async def test_an_oversized_body_without_a_length_is_refused_as_well(world):
    """Chunks are counted as they come."""

    async def chunks():
        for _ in range(10):
            yield b" " * (LIMIT // 4)

    headers = world.bearer(**{"Content-Type": "application/json"})
    response = await world.client.post("/v1/actions", data=chunks(), headers=headers)
    assert (response.status, (await response.json())["code"]) == (400, "malformed_json")


async def test_a_compressed_bomb_is_refused(world):
    """Small on the wire, large in memory."""
    headers = world.bearer(**{"Content-Type": "application/json", "Content-Encoding": "gzip"})
    bomb = gzip.compress(b" " * (50 * LIMIT))
    response = await world.client.post("/v1/actions", data=bomb, headers=headers)
    assert (response.status, (await response.json())["code"]) == (400, "malformed_json")


async def test_the_largest_body_comes_in(world):
    """The limit itself is inside."""
    frame = len(with_payload('{"amount":1,"note":""}'))
    document = with_payload('{"amount":1,"note":"' + "x" * (LIMIT - frame) + '"}')
    assert len(document) == LIMIT
    assert (await world.send(document)).status == 201


async def test_ordinary_text_of_every_script_comes_in(world):
    """Arabic, Hebrew, Hindi, emoji: no false alarm, and they come back unchanged."""
    payload = {"amount": 1, "note": "مرحبا שלום नमस्ते 👩🏽\u200d🚀 café"}
    response = await world.send(as_json(REFUND | {"payload": payload}))
    assert (response.status, (await response.json())["payload"]) == (201, payload)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "text/json"]
)
async def test_what_is_not_sent_as_json_is_not_read(world, kind):
    """415: a form of a foreign page cannot propose."""
    response = await world.send(as_json(REFUND), kind)
    assert (response.status, (await response.json())["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("kind", ["application/json; charset=UTF-8", "application/vnd.agent+json"])
async def test_json_by_its_other_names_is_read(world, kind):
    """As RFC 6839 names them."""
    assert (await world.send(as_json(REFUND), kind)).status == 201


async def test_a_giant_header_is_refused(world):
    """Before any handler sees it."""
    response = await world.get("/healthz", **{"X-Junk": "x" * 9_000})
    assert response.status == 400
