"""Slack slow, away or changing its mind: every card arrives, none twice."""

import asyncio

import pytest

from blocks.kit import ids
from bot.delivery.faults import REMEDIES
from bot.delivery.pacing import POST_EVERY
from bot.slack.fault import NO_ANSWER
from oversight.action.risk import Risk
from oversight.ports.delivery import Lane, MessageKind
from oversight.usecases.actions.submit_action import Submission, submit_action
from sandbox.delivery.envelope import Envelope, Kind
from sandbox.delivery.payloads import event_callback
from sandbox.server import Sandbox
from tests.builders import a_proposal
from tests.scenario.stage import AGENT, MANIFEST, StageClock, a_stage


async def test_a_post_whose_answer_was_lost_is_found_and_not_doubled(stage):
    await stage.fault("chat.postMessage", status=503, after_effect=True)
    action = await stage.propose()
    assert (await stage.store.outbox.counts()).waiting == 1
    assert (await stage.store.postings.posting(MessageKind.CARD, f"{action.id}.0")).ts is None
    await stage.advance(seconds=2)
    await stage.channel("#agent-approvals").expect_card("4711").click("Approve", as_="sam").expect("Approved by Sam")
    assert (await stage.store.outbox.counts()).waiting == 0


async def test_a_note_whose_answer_was_lost_is_not_doubled(stage):
    await stage.propose()
    card = await stage.channel("#agent-approvals").expect_card("4711")
    await stage.fault("chat.postMessage", status=503, after_effect=True)
    await stage.advance(minutes=5)
    await stage.advance(seconds=2)
    assert len(await card.replies()) == 1


async def test_a_card_not_yet_known_to_stand_is_decided_where_it_is_seen(stage):
    await stage.fault("chat.postMessage", status=503, after_effect=True)
    action = await stage.propose()
    card = await stage.channel("#agent-approvals").expect_card("4711").click("Approve", as_="sam")
    assert (await stage.now(action)).status == "approved"
    await stage.advance(seconds=31)
    await card.expect("Approved by Sam Okafor")
    assert len(await stage.channel("#agent-approvals").messages()) == 1
    assert (await stage.store.outbox.counts()).waiting == 0


async def test_a_card_not_yet_known_to_stand_is_not_believed_to_stand_in_another_channel(stage):
    await stage.fault("chat.postMessage", status=503, after_effect=True)
    action = await stage.propose()
    card = await stage.channel("#agent-approvals").expect_card("4711")
    buttons = [button for button in card.buttons() if button["action_id"] == ids.APPROVE]
    copy = await stage.slack.chat_postMessage(
        channel="C0LEADS", text="Harmless", blocks=[{"type": "actions", "elements": buttons}]
    )
    await stage.do("click", user="sam", channel="C0LEADS", ts=copy["ts"], text="Approve")
    await stage.told("sam", "Press again in a moment")
    assert (await stage.now(action)).status == "pending"


async def test_a_decided_card_does_not_wait_for_those_that_nobody_has_seen_yet(workspace, stage_database):
    async with a_stage(workspace, stage_database, post_every=POST_EVERY) as stage:
        await stage.propose()
        for number in range(20):
            await stage.propose(payload={"order_id": f"no-{number}", "amount": 1}, risk_level=Risk.CRITICAL)
        card = stage.channel("#agent-approvals").expect_card("4711")
        await card.click("Approve", as_="sam").expect("Approved by Sam Okafor")
        assert len(await stage.channel("#agent-approvals").messages()) == 1


async def test_a_card_that_somebody_deleted_is_posted_anew_when_it_is_the_channel_s_turn(workspace, stage_database):
    async with a_stage(workspace, stage_database, post_every=POST_EVERY) as stage:
        await stage.propose("wire.send", {"to": "DE89"})
        card = await stage.channel("#agent-approvals-risk").expect_card("DE89")
        for number in range(3):
            await stage.propose("wire.send", {"to": f"no-{number}"})
        await stage.fault("response_url", error="message_not_found", status=404)
        await stage.fault("chat.update", error="message_not_found")
        await card.click("Approve", as_="devi")
        for _ in range(5):
            await stage.advance(seconds=1)
        said = [message["text"] for message in await stage.channel("#agent-approvals-risk").messages()]
        assert sum("DE89" in text for text in said) == 2
        assert len(said) == 5
        assert (await stage.store.outbox.counts()).waiting == 0


