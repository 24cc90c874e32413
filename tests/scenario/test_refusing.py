"""Clicks that change nothing, and what the person is told. No click is ignored in silence."""

import asyncio

import pytest

from blocks.kit import ids
from bot.slack.people import SlackPeople
from oversight.policy.file.reading import read_policy
from sandbox.acts.target import Pointing, action_of, find_target
from sandbox.delivery.envelope import Envelope, Kind
from sandbox.delivery.payloads import block_actions_in_message
from tests.scenario.stage import POLICY


@pytest.fixture
async def card(stage):
    """The card of a refund that waits for Sam."""
    stage.action = await stage.propose()
    return await stage.channel("#agent-approvals").expect_card("4711")


async def still_pending(stage):
    action = await stage.now(stage.action)
    assert action.status == "pending"
    assert action.votes == ()


@pytest.mark.parametrize("button", ["Approve", "Reject", "Modify"])
async def test_an_outsider_is_told_whose_card_it_is(stage, card, button):
    await card.click(button, as_="devi").expect_told("devi", "Only @support (team member)")
    await still_pending(stage)
    assert await stage.views("devi") == []


@pytest.mark.parametrize("choice", ["Escalate to team lead", "Hand over to a colleague…"])
async def test_an_outsider_chooses_nothing_for_others(stage, card, choice):
    await card.choose(choice, as_="devi").expect_told("devi", "Only @support (team member)")
    await still_pending(stage)
    assert await stage.views("devi") == []


async def test_nobody_approves_what_they_asked_for(stage):
    stage.action = await stage.propose("deploy.run", {"service": "api"}, on_behalf_of="U0LEA")
    card = stage.channel("#agent-approvals-leads").expect_card("api")
    await card.click("Approve", as_="lea").expect_told("lea", "somebody else has to decide")
    await still_pending(stage)


@pytest.mark.parametrize("name", ["lea", "@lea", "Lea Brandt", "https://sandbox.slack.com/team/U0LEA", "U0SAM, U0LEA"])
async def test_nobody_approves_what_an_agent_asks_for_them_by_any_of_their_names(stage, name):
    stage.action = await stage.propose("deploy.run", {"service": "api"}, on_behalf_of=name)
    card = stage.channel("#agent-approvals-leads").expect_card("api")
    await card.click("Approve", as_="lea").expect_told("lea", "somebody else has to decide")
    await still_pending(stage)


async def test_a_requester_whom_nobody_knows_stands_on_the_card(stage):
    await stage.propose(on_behalf_of="customer 4711")
    await stage.channel("#agent-approvals").expect_card("Nobody in this Slack workspace is known by the name")


async def test_a_requester_who_could_not_be_checked_stands_on_the_card(stage):
    stage.directory.people = SlackPeople(stage.slack, lambda: "T0SANDBOX")
    await stage.propose(on_behalf_of="sam")
    card = await stage.channel("#agent-approvals").expect_card("could not be checked in Slack")
    await card.click("Approve", as_="sam").expect_told("sam", "somebody else has to decide")


@pytest.mark.parametrize("button", ["Approve", "Reject", "Modify"])
async def test_whoever_the_policy_no_longer_names_is_told_so(stage, card, button):
    stage.policies.policy = read_policy(POLICY.replace('reviewers: ["@support"]', "reviewers: [U0MINA]"))
    await card.click(button, as_="sam").expect_told("sam", "no longer a reviewer of the tier team member")
    await card.click(button, as_="mina").expect_told("mina", "when it came in, and still are")
    await still_pending(stage)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"is_restricted": True}, "Guests cannot decide"),
        ({"is_stranger": True}, "Only members of this workspace"),
        ({"team_id": "T0OTHER"}, "Only members of this workspace"),
    ],
    ids=["guest", "stranger", "other workspace"],
)
async def test_who_is_no_full_member_decides_nothing(stage, card, change, words):
    await stage.do("users", user="U0SAM", **change)
    await card.click("Approve", as_="sam").expect_told("sam", words)
    await still_pending(stage)


async def test_nobody_is_entitled_while_slack_does_not_say_who_they_are(stage, card):
    await stage.fault("users.info", error="internal_error")
    await card.click("Approve", as_="sam").expect_told("sam", "Slack did not say who you are")
    await still_pending(stage)
    await card.click("Approve", as_="sam").expect("Approved by Sam Okafor")


async def test_a_late_click_is_told_who_decided_and_sees_it(stage, card):
    old = card.value(ids.APPROVE)
    await card.click("Approve", as_="sam").expect("Approved by Sam Okafor")
    await stage.slack.chat_update(channel="C0APPROVALS", ts=card.ts, text="an old picture", blocks=[])
    await card.click_old(ids.REJECT, old, as_="sam")
    await card.expect_told("sam", "Approved by Sam Okafor")
    await card.expect("Approved by Sam Okafor")
    assert await stage.views("sam") == []


