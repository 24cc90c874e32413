from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from client.tests.fake_bot import KEY, problem
from sayso import BadAnswer, Client, Conflict, Unavailable
from sayso.retry_after import retry_after
from sayso.transport import Request, worth_a_try


async def propose(client):
    return await client.propose("refund.issue", description="Refund €900", payload={"amount": 900})


async def test_a_lost_answer_is_asked_for_again_under_the_same_key(bot, client):
    bot.fail_next("hang up", problem(503, "down", "Later."), problem(429, "slow_down", "Slower.", Retry_After="1"))
    await propose(client)
    first, *others = bot.proposals
    assert len(others) == 3
    assert first.idempotency_key
    assert all(other == first for other in others)
    assert len(bot.actions) == 1


async def test_every_proposal_has_a_key_of_its_own(bot, client):
    await propose(client)
    await propose(client)
    assert len({seen.idempotency_key for seen in bot.proposals}) == 2
    assert len(bot.actions) == 2


async def test_an_agent_with_a_key_of_its_own_finds_its_action_again(bot, client):
    one, two = [
        await client.propose("refund.issue", description="Refund", payload={}, idempotency_key="order A-1042")
        for _ in range(2)
    ]
    assert one.id == two.id


async def test_a_proposal_still_being_worked_on_is_asked_for_again(bot, client):
    bot.fail_next(problem(409, "idempotency_in_flight", "The first request is still running."))
    assert (await propose(client)).id in bot.actions


async def test_a_poll_outlives_restarts_of_the_bot(bot, client, refund):
    bot.fail_next("hang up", problem(502, "", ""), web.Response(status=503, text="<h1>Bad</h1>"))
    bot.longest_hold = 0.01
    waiting = asyncio.create_task(refund.wait())
    await bot.expect_waiting(times=4)
    await bot.decide(refund.id, "approved")
    assert (await waiting).released


async def test_a_bot_that_stays_away_is_an_error_that_says_so(bot, client):
    bot.fail_next(*[problem(503, "down", "The database is away.") for _ in range(5)])
    with pytest.raises(Unavailable, match="The database is away"):
        await propose(client)
    assert len(bot.seen) == 5


async def test_nobody_at_the_address_is_an_error_that_says_so(unused_tcp_port):
    async with Client(f"http://127.0.0.1:{unused_tcp_port}", KEY) as client:
        with pytest.raises(Unavailable, match="Check the URL"):
            await propose(client)


async def test_the_key_does_not_follow_a_redirect(bot, client):
    bot.fail_next(web.Response(status=307, headers={"Location": "/v1/actions"}))
    with pytest.raises(BadAnswer):
        await propose(client)
    assert len(bot.seen) == 1


READ, PROPOSE = Request("GET", "v1/actions/1"), Request("POST", "v1/actions", retry_conflict=True)


@pytest.mark.parametrize(
    ("request_", "error", "patience", "again"),
    [
        (READ, Unavailable("", 7.0), None, 7.0),
        (READ, Unavailable("", 7.0), 60.0, 7.0),
        (READ, Unavailable("", 7200.0), 60.0, False),
        (READ, Unavailable(""), 60.0, True),
        (READ, Conflict(409, {}), 60.0, False),
        (PROPOSE, Conflict(409, {}), 60.0, True),
        (PROPOSE, Conflict(409, {}, 2.0), 60.0, 2.0),
        (PROPOSE, ValueError(), 60.0, False),
    ],
)
def test_what_is_tried_again_and_when(request_, error, patience, again):
    assert worth_a_try(request_, patience)(error) == again


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "30"}, 30.0),
        ({"Retry-After": "Fri, 01 May 2026 12:00:30 GMT", "Date": "Fri, 01 May 2026 12:00:00 GMT"}, 30.0),
        ({"Retry-After": "Fri, 01 May 2026 11:00:00 GMT", "Date": "Fri, 01 May 2026 12:00:00 GMT"}, 0.0),
        ({"Retry-After": "Fri, 01 May 2026 12:00:30 GMT"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "²"}, None),
        ({}, None),
    ],
)
def test_how_long_a_server_asks_to_be_left_alone(headers, seconds):
    assert retry_after(headers) == seconds