async def test_a_rate_limit_is_waited_for_as_long_as_slack_says(stage):
    await stage.fault("chat.postMessage", error="ratelimited", status=429, retry_after=30)
    await stage.propose()
    await stage.advance(seconds=29)
    await stage.channel("#agent-approvals").expect_nothing()
    await stage.advance(seconds=2)
    await stage.channel("#agent-approvals").expect_card("4711")


async def test_of_many_waiting_cards_the_most_urgent_goes_first_and_the_newest_state_wins(stage):
    await stage.fault("chat.postMessage", error="ratelimited", status=429, retry_after=30)
    first = await stage.propose(payload={"order_id": "no-1", "amount": 1})
    await stage.propose(payload={"order_id": "no-2", "amount": 1}, risk_level=Risk.CRITICAL)
    await stage.advance(minutes=6)
    said = [message["text"] for message in await stage.channel("#agent-approvals").messages()]
    assert ["no-2" in text for text in said] == [True, False]
    assert (await stage.now(first)).assignment.reminded


async def test_each_channel_gets_one_message_a_second(workspace, stage_database):
    async with a_stage(workspace, stage_database, post_every=POST_EVERY) as stage:
        for number in range(3):
            await stage.propose(payload={"order_id": f"no-{number}", "amount": 1})
        counts = []
        for _ in range(4):
            counts.append(len(await stage.channel("#agent-approvals").messages()))
            await stage.advance(seconds=1)
        assert counts == [1, 2, 3, 3]


async def test_an_outage_loses_nothing_and_approves_nothing(stage):
    action = await stage.propose()
    card = stage.channel("#agent-approvals").expect_card("4711")
    await card
    await stage.fault("*", status=503, times=10_000)
    for _ in range(30):
        await stage.advance(minutes=1)
    assert (await stage.now(action)).status == "timed_out"
    await stage.do("faults/clear")
    await stage.advance(seconds=31)
    await stage.advance(seconds=31)
    await card.expect("Timed out: nobody decided")
    counts = await stage.store.outbox.counts()
    assert (counts.waiting, counts.dead) == (0, 0)


async def test_a_revoked_token_is_shown_to_the_operator_and_mended_by_a_new_one(stage):
    await stage.do("settings", revoked=True)
    await stage.propose()
    assert stage.courier.trouble is not None
    await stage.do("settings", revoked=False)
    await stage.advance(seconds=31)
    await stage.channel("#agent-approvals").expect_card("4711")
    assert stage.courier.trouble is None


async def test_where_slack_refuses_the_blocks_the_words_arrive(stage):
    await stage.fault("chat.postMessage", error="invalid_blocks")
    await stage.propose()
    await stage.channel("#agent-approvals").expect_card("4711")


async def test_an_unknown_error_is_tried_again_and_in_the_end_the_next_tier_is_asked(stage):
    await stage.fault("chat.postMessage", error="something_new", times=8)
    action = await stage.propose()
    for _ in range(20):
        await stage.advance(seconds=20)
    assert (await stage.now(action)).tier == "team_lead"
    await stage.channel("#agent-approvals-leads").expect_card("4711")


