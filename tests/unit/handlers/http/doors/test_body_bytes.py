"""Bodies that come packed, and those that only say so."""

import gzip
import json
import zlib

import pytest

from tests.unit.handlers.http.world import REFUND, as_json

BODY = as_json(REFUND)
GZIP, DEFLATE = gzip.compress(BODY), zlib.compress(BODY)

READ = {
    "gzip": ("gzip", GZIP),
    "gzip by its old name": ("x-gzip", GZIP),
    "gzip in capitals": ("GZIP", GZIP),
    "gzip and nothing": ("identity, gzip", GZIP),
    "deflate": ("deflate", DEFLATE),
    "nothing": ("identity", BODY),
    "nothing, not even a name": ("", BODY),
}

REFUSED = {
    "gzip that is none": ("gzip", BODY, 400, "malformed_body"),
    "gzip cut off": ("gzip", GZIP[:-9], 400, "malformed_body"),
    "gzip with its checksum wrong": ("gzip", GZIP[:-8] + b"\0" * 8, 400, "malformed_body"),
    "gzip with junk behind": ("gzip", GZIP + b"junk" * 80, 400, "malformed_body"),
    "gzip of nothing": ("gzip", b"", 400, "malformed_body"),
    "gzip twice, said once": ("gzip", gzip.compress(GZIP), 400, "malformed_json"),
    "gzip twice": ("gzip, gzip", gzip.compress(GZIP), 415, "unsupported_encoding"),
    "deflate that is none": ("deflate", b"{}", 400, "malformed_body"),
    "deflate cut off": ("deflate", DEFLATE[:-3], 400, "malformed_body"),
    "deflate with junk behind": ("deflate", DEFLATE + b"junk", 400, "malformed_body"),
    "deflate that is gzip": ("deflate", GZIP, 400, "malformed_body"),
    "brotli": ("br", BODY, 415, "unsupported_encoding"),
    "zstd": ("zstd", b"\x28\xb5\x2f\xfd" + BODY, 415, "unsupported_encoding"),
    "an encoding of no name": ("\xe9\xff", BODY, 415, "unsupported_encoding"),
    "a bomb": ("gzip", gzip.compress(b"\0" * 30_000_000, 1), 400, "malformed_json"),
    "a bomb by deflate": ("deflate", zlib.compress(b" " * 30_000_000, 1), 400, "malformed_json"),
}


@pytest.mark.parametrize("kind", READ)
async def test_what_is_packed_once_and_well_is_read(doorway, kind):
    encoding, body = READ[kind]
    said = await doorway.post(body, f"Content-Encoding: {encoding}")
    assert said.status == 201, said


@pytest.mark.parametrize("kind", REFUSED)
async def test_what_is_packed_badly_is_a_problem_and_not_a_fault_of_ours(doorway, world, kind):
    encoding, body, status, code = REFUSED[kind]
    said = await doorway.post(body, f"Content-Encoding: {encoding}")
    assert (said.status, json.loads(said.body)["code"]) == (status, code)
    assert "application/problem+json" in said.head
    assert world.actions.commits == 0


async def test_an_encoding_named_on_two_lines_is_two_encodings(doorway):
    said = await doorway.post(gzip.compress(GZIP), "Content-Encoding: gzip", "Content-Encoding: gzip")
    assert said.status == 415
    assert "Accept-Encoding: gzip, deflate" in said.head


@pytest.mark.parametrize("path", ["cancel", "outcome"])
async def test_the_other_bodies_are_unpacked_by_the_same_door(doorway, world, path):
    action = await world.proposed()
    said = await doorway.post(b"xx", "Content-Encoding: gzip", path=action["links"][path])
    assert (said.status, json.loads(said.body)["code"]) == (400, "malformed_body")
