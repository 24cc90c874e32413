"""Rejecting for one of the policy's reasons, with words beside it or without."""

import pytest

from blocks.kit import ids
from blocks.windows.reject import ANOTHER
from tests.scenario.stage import POLICY, a_stage

REASONS = POLICY.replace(
    "    card: {headline: [amount, order_id]",
    "    reject_reasons: [Wrong customer, Too much]\n    card: {headline: [amount, order_id]",
)


@pytest.fixture
async def offering(workspace, stage_database):
    """A bot whose policy offers two reasons to reject a refund."""
    async with a_stage(workspace, stage_database, policy=REASONS) as stage:
        yield stage


def asked(stage):
    card = stage.channel("#agent-approvals").expect_card("4711").click("Reject", as_="sam")
    return card, card.expect_window("Wrong customer", of="sam").expect("Another reason")


async def test_a_chosen_reason_is_enough(offering):
    action = await offering.propose()
    card, window = asked(offering)
    await window.submit(**{ids.REJECT_REASON_INPUT: "Wrong customer"}).expect_closed()
    await card.expect("Rejected by Sam Okafor", "Wrong customer").expect_reply("Wrong customer")
    decision = (await offering.now(action)).decision
    assert (decision.reject_reason, decision.reason) == ("Wrong customer", None)


async def test_words_beside_it_are_kept_apart_and_read_as_one(offering):
    action = await offering.propose()
    card, window = asked(offering)
    await window.submit(**{ids.REJECT_REASON_INPUT: "Too much", ids.REASON_INPUT: "450 at most"}).expect_closed()
    await card.expect("Too much: 450 at most")
    decision = (await offering.now(action)).decision
    assert (decision.reject_reason, decision.reason) == ("Too much", "450 at most")


async def test_words_alone_are_enough(offering):
    action = await offering.propose()
    _, window = asked(offering)
    await window.submit(**{ids.REASON_INPUT: "450 at most"}).expect_closed()
    assert (await offering.now(action)).decision.reject_reason is None


async def test_another_reason_needs_words(offering):
    action = await offering.propose()
    _, window = asked(offering)
    await window.submit(**{ids.REJECT_REASON_INPUT: ANOTHER}).expect_error("Say why")
    await window.submit(**{ids.REASON_INPUT: " "}).expect_error("Say why")
    assert (await offering.now(action)).status == "pending"
