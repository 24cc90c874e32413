from __future__ import annotations

import asyncio
from itertools import islice

import pytest

from bot.demo import agents
from bot.demo.agents import MOST_PENDING, DemoAgent, Pace, demo_crew, run_agents
from bot.demo.intention import Intention
from bot.demo.refunds import refunds
from bot.demo.shop import OPENING_BALANCE, Shop
from bot.demo.terminal import Terminal, plain
from client.tests.fake_bot import KEY
from sayso import Client

REFUND = Intention("refund.issue", "Refund €900 for A-1042", {"order_id": "A-1042", "amount": 900, "currency": "EUR"})
AT_ONCE = Pace(at_once=1000, first_pause=0, every=0)


@pytest.fixture
def shop():
    return Shop()


async def decided(bot, client, shop, terminal, *decision, **said):
    """The agent proposed its refund and was told this."""
    work = asyncio.create_task(DemoAgent("refund-bot", client, shop, terminal).work([REFUND], AT_ONCE))
    await bot.expect_waiting()
    (action_id,) = bot.actions
    await bot.decide(action_id, *decision, **said)
    await work


async def test_a_released_refund_is_paid_said_and_reported(bot, client, shop, terminal, lines):
    await decided(bot, client, shop, terminal, "approved")
    assert shop.balance == OPENING_BALANCE - 900
    proposed, told = lines()
    assert proposed == "12:03:41 refund-bot   proposes  Refund €900 for A-1042"
    assert told.startswith("12:03:41 refund-bot   told      approved by Lea Brandt → refunded 900.00 EUR for A-1042")
    assert told.endswith("balance now 24,100.00  [Refund €900 for A-1042]")
    assert bot.outcomes == [
        {"outcome": "executed", "note": "refunded 900.00 EUR for A-1042, balance now 24,100.00"},
    ]


async def test_a_modified_refund_is_paid_as_the_reviewer_wants(bot, client, shop, terminal, lines):
    change = {"path": "$.amount", "kind": "changed", "before": 900, "after": 500}
    edited = {**REFUND.payload, "amount": 500}
    await decided(bot, client, shop, terminal, "modified", modified_payload=edited, changes=[change])
    assert shop.balance == OPENING_BALANCE - 500
    assert "approved with changes by Lea Brandt ($.amount 900 → 500) → refunded 500.00 EUR" in lines()[1]


async def test_a_rejected_refund_is_not_paid(bot, client, shop, terminal, lines):
    await decided(bot, client, shop, terminal, "rejected", reason="too much")
    assert "rejected by Lea Brandt: too much → not done" in lines()[1]
    assert shop.balance == OPENING_BALANCE
    assert bot.outcomes == []


async def test_a_refund_that_nobody_answered_is_not_paid(bot, client, shop, terminal, lines):
    await decided(bot, client, shop, terminal, "timed_out", by="timeout")
    assert "timed out: nobody answered; not a person's no, and no permission → not done" in lines()[1]
    assert shop.balance == OPENING_BALANCE
    assert bot.outcomes == []


async def test_a_refund_that_fails_is_reported_as_failed(bot, client, shop, terminal, lines):
    shop.balance = 10
    await decided(bot, client, shop, terminal, "approved")
    assert "tried and failed" in lines()[1]
    assert [said["outcome"] for said in bot.outcomes] == ["failed"]


async def test_an_agent_never_waits_for_more_answers_than_it_may(bot, client, shop, terminal):
    work = asyncio.create_task(DemoAgent("refund-bot", client, shop, terminal).work(islice(refunds(), 20), AT_ONCE))
    await bot.expect_waiting(times=MOST_PENDING)
    assert len(bot.actions) == MOST_PENDING
    await bot.decide("act_1", "rejected")
    await bot.expect_waiting(times=MOST_PENDING + 1)
    assert len(bot.actions) == MOST_PENDING + 1
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work


async def test_an_agent_with_a_wrong_key_says_so_and_stops(bot, url, shop, terminal, lines):
    async with Client(url, "say_wrong") as client:
        await DemoAgent("refund-bot", client, shop, terminal).work(refunds(), Pace(1, 3600, 3600))
    assert "This key opens nothing." in lines()[-1]


async def test_all_agents_work_until_they_are_cancelled(bot, url, console, lines, monkeypatch):
    monkeypatch.setattr(agents, "recordings", lambda: ())
    crew = demo_crew(Terminal(console))
    work = asyncio.create_task(run_agents(url, dict.fromkeys(crew, KEY), crew, console))
    await bot.expect_waiting(times=8)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert {line.split()[1] for line in lines()} == set(crew) == {"back-office", "refund-bot", "tagger", "writer"}


async def test_an_agent_that_has_to_wait_says_so_once(bot, client, shop, terminal, lines):
    work = asyncio.create_task(DemoAgent("refund-bot", client, shop, terminal).work(islice(refunds(), 30), AT_ONCE))
    await bot.expect_waiting(times=MOST_PENDING)
    waits = "refund-bot   notes     waits: 8 of its requests have no answer yet. It asks again when one is decided."
    for number in range(1, 4):
        await bot.decide(f"act_{number}", "rejected")
        await bot.expect_waiting(times=MOST_PENDING + number)
    assert [line for line in lines() if line.endswith(waits)] == [f"12:03:41 {waits}"]
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work


def test_where_nothing_is_recorded_no_airline_speaks(terminal, monkeypatch, tmp_path, lines):
    monkeypatch.setattr(agents, "recordings", lambda: ())
    assert agents.AIRLINE_DESK not in demo_crew(terminal)
    (tmp_path / "broken.jsonl").write_text("{", encoding="utf-8")
    monkeypatch.setattr(agents, "recordings", lambda: (tmp_path / "broken.jsonl",))
    assert agents.AIRLINE_DESK not in demo_crew(terminal)
    assert "built-in actions instead" in lines()[0]


def test_words_of_others_cannot_move_the_cursor_or_hide():
    assert plain("a\x1b[2Jb\n\u202ec é 山") == "a\\u{001B}[2Jb\\u{000A}\\u{202E}c é 山"
