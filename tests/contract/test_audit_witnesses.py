"""Witnesses over HTTP cosign what was signed, if it goes on from what they have seen."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web

from oversight.audit.log.checkpoint import read_checkpoint
from oversight.audit.log.keys import VerifierKey
from oversight.audit.log.note import read_note
from oversight.audit.log.trust_policy import judge
from oversight.audit.log.trust_policy_file import read_trust_policy
from oversight.audit.signing import Refused
from oversight.ports.audit import Cosignature
from oversight.usecases.audit.ask_witness import key_text
from oversight.usecases.audit.cosigned_checkpoint import cosigned_checkpoint
from oversight.usecases.audit.go_on import go_on
from storage.audit.log import SqlAuditLog
from tests.contract.test_audit_signing import KEYS, OTHERS, Memory, copy_of, restore
from tests.contract.witnessed import ORIGIN, TRUSTED, House, asking, cosignatures
from tests.fakes.witness import FakeWitness


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


async def test_a_witness_cosigns_each_checkpoint_with_the_proof_from_the_last_one(house, log, fake, ask):
    assert await ask() is None
    assert fake.requests == []
    for count in (1, 1, 5, 1, 300, 7):
        await house.signs(count) if count < 100 else await house.signs(30)
        assert await ask() is None
        assert await cosignatures(log, fake, house.size) == 1
        assert fake.latest[ORIGIN] == (house.size, await log.root(1, house.size))
        # There is nothing new.
        asked = len(fake.requests)
        assert await ask() is None
        assert len(fake.requests) == asked
    assert [request.split("\n")[0] for request in fake.requests] == [
        "old 0", "old 1", "old 2", "old 7", "old 8", "old 38"
    ]  # fmt: skip


async def test_what_a_policy_asks_for_is_met_by_what_is_kept(house, log, fake, ask):
    policy = read_trust_policy(f"log {TRUSTED[ORIGIN]}\nwitness W1 {fake.vkey} {fake.url}\nquorum W1\n".encode())
    await house.signs(3)
    note = await log.cosigned_note(1, 3)
    assert judge(policy, note).why_not == "the quorum W1 is not reached: the checkpoint was cosigned by nobody"
    assert await ask() is None
    assert judge(policy, await log.cosigned_note(1, 3)).why_not is None
    assert await log.cosigned_note(1, 2) is not None
    assert await log.cosigned_note(1, 4) is None


async def test_where_the_last_answer_was_lost_the_witness_says_what_it_knows(house, log, fake, ask):
    await house.signs(3)
    assert await ask() is None
    await house.signs(4)
    real = log.cosign
    log.cosign = _lost
    with pytest.raises(ConnectionError):
        await ask()
    log.cosign = real
    await house.signs(2)
    assert await ask() is None
    assert [request.split("\n")[0] for request in fake.requests] == ["old 0", "old 3", "old 3", "old 7"]
    # Nothing new was signed since, and the answer was lost.
    await house.signs(1)
    log.cosign = _lost
    with pytest.raises(ConnectionError):
        await ask()
    log.cosign = real
    assert await ask() is None
    assert await cosignatures(log, fake, house.size) == 1


async def _lost(*_):
    raise ConnectionError


@pytest.mark.parametrize("known", [1, 2, 3, 4])
async def test_a_witness_that_is_not_known_yet_is_caught_up_with(house, log, fake, ask, known):
    """It was asked under another policy, or by a version that kept nothing."""
    await house.signs(known)
    fake.latest[ORIGIN] = (known, await log.root(1, known))
    await house.signs(4 - known)
    assert await ask() is None
    assert await cosignatures(log, fake, 4) == 1


async def test_a_database_that_went_back_in_time_is_refused_for_good(house, log, fake, ask, store):
    """Also where nothing on this machine remembers what was signed."""
    await house.signs(3)
    backup = await copy_of(store)
    await house.signs(4)
    assert await ask() is None
    await restore(store, backup)
    why = await ask()
    assert why == (await log.head()).refused
    assert "went back in time: the witness W1 knows 7 leaves that were signed, and it holds 3." in why
    assert (await go_on(log, KEYS, Memory(), house.later())).refused == Refused(why, lasting=True)
    asked = len(fake.requests)
    assert await ask() == "nothing is signed any more"
    assert len(fake.requests) == asked


@pytest.mark.parametrize("content_type", ["text/x.tlog.size", "TEXT/x.tlog.size; charset=utf-8"])
async def test_a_larger_size_that_is_said_once_refuses_nothing(house, log, fake, ask, content_type):
    await house.signs(3)
    fake.answers = [web.Response(status=409, body=b"9999\n", headers={"Content-Type": content_type})]
    assert await ask() is None
    assert (await log.head()).refused is None
    assert await cosignatures(log, fake, 3) == 1


async def test_of_two_replicas_the_slower_one_is_told_of_a_larger_checkpoint_and_refuses_nothing(
    house, log, fake, ask, monkeypatch
):
    await house.signs(3)
    old = await log.newest_checkpoint(1)
    await house.signs(2)
    assert await ask() is None
    monkeypatch.setattr(log, "newest_checkpoint", lambda _: _is(old))
    monkeypatch.setattr(log, "newest_cosignature", lambda *_: _is(None))
    assert await ask() is None
    assert (await log.head()).refused is None


async def _is(value):
    return value


async def test_a_witness_that_has_seen_another_history_does_not_cosign_this_one(house, log, fake, ask):
    await house.signs(3)
    fake.latest[ORIGIN] = (3, b"x" * 32)
    assert "another history of this log (409)" in await ask()
    await house.signs(1)
    assert "another history of this log (422)" in await ask()
    # That is its word against ours; what was signed here goes on.
    assert (await log.head()).refused is None


async def test_a_witness_knows_neither_other_logs_nor_other_keys(house, fake, ask):
    await house.signs(3)
    fake.logs = {ORIGIN: OTHERS[0].verifier.written()}
    assert "(403)" in await ask()
    fake.logs = {}
    assert "(404)" in await ask()


async def test_what_is_given_to_others_is_new_and_cosigned_by_most(house, log, ask):
    async def shown():
        found = await cosigned_checkpoint(log, 1)
        assert found is not None
        assert read_checkpoint(found.note).size == found.size
        return found.size, found.note

    await house.signs(1)
    assert await ask() is None
    await house.signs(2)
    # Two were signed since, six seconds apart, and no witness has cosigned them yet.
    assert await shown() == (1, await log.cosigned_note(1, 1))
    house.later.at += timedelta(minutes=1)
    await house.signs(1)
    assert (await shown())[0] == 4
    assert await ask() is None
    assert await shown() == (4, await log.cosigned_note(1, 4))
    assert await cosigned_checkpoint(log, 2) is None


async def test_of_two_cosignatures_of_one_checkpoint_the_later_one_is_kept(house, log, fake):
    """Two replicas asked at once."""
    await house.signs(2)
    text, its = read_note((await log.newest_checkpoint(1)).note).text, key_text(VerifierKey.read(fake.vkey))
    for fake.at in (1_772_440_000, 1_772_440_001):
        await log.cosign(1, its, Cosignature(2, fake.cosigned(text)))
        assert await log.newest_cosignature(1, its) == Cosignature(2, fake.cosigned(text))
        assert await cosignatures(log, fake, 2) == 1
    assert await log.newest_cosignature(1, "another") is None
    assert await log.newest_cosignature(2, its) is None