async def test_a_second_click_counts_once(stage):
    action = await stage.propose("wire.send", {"to": "DE89"})
    card = stage.channel("#agent-approvals-risk").expect_card("DE89")
    await card.click("Approve", as_="devi").click("Approve", as_="devi").expect_told("devi", "already counted")
    await card.expect("1 of 2 approvals")
    assert len((await stage.now(action)).votes) == 1


async def test_a_click_on_an_older_version_is_sent_back_to_look(stage):
    await stage.propose("wire.send", {"to": "DE89", "amount": 70000})
    card = await stage.channel("#agent-approvals-risk").expect_card("DE89")
    old = card.value(ids.APPROVE)
    window = card.click("Modify", as_="lea").expect_window("Modify and approve", of="lea")
    await window.submit(**{"$.amount": "7"}).expect_closed()
    await card.click_old(ids.APPROVE, old, as_="devi").expect_told("devi", "edited after you saw it")
    await card.expect("1 of 2 approvals")


async def test_a_window_that_was_open_when_somebody_else_decided_says_so(stage):
    await stage.propose("wire.send", {"to": "DE89", "amount": 70000})
    card = stage.channel("#agent-approvals-risk").expect_card("DE89")
    late = card.click("Reject", as_="devi").expect_window("Why do you reject it?", of="devi")
    await late
    other = card.click("Reject", as_="lea").expect_window("Why do you reject it?", of="lea")
    await other.submit(**{ids.REASON_INPUT: "Not ours"}).expect_closed()
    await late.submit(**{ids.REASON_INPUT: "Too much"}).expect_error("Rejected by Lea Brandt")


async def test_a_button_copied_into_another_message_decides_nothing(stage, card):
    copy = await stage.slack.chat_postMessage(
        channel="C0LEADS",
        text="Something harmless",
        blocks=[{"type": "actions", "elements": [b for b in card.buttons() if b["action_id"] == ids.APPROVE]}],
    )
    said = await stage.do("click", user="sam", channel="C0LEADS", ts=copy["ts"], text="Approve")
    assert said["acked"]
    await stage.told("sam", "copies decide nothing")
    await still_pending(stage)


async def test_a_made_up_token_opens_nothing(stage, card):
    await card.click_old(ids.APPROVE, "A" * 22 + ":1", as_="sam").expect_told("sam", "no card that is known")
    await card.click_old(ids.APPROVE, "nonsense", as_="sam").expect_told("sam", "no card that is known")
    await still_pending(stage)


async def test_a_button_that_no_version_knows_any_more_gets_an_answer(stage, card):
    await card.click_old("approve_v0", card.value(ids.APPROVE), as_="sam").expect_told("sam", "earlier version")
    await still_pending(stage)


async def test_a_click_delivered_four_times_counts_once(stage):
    action = await stage.propose("wire.send", {"to": "DE89"})
    card = await stage.channel("#agent-approvals-risk").expect_card("DE89")
    space = stage.sandbox.space
    message = space.world.channels["C0RISK"].messages[card.ts]
    target = find_target(message.blocks, Pointing(action_id=ids.APPROVE))
    click = block_actions_in_message(space, "U0DEV", message, action_of(target, None, "1.0"), {})
    envelope = Envelope(Kind.INTERACTIVE, click)
    acks = await asyncio.gather(*(stage.sandbox.dispatcher.deliver(envelope) for _ in range(4)))
    assert all(ack.acked for ack in acks)
    assert len((await stage.now(action)).votes) == 1
    await stage.pending.close()
    assert (await stage.look("ephemerals", user="devi"))["messages"] == []  # they pressed once, and it counts


async def test_of_two_who_click_at_once_both_are_told_what_became_of_it(stage):
    action = await stage.propose("wire.send", {"to": "DE89"})
    card = await stage.channel("#agent-approvals-risk").expect_card("DE89")
    where = {"channel": "C0RISK", "ts": card.ts, "text": "Approve"}
    said = await asyncio.gather(stage.do("click", user="devi", **where), stage.do("click", user="lea", **where))
    assert [answer["acked"] for answer in said] == [True, True]
    await stage.settle()
    await card.expect("Approved by")
    assert (await stage.now(action)).status == "approved"


async def test_where_the_window_does_not_open_the_person_is_told_to_press_again(stage, card):
    await stage.fault("views.open", error="expired_trigger_id")
    await card.click("Reject", as_="sam").expect_told("sam", "Press the button again")
    await card.click("Reject", as_="sam").expect_window("Why do you reject it?", of="sam")


async def test_where_no_ephemeral_message_can_be_sent_the_payload_s_own_way_is_taken(stage, card):
    await stage.fault("chat.postEphemeral", error="user_not_in_channel")
    await card.click("Approve", as_="devi").expect_told("devi", "Only @support (team member)")
