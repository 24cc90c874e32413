from __future__ import annotations

import asyncio

import pytest

from client.tests.fake_bot import problem
from sayso import NotApproved, UnfitPayload


@pytest.fixture
def paid():
    return []


@pytest.fixture
def refund(client, paid):
    @client.guard(
        "refund.issue", describe=lambda order_id, amount: f"Refund €{amount} for {order_id}", risk_level="high"
    )
    async def refund(order_id: str, amount: float = 10) -> str:
        if amount < 0:
            raise ArithmeticError("no")
        paid.append((order_id, amount))
        return f"{amount} paid"

    return refund


async def call_and_decide(bot, call, *decision, **said):
    calling = asyncio.create_task(call)
    await bot.expect_waiting()
    (action_id,) = bot.actions
    await bot.decide(action_id, *decision, **said)
    return await calling


async def test_an_approved_call_runs_and_is_reported(bot, refund, paid):
    assert await call_and_decide(bot, refund("A-1", amount=90), "approved") == "90 paid"
    assert paid == [("A-1", 90)]
    (proposal,) = bot.proposals
    assert proposal.body == {
        "action_type": "refund.issue",
        "description": "Refund €90 for A-1",
        "payload": {"order_id": "A-1", "amount": 90},
        "risk_level": "high",
    }
    assert bot.outcomes == [{"outcome": "executed"}]


async def test_a_modified_call_runs_with_the_reviewer_s_arguments(bot, refund, paid):
    edited = {"order_id": "A-1", "amount": 5}
    await call_and_decide(bot, refund("A-1"), "modified", modified_payload=edited)
    assert paid == [("A-1", 5)]


@pytest.mark.parametrize("status", ["rejected", "timed_out", "cancelled"])
async def test_a_call_that_is_not_released_does_not_run(bot, refund, paid, status):
    with pytest.raises(NotApproved) as raised:
        await call_and_decide(bot, refund("A-1"), status, reason="wrong order")
    assert raised.value.decision.status == status
    assert paid == []
    assert bot.outcomes == []


async def test_a_payload_that_no_longer_fits_does_not_run(bot, refund, paid):
    with pytest.raises(UnfitPayload):
        await call_and_decide(bot, refund("A-1"), "modified", modified_payload={"order": "A-1"})
    assert paid == []
    assert bot.outcomes[0]["outcome"] == "failed"


async def test_a_call_that_fails_raises_its_own_error_and_is_reported(bot, refund):
    with pytest.raises(ArithmeticError):
        await call_and_decide(bot, refund("A-1", -1), "approved")
    assert bot.outcomes == [{"outcome": "failed", "note": "ArithmeticError"}]


async def test_a_report_that_cannot_be_made_does_not_lose_the_result(bot, refund, paid, caplog):
    calling = asyncio.create_task(refund("A-1"))
    await bot.expect_waiting()
    bot.fail_next(problem(404, "action_not_found", "Gone."))
    await bot.decide("act_1", "approved")
    assert await calling == "10 paid"
    assert "could not be reported" in caplog.text


async def test_a_method_s_self_is_not_proposed_and_its_docstring_describes_it(bot, client):
    class Shop:
        @client.guard("shop.close")
        async def close(self, until: str) -> str:
            """Close the shop.

            For all customers.
            """
            return f"{type(self).__name__} closed until {until}"

    assert await call_and_decide(bot, Shop().close("May"), "approved") == "Shop closed until May"
    assert bot.proposals[0].body["payload"] == {"until": "May"}
    assert bot.proposals[0].body["description"] == "Close the shop."


def test_a_function_whose_arguments_have_no_names_cannot_be_guarded(client):
    async def pay(*amounts): ...

    with pytest.raises(TypeError, match=r"\*amounts"):
        client.guard("refund.issue")(pay)