@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
async def test_the_end_of_the_installation_is_noticed(stage, event):
    payload = event_callback(stage.sandbox.space, {"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}})
    payload["event"]["type"] = event  # the sandbox's page cannot uninstall an app
    assert (await stage.sandbox.dispatcher.deliver(Envelope(Kind.EVENT, payload))).acked
    assert len(stage.lost) == 1


async def test_the_courier_works_by_itself_until_it_is_closed(stage):
    running = asyncio.create_task(stage.courier.run())
    await submit_action(Submission(a_proposal(action_type="deploy.run"), AGENT), stage.ports)
    stage.courier.wake({Lane("#agent-approvals-leads", is_posted=False)})
    leads = stage.sandbox.world.channel_named("agent-approvals-leads")
    await stage.until(lambda: leads.messages or None)
    await stage.courier.close()
    await asyncio.wait_for(running, 5)
    assert not stage.courier._in_progress


@pytest.mark.parametrize("error", sorted(set(REMEDIES) - {NO_ANSWER, "ratelimited"}))
async def test_no_error_on_posting_is_silent_and_none_approves(stage, error):
    await stage.fault("chat.postMessage", error=error, times=10_000)
    action = await stage.propose()
    counts = await stage.store.outbox.counts()
    assert counts.waiting + counts.dead > 0, "the operator sees nothing"
    await stage.advance(minutes=25)
    assert (await stage.now(action)).status == "timed_out"


@pytest.mark.parametrize("error", ["internal_error", "invalid_auth", "message_not_found", "invalid_blocks", "new_one"])
async def test_a_card_tells_the_truth_once_updating_works_again(stage, error):
    await stage.propose()
    card = await stage.channel("#agent-approvals").expect_card("4711")
    await stage.fault("response_url", error=error, status=404, times=1)
    await stage.fault("chat.update", error=error, times=1)
    await card.click("Approve", as_="sam")
    await stage.advance(seconds=31)
    newest = (await stage.channel("#agent-approvals").messages())[-1]
    assert ("Approved by Sam Okafor" in newest["text"]) is (error != "message_not_found")
    assert (await stage.store.outbox.counts()).waiting == 0


async def test_a_burst_of_cards_and_their_end_stay_within_slack_s_rates_and_none_is_lost(stage_database):
    clock = StageClock()

    def seconds() -> float:
        return clock.at.timestamp()

    async with (
        Sandbox(manifest_path=MANIFEST, rate_limits=True, clock=seconds) as workspace,
        a_stage(workspace, stage_database, clock=clock, post_every=POST_EVERY) as stage,
    ):
        held: list[object] = []
        stage.pacing.hold = lambda *asked: held.append(asked)  # type: ignore[method-assign]  # records, as a fake would
        for number in range(60):
            await stage.propose("wire.send", {"to": f"no-{number}"})
        for _ in range(60):
            await stage.advance(seconds=1)
        assert len(await stage.channel("#agent-approvals-risk").messages()) == 60
        await stage.advance(minutes=25)
        for _ in range(150):
            await stage.advance(seconds=1)
        cards = await stage.channel("#agent-approvals-risk").messages()
        assert ["Timed out" in card["text"] for card in cards] == [True] * 60
        assert held == []
        assert (await stage.store.outbox.counts()).waiting == 0


@pytest.mark.parametrize("error", ["cant_update_message", "edit_window_closed"])
async def test_where_a_decided_card_may_not_be_changed_the_decision_stands_below_it(stage, error):
    await stage.propose()
    card = stage.channel("#agent-approvals").expect_card("4711").click("Reject", as_="sam")
    window = card.expect_window("Why do you reject it?", of="sam")
    await stage.fault("chat.update", error=error, times=9)
    await stage.fault("response_url", status=404, times=9)
    await window.submit(**{ids.REASON_INPUT: "Not ours"})
    await stage.settle()
    old, new = await stage.channel("#agent-approvals").messages()
    assert "Waiting for team member" in old["text"]
    assert "Rejected by Sam Okafor" in new["text"]


async def test_a_decided_card_that_somebody_deleted_is_not_posted_again(stage):
    await stage.propose()
    card = await stage.channel("#agent-approvals").expect_card("4711")
    window = card.click("Reject", as_="sam").expect_window("Why do you reject it?", of="sam")
    await window
    await stage.slack.chat_delete(channel="C0APPROVALS", ts=card.ts)
    await window.submit(**{ids.REASON_INPUT: "Not ours"})
    await stage.settle()
    await stage.channel("#agent-approvals").expect_nothing()
