"""Whatever a witness answers, or does not, nothing wrong is kept and signing is not held up."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import pairwise

import aiohttp
import pytest
from aiohttp import web

from bot.audit.departures import Departures
from bot.audit.witnesses import HttpWitness, WitnessWay, is_prefix
from oversight.audit.log.keys import VerifierKey
from oversight.audit.log.note import read_note
from oversight.usecases.audit.ask_witness import key_text
from storage.audit.log import SqlAuditLog
from tests.contract.witnessed import TRUSTED, House, asking, cosignatures, witness_of
from tests.fakes.witness import FakeWitness

SIZE = {"Content-Type": "text/x.tlog.size"}


@pytest.fixture
def log(store):
    return SqlAuditLog(store.database, alone=False)


@pytest.fixture
def house(store, log):
    return House(store, log)


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def fake():
    async with FakeWitness("witness.example/w1", logs=dict(TRUSTED)).serving() as fake:
        yield fake


@pytest.fixture
def ask(log, fake, session):
    return asking(log, fake, session)


class Clock:
    def __init__(self, at):
        self.at = at

    def now(self):
        return self.at


def plain(status, body="", **headers):
    return web.Response(status=status, body=body.encode(), headers={"Content-Type": "text/plain", **headers})


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([plain(400)], "it does not understand the request (400)"),
        ([plain(403)], "it trusts none of the keys that sign this log: give it the log's public key (403)"),
        ([plain(404)], "it does not know this log: give it the log's name and public key (404)"),
        ([plain(422)], "the proof does not convince it, so it has seen another history of this log (422)"),
        ([plain(500)], "it does not cosign (500)"),
        ([plain(302, Location="/prefix/add-checkpoint")], "it does not cosign (302)"),
        ([plain(307, Location="/prefix/add-checkpoint")], "it does not cosign (307)"),
        ([plain(204)], "it does not cosign (204)"),
        ([plain(409, "5\n")], "it answers 409 without saying what it knows"),
        ([web.Response(status=409, body=b"\n", headers=SIZE)], "the size in the witness's answer"),
        ([web.Response(status=409, body=b"-1\n", headers=SIZE)], "the size in the witness's answer"),
        ([web.Response(status=409, body=b"5", headers=SIZE)], "not one line with a size"),
        ([web.Response(status=409, body=b"0\n", headers=SIZE)], "it has cosigned another tree of this size"),
        ([plain(200)], "the witness's answer is empty"),
        ([plain(200, "<html>")], "ends within a line"),
        ([plain(200, "\0\n")], "in the witness's answer"),
        ([web.Response(status=200, body=b"\xff\xfe\n")], "in the witness's answer"),
        ([plain(200, "x" * 2**17)], "far too long"),
        (
            [web.Response(status=409, body=f"{size}\n".encode(), headers=SIZE) for size in (1, 2, 1, 2)],
            "others asked it all the time",
        ),
    ],
)
async def test_what_is_no_cosignature_is_told_and_nothing_is_kept(house, log, fake, ask, *, answers, why):
    await house.signs(3)
    fake.answers = [web.Response(status=one.status, body=one.body, headers=one.headers) for one in answers]
    try:
        said = await ask()
    except Exception as error:  # noqa: BLE001 - told below
        said = str(error)
    assert why in said
    assert len(fake.requests) == len(answers)
    assert (await log.head()).refused is None
    assert await log.newest_cosignature(1, key_text(VerifierKey.read(fake.vkey))) is None
    assert await ask() is None
    assert await cosignatures(log, fake, 3) == 1


async def test_a_signature_of_somebody_else_or_of_something_else_is_not_kept(house, log, fake, ask):
    await house.signs(3)
    text = read_note((await log.newest_checkpoint(1)).note).text
    stranger = FakeWitness("witness.example/w2", b"s" * 32)
    impostor = FakeWitness(fake.name, b"i" * 32)
    for line in (stranger.cosigned(text), impostor.cosigned(text), fake.cosigned(text.replace("\n3\n", "\n4\n"))):
        fake.answers = [plain(200, f"{line}\n")]
        assert await ask() is not None
        assert await log.cosigned_note(1, 3) == (await log.newest_checkpoint(1)).note
    # Those of others beside its own mean nothing.
    fake.answers = [plain(200, f"{stranger.cosigned(text)}\n{fake.cosigned(text)}\n{impostor.cosigned(text)}\n")]
    assert await ask() is None
    assert await cosignatures(log, fake, 3) == 1
    assert len(read_note(await log.cosigned_note(1, 3)).signatures) == 2


async def test_a_witness_that_is_stuck_is_not_waited_for(house, fake, ask):
    await house.signs(1)
    fake.is_stuck = True
    with pytest.raises(Exception, match=r"no answer within 0\.05 s"):
        await ask(0.05)


async def test_a_witness_that_is_down_is_left_alone_for_longer_and_longer(house, log, fake, session):
    now = 1_000.0
    clock = Clock(datetime.fromtimestamp(fake.at + 7, UTC))
    way = WitnessWay(witness_of(fake), HttpWitness("http://127.0.0.1:9/", session), log, clock, lambda: now)
    await house.signs(1)
    assert await way.age() == "it has cosigned nothing yet"
    await way.catch_up()
    assert await way.trouble() == "it cannot be reached (ClientConnectorError)"
    line = way._line = HttpWitness(fake.url, session)
    await way.catch_up()
    assert fake.requests == []
    now += 2
    fake.answers = [plain(500) for _ in range(12)]
    waited = []
    while fake.answers:
        before = len(fake.requests)
        await way.catch_up()
        waited.append(now)
        assert len(fake.requests) == before + 1
        await way.catch_up()
        assert len(fake.requests) == before + 1
        now = way._rests_until
    assert [late - early for early, late in pairwise(waited)] == [
        4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300
    ]  # fmt: skip
    await way.catch_up()
    assert await way.trouble() is None
    assert await way.age() == "its newest cosignature is of 1 leaves and 7 s old"
    await house.signs(1)
    await way.catch_up()
    assert await cosignatures(log, fake, 2) == 1
    assert line is way._line


async def test_nobody_waits_for_a_witness_that_is_stuck(house, log, fake, session):
    """Not the other one, and not what signs."""
    async with FakeWitness("witness.example/w2", b"2" * 32, dict(TRUSTED)).serving() as fine:
        fake.is_stuck = True
        clock = Clock(datetime.fromtimestamp(fake.at, UTC))
        ways = [WitnessWay(witness_of(one), HttpWitness(one.url, session), log, clock) for one in (fake, fine)]
        departures = Departures(ways, look_every=3_600.0)
        real, kept = log.cosign, asyncio.Event()

        async def telling(*given):
            await real(*given)
            kept.set()

        log.cosign = telling
        async with departures.under_way():
            for size in (1, 2, 3):
                await house.signs(1)
                await departures.leave(await log.newest_checkpoint(1))
                async with asyncio.timeout(5):
                    await kept.wait()
                kept.clear()
                assert await cosignatures(log, fine, size) == 1
        assert len(fake.requests) == 1


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://witness.example/", True),
        ("http://[::1]:8080/a/b", True),
        ("https://witness.example", True),
        ("ftp://witness.example/", False),
        ("witness.example", False),
        ("https:///x", False),
        ("https://witness.example/?a", False),
        ("https://witness.example/#a", False),
        ("https://witness.example:port/", False),
        ("https://[::1/", False),
    ],
)
def test_where_a_witness_can_be_asked(url, may):
    assert is_prefix(url) is may
