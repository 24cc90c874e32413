from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from sayso import BadAnswer, Status, StillPending


async def answered(bot, refund, *decision, **said):
    waiting = asyncio.create_task(refund.wait())
    await bot.expect_waiting()
    assert not waiting.done()
    await bot.decide(refund.id, *decision, **said)
    return await waiting


async def test_a_waiting_agent_gets_the_person_s_yes_with_the_payload_to_run(bot, refund):
    decision = await answered(bot, refund, "approved")
    assert decision.released
    assert decision.payload == {"amount": 900, "order_id": "A-1042"}
    assert decision.decided_by.kind == "human"
    assert str(decision) == "approved by Lea Brandt"
    assert decision.at.tzinfo is not None


async def test_a_modified_action_releases_the_reviewer_s_payload_and_not_the_agent_s(bot, refund):
    change = {"path": "$.amount", "kind": "changed", "before": 900, "after": 500}
    edited = {"amount": 500, "order_id": "A-1042"}
    decision = await answered(bot, refund, "modified", modified_payload=edited, changes=[change], reason="half")
    assert decision.released
    assert decision.payload == edited
    assert [(it.path, it.before, it.after) for it in decision.changes] == [("$.amount", 900, 500)]
    assert str(decision) == "approved with changes by Lea Brandt: half"


async def test_a_modified_action_without_its_payload_releases_nothing(bot, refund):
    with pytest.raises(BadAnswer):
        await answered(bot, refund, "modified")


@pytest.mark.parametrize(
    ("status", "by", "words"),
    [
        ("rejected", "human", "rejected by Lea Brandt: wrong order"),
        ("rejected", "policy", "rejected by policy, no person looked"),
        ("timed_out", "timeout", "timed out: nobody answered; not a person's no, and no permission"),
        ("cancelled", "agent", "withdrawn by refund-bot"),
    ],
)
async def test_nothing_else_releases_an_action(bot, refund, status, by, words):
    decision = await answered(bot, refund, status, by=by, reason="wrong order")
    assert not decision.released
    assert decision.payload is None
    assert str(decision) == words


async def test_a_status_from_the_future_releases_nothing(bot, refund):
    with pytest.raises(BadAnswer):
        await answered(bot, refund, "approved_by_magic")
    assert refund.status is Status.PENDING


async def test_the_end_of_a_poll_is_no_decision(bot, refund):
    bot.longest_hold = 0.01
    waiting = asyncio.create_task(refund.wait())
    await bot.expect_waiting(times=3)
    assert not waiting.done()
    await bot.decide(refund.id, "approved")
    assert (await waiting).status is Status.APPROVED


async def test_running_out_of_patience_is_no_decision(bot, refund):
    with pytest.raises(StillPending) as raised:
        await refund.wait(timeout=0.05)
    assert raised.value.action is refund
    assert refund.decision is None
    assert bot.actions[refund.id]["status"] == "pending"
    assert (await answered(bot, refund, "approved")).released


async def test_what_policy_decides_at_once_needs_no_poll(bot, client):
    bot.auto.add("document.tag")
    decision = await client.ask("document.tag", description="Tag it", payload={"tag": "invoice"})
    assert decision.released
    assert decision.decided_by.kind == "policy"
    assert bot.polls == []


async def test_an_agent_that_stops_waiting_leaves_the_action_open(bot, client, refund):
    waiting = asyncio.create_task(refund.wait())
    await bot.expect_waiting()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert bot.actions[refund.id]["status"] == "pending"
    found = await client.find(refund.id)
    assert (await answered(bot, found, "approved")).released


async def test_an_agent_withdraws_its_action(bot, refund):
    decision = await refund.cancel("ordered again")
    assert decision.status is Status.CANCELLED
    assert decision.reason == "ordered again"


async def test_a_withdrawal_that_comes_second_is_told_the_decision_that_stands(bot, refund):
    await bot.decide(refund.id, "approved")
    decision = await refund.cancel()
    assert decision.status is Status.APPROVED
    assert decision.decided_by.name == "Lea Brandt"


async def test_the_outcome_is_reported(bot, refund):
    await bot.decide(refund.id, "approved")
    await refund.report("executed", note="paid")
    assert bot.outcomes == [{"outcome": "executed", "note": "paid"}]


async def test_what_the_agent_claims_is_sent_and_nothing_else(bot, client):
    span = timedelta(minutes=2, milliseconds=1)
    await client.propose("email.send", description="Write", payload={}, confidence=0.5, review_timeout=span)
    assert bot.proposals[0].body == {
        "action_type": "email.send",
        "description": "Write",
        "payload": {},
        "confidence": 0.5,
        "review_timeout": 121,
    }


@pytest.mark.slow
async def test_many_waiting_actions_do_not_keep_the_next_one_from_being_proposed(bot, client):
    actions = [await client.propose("email.send", description="Write", payload={"n": n}) for n in range(120)]
    waiting = [asyncio.create_task(action.wait()) for action in actions]
    await bot.expect_waiting(times=120)
    bot.auto.add("document.tag")
    assert (await client.ask("document.tag", description="Tag it", payload={})).released
    for action in actions:
        await bot.decide(action.id, "approved")
    assert [decision.payload["n"] for decision in await asyncio.gather(*waiting)] == list(range(120))
