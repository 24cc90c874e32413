"""Whatever is delivered more than once has its effect once, in both transports; also where it was undone meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from blocks.kit import ids
from oversight.ports.delivery import MessageKind
from oversight.usecases.review.post_digest import post_digest
from sandbox.message import words_in
from tests.scenario.stage import POLICY, a_stage, over_signed_http, over_the_socket

MEMBERS = "#agent-approvals"
ON = "standing_approvals: {for_at_most: 7d, uses_at_most: 50, sample_rate: 0.2}\n"
EARLY = "{review_timeout: 60m, repeat_ladder: 1, extension: {by: 5m, at_most: 15m}}"
AGAINS = POLICY.replace("{review_timeout: 25m}", EARLY).replace(
    "domain_expert: {channel", "domain_expert: {escalate_after: 10m, channel"
)


@pytest.fixture(params=[over_the_socket, over_signed_http], ids=["socket", "http"])
async def stage(request, workspace, stage_database):
    """A bot whose payloads Slack delivers as often as a test says."""
    async with a_stage(workspace, stage_database, policy=AGAINS + ON, transport=request.param) as stage:
        yield stage


@pytest.fixture
def delivered(stage):
    """All that Slack has delivered, oldest first."""
    return kept(stage)


def kept(stage):
    """The list in which everything stands that Slack delivers from now on."""
    sent, send = [], stage.sandbox.dispatcher.reordering.send

    async def sending(envelope):
        sent.append(envelope)
        return await send(envelope)

    stage.sandbox.dispatcher.reordering.send = sending
    return sent


async def again(stage, envelope, times=2):
    """The last ack, once the same payload was delivered so many more times at once and all is done."""
    acks = await asyncio.gather(*(stage.sandbox.dispatcher.deliver(envelope) for _ in range(times)))
    assert all(ack.acked for ack in acks), acks
    await stage.pending.close()
    await stage.settle()
    return acks[-1]


async def say(stage, text, *, as_="lea"):
    said = await stage.do("command", user=as_, channel=MEMBERS, text=f"/approvals {text}")
    assert said["acked"], said
    await stage.settle()
    return words_in(said["message"])


async def halted(stage):
    return [halt.reason for halt in (await stage.store.halts.active(anew=True)).active]


async def test_a_halt_that_was_undone_does_not_come_back(stage, delivered):
    await say(stage, "halt all a leak")
    (halt,) = delivered
    await say(stage, "resume")
    await again(stage, halt)
    assert await halted(stage) == []


@pytest.mark.parametrize("words", ["resume", "resume all", "Resume ALL it is mended"])
async def test_a_resume_does_not_end_a_later_halt(stage, delivered, words):
    await say(stage, "halt all the first")
    await say(stage, words)
    resume = delivered[-1]
    await say(stage, "halt all the second")
    await again(stage, resume)
    assert await halted(stage) == ["the second"]


async def begun_again(stage, action):
    for _ in range(50):
        await stage.advance(minutes=1)
        now = await stage.now(action)
        if now.assignment is not None and now.assignment.round:
            return now
    raise AssertionError("the ladder did not begin again")


async def approve(stage):
    action = await stage.propose("wire.send", {"to": "DE89"})
    await stage.channel("#agent-approvals-risk").expect_card("DE89").click("Approve", as_="devi")
    return action


async def escalate(stage):
    action = await stage.propose()
    await stage.channel(MEMBERS).expect_card("4711").choose("Escalate to team lead", as_="sam")
    return action


async def hand_over(stage):
    action = await stage.propose()
    card = stage.channel(MEMBERS).expect_card("4711").choose("Hand over to a colleague…", as_="sam")
    window = card.expect_window("To whom?", of="sam")
    await window.submit(**{ids.COLLEAGUE_INPUT: "U0LEA"}).expect_closed()
    return action


@pytest.mark.parametrize("press", [approve, escalate, hand_over])
async def test_what_was_pressed_before_the_ladder_began_anew_is_not_done_again(stage, delivered, press):
    action = await press(stage)
    pressed, before = delivered[-1], (await stage.now(action)).revision
    assert before > 1
    anew = await begun_again(stage, action)
    await again(stage, pressed)
    assert (await stage.now(action)).revision == anew.revision


@pytest.mark.parametrize("press", [approve, escalate, hand_over])
async def test_what_comes_again_after_a_restart_changes_nothing_more(workspace, stage_database, press):
    """Nobody remembers the payload then, and the state that it changed stands in its way."""
    async with a_stage(workspace, stage_database, policy=AGAINS) as before:
        sent = kept(before)
        action = await press(before)
        pressed, revision = sent[-1], (await before.now(action)).revision
        assert revision > 1
    async with a_stage(workspace, stage_database, policy=AGAINS, clock=before.clock) as after:
        await again(after, pressed)
        assert (await after.now(action)).revision == revision


async def test_a_window_is_answered_the_second_time_as_the_first(stage, delivered):
    action = await stage.propose()
    card = stage.channel(MEMBERS).expect_card("4711")
    window = card.click("Modify", as_="sam").expect_window("Modify and approve", of="sam")
    await window.submit(**{"$.amount": "much"})
    refused = delivered[-1]
    assert (await again(stage, refused)).answer["response_action"] == "errors"
    await window.submit(**{"$.amount": "8"}).expect_closed()
    assert (await stage.now(action)).status == "modified"
    assert (await again(stage, delivered[-1])).answer == {}
    assert len((await stage.now(action)).votes) == 1


async def test_a_window_that_is_delivered_twice_at_once_has_one_effect_and_nobody_is_told_otherwise(stage):
    action = await stage.propose("wire.send", {"to": "DE89"})
    card = stage.channel("#agent-approvals-risk").expect_card("DE89")
    window = card.click("Reject", as_="lea").expect_window("Why do you reject it?", of="lea")
    await window
    await stage.do("settings", duplicate=1)
    await window.submit(**{ids.REASON_INPUT: "Not ours"}).expect_closed()
    await stage.pending.close()
    assert (await stage.now(action)).status == "rejected"
    assert len((await stage.now(action)).votes) == 1
    assert (await stage.look("ephemerals", user="lea"))["messages"] == []


async def test_handing_over_is_said_once(stage, delivered):
    action = await stage.propose()
    card = await stage.channel(MEMBERS).expect_card("4711")
    window = card.choose("Hand over to a colleague…", as_="sam").expect_window("To whom?", of="sam")
    await window.submit(**{ids.COLLEAGUE_INPUT: "U0LEA"}).expect_closed()
    before = (await stage.now(action)).revision
    await again(stage, delivered[-1])
    assert (await stage.now(action)).revision == before
    assert sum("Handed to" in words for words in await card.replies()) == 1


async def test_a_revoked_approval_that_was_granted_anew_stays(stage, delivered):
    action = await stage.propose(payload={"order_id": "4711", "amount": 40})
    card = await stage.channel(MEMBERS).expect_card("4711").click("Approve", as_="sam").expect("Approved by")

    async def allow():
        window = card.click("Allow similar…", as_="sam").expect_window("Allow similar actions", of="sam")
        await window.submit(**{ids.TEXTS_INPUT: ["order_id"]}).expect("Allow this?").submit().expect_closed()
        return delivered[-1]

    async def stands():
        now = stage.clock.now()
        return sum(one.stands(now) for one in await stage.store.standing.of_action(action.id))

    granted = await allow()
    said = await stage.do("command", user="sam", channel=MEMBERS, text="/approvals standing")
    await stage.do("click", user="sam", channel=MEMBERS, ts=said["message"]["ts"], text="Revoke")
    revoked = delivered[-1]
    await again(stage, granted)
    assert await stands() == 0
    await allow()
    await again(stage, revoked)
    assert await stands() == 1


async def a_sample(stage):
    """The message of a digest in which one action waits for a finding."""
    await stage.ports.review.begin_digests(stage.clock.now())
    await stage.advance(hours=1)
    await stage.propose("ticket.tag", {"ticket": 1, "tag": "late"})
    await stage.advance(hours=1)
    digest = await post_digest(stage.clock.now(), stage.ports)
    assert digest is not None
    await stage.settle()
    head = await stage.store.postings.posting(MessageKind.DIGEST, digest.id)
    said = await stage.look("messages", channel="#agent-digest", thread_ts=head.ts)
    return said["messages"][1]["ts"]


async def test_a_verdict_on_a_sample_counts_once_and_nobody_is_told_otherwise(stage, delivered):
    sample = await a_sample(stage)
    await stage.do("click", user="lea", text="Looks right", channel="#agent-digest", ts=sample)
    await again(stage, delivered[-1])
    assert (await stage.look("ephemerals", user="lea"))["messages"] == []


async def test_what_was_wrong_with_a_sample_counts_once_and_nobody_is_told_otherwise(stage, delivered):
    sample = await a_sample(stage)
    await stage.do("click", user="lea", text="Wrong…", channel="#agent-digest", ts=sample)
    (view,) = await stage.views("lea")
    values = {"severity_input": "low", "instead_input": "Lost"}
    assert (await stage.do("submit", user="lea", view_id=view["id"], values=values))["ok"]
    await again(stage, delivered[-1])
    assert (await stage.look("ephemerals", user="lea"))["messages"] == []
    assert await stage.views("lea") == []


async def test_a_window_opens_once_and_no_sentence_says_that_it_did_not(stage, delivered):
    await stage.propose()
    card = await stage.channel(MEMBERS).expect_card("4711")
    for label in ("Reject", "Modify", "Details"):
        await card.click(label, as_="sam")
        await again(stage, delivered[-1])
        assert len(await stage.views("sam")) == 1
        await stage.do("close", user="sam", view_id=(await stage.views("sam"))[-1]["id"])
    await stage.do("shortcut", user="sam", callback_id=ids.MY_APPROVALS_SHORTCUT)
    await again(stage, delivered[-1])
    assert len(await stage.views("sam")) == 1
    assert (await stage.look("ephemerals", user="sam"))["messages"] == []


async def test_an_event_is_answered_once_however_often_slack_sends_it(stage, delivered):
    await stage.do("say", user="sam", channel=MEMBERS, text="<@U0BOT> what now?")
    await stage.told("sam", "shows what waits for your decision")
    mention = next(one for one in delivered if one.name == "app_mention")
    await again(stage, replace(mention, attempt=1, retry_reason="http_timeout"))
    assert len((await stage.look("ephemerals", user="sam"))["messages"]) == 1
