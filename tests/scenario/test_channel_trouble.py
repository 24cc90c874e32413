"""Channels that cannot be reached: the card goes to the fallback, else to the next tier, and never gets lost."""

import pytest

from tests.scenario.stage import POLICY, a_stage

WITH_FALLBACK = POLICY.replace("{review_timeout: 25m}", '{review_timeout: 25m, fallback_channel: "#agent-digest"}')
NEVER_THERE = POLICY.replace('#agent-approvals"', '#no-such-channel"')

ARCHIVED = {"channel": "C0APPROVALS", "is_archived": True}
LEFT = {"channel": "C0APPROVALS", "bot_is_member": False}


@pytest.mark.parametrize("change", [ARCHIVED, LEFT], ids=["archived", "bot not in it"])
async def test_the_card_goes_to_the_fallback_and_can_be_decided_there(workspace, stage_database, change):
    async with a_stage(workspace, stage_database, policy=WITH_FALLBACK) as stage:
        await stage.do("channels", **change)
        action = await stage.propose()
        card = stage.channel("#agent-digest").expect_card("4711").click("Approve", as_="sam")
        await card.expect("Approved by Sam Okafor").expect_reply("Approved by Sam Okafor")
        assert (await stage.now(action)).status == "approved"
        assert (await stage.store.outbox.counts()).dead == 0


@pytest.mark.parametrize(
    ("policy", "change"),
    [(POLICY, ARCHIVED), (POLICY, LEFT), (NEVER_THERE, {"channel": "C0GENERAL"})],
    ids=["archived", "bot not in it", "no such channel"],
)
async def test_without_a_fallback_the_next_tier_is_asked_and_the_operator_sees_it(
    workspace, stage_database, policy, change
):
    async with a_stage(workspace, stage_database, policy=policy) as stage:
        await stage.do("channels", **change)
        action = await stage.propose()
        await stage.channel("#agent-approvals-leads").expect_card("4711").expect("Waiting for team lead")
        (dead,) = await stage.store.outbox.dead_letters(10)
        assert dead.message.ref == f"{action.id}.0"
        assert (await stage.now(action)).tier == "team_lead"


LAST_TIER = "wire.send", {"to": "DE89"}
REFUSALS = [
    "channel_not_found",
    "is_archived",
    "not_in_channel",
    "restricted_action",
    "msg_too_long",
    "invalid_blocks",
    "messages_tab_disabled",
    "never_heard_of",
]


@pytest.mark.parametrize("error", REFUSALS)
async def test_the_card_of_the_last_tier_comes_when_the_channel_is_well_again_and_can_be_decided(
    workspace, stage_database, error
):
    async with a_stage(workspace, stage_database) as stage:
        await stage.fault("chat.postMessage", error=error, times=1000)
        action = await stage.propose(*LAST_TIER)
        for _ in range(30):
            await stage.advance(seconds=20)
        assert (await stage.now(action)).status == "pending"
        assert (await stage.store.outbox.counts()).dead == 1
        await stage.channel("#agent-approvals-risk").expect_nothing()
        await stage.do("faults/clear")
        await stage.advance(seconds=25)
        await stage.advance(seconds=6)
        card = stage.channel("#agent-approvals-risk").expect_card("DE89")
        await card.click("Approve", as_="devi").expect("1 of 2 approvals (Devi Rao)")
        assert (await stage.store.outbox.counts()).dead == 0


async def test_a_channel_that_stays_closed_costs_one_call_now_and_then_however_many_cards_wait_for_it(
    workspace, stage_database
):
    async with a_stage(workspace, stage_database) as stage:
        await stage.do("channels", channel="C0RISK", is_archived=True)
        actions = [await stage.propose(*LAST_TIER) for _ in range(12)]
        called = counted(stage)
        for _ in range(30):
            await stage.advance(seconds=20)
        assert 10 <= called.count("chat.postMessage") + called.count("conversations.list") <= 60
        await stage.do("channels", channel="C0RISK", is_archived=False)
        await stage.advance(seconds=25)
        for _ in range(14):
            await stage.advance(seconds=1)
        assert len(await stage.channel("#agent-approvals-risk").messages()) == len(actions)


async def test_what_was_decided_meanwhile_is_posted_nowhere_and_stays_seen_by_the_operator(workspace, stage_database):
    async with a_stage(workspace, stage_database) as stage:
        await stage.do("channels", channel="C0RISK", is_archived=True)
        action = await stage.propose(*LAST_TIER)
        await stage.advance(minutes=25)
        assert (await stage.now(action)).status == "timed_out"
        await stage.do("channels", channel="C0RISK", is_archived=False)
        await stage.advance(minutes=1)
        await stage.channel("#agent-approvals-risk").expect_nothing()


def counted(stage):
    """The methods that the bot calls from now on."""
    called, call = [], stage.slack.api_call

    async def counting(method, **more):
        called.append(method)
        return await call(method, **more)

    stage.slack.api_call = counting
    return called


async def test_where_no_channel_is_left_silence_ends_it_and_nothing_is_approved(workspace, stage_database):
    async with a_stage(workspace, stage_database) as stage:
        await stage.do("channels", channel="C0RISK", is_archived=True)
        action = await stage.propose("wire.send", {"to": "DE89"})
        assert (await stage.now(action)).status == "pending"
        await stage.advance(minutes=25)
        assert (await stage.now(action)).status == "timed_out"
        assert (await stage.store.outbox.counts()).waiting == 0


async def test_a_channel_archived_while_the_card_waits_moves_the_card(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=WITH_FALLBACK) as stage:
        await stage.propose()
        await stage.do("channels", **ARCHIVED)
        await stage.advance(minutes=5)
        await stage.channel("#agent-digest").expect_card("4711").click("Approve", as_="sam").expect("Approved by Sam")


async def test_a_deleted_card_is_posted_again_while_it_is_needed(stage):
    await stage.propose()
    card = await stage.channel("#agent-approvals").expect_card("4711")
    await stage.slack.chat_delete(channel="C0APPROVALS", ts=card.ts)
    await stage.advance(minutes=5)
    await stage.channel("#agent-approvals").expect_card("4711").click("Approve", as_="sam").expect("Approved by Sam")
