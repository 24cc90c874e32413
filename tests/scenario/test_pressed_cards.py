"""Who presses sees their card change at once, however many others wait for their turn; and never an older state."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from blocks.kit import ids
from bot.delivery.pacing import MOST_UPDATES, UPDATE
from oversight.action.decision import VoteKind
from oversight.usecases.actions.decide_action import decide_action
from oversight.voting.decide import Answer
from sandbox.acts.target import Pointing, action_of, find_target
from sandbox.delivery.envelope import Envelope, Kind
from sandbox.delivery.payloads import block_actions_in_message, view_submission
from sandbox.message import words_in
from tests.scenario.stage import POLICY, a_stage

MEMBERS = "#agent-approvals"
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def card(stage):
    """The card of a refund that waits for Sam."""
    stage.action = await stage.propose()
    return await stage.channel(MEMBERS).expect_card("4711")


async def calls(stage, name):
    """How often the bot has called this."""
    return sum(entry["name"] == name for entry in (await stage.look("traffic"))["traffic"])


def use_up_the_pace(stage, *, but=0):
    for _ in range(MOST_UPDATES - but):
        stage.pacing.take(UPDATE, "C0APPROVALS", stage.clock.now())


async def pressed(stage, card, label, *, as_="sam"):
    """The press alone: nothing that waits for its turn is sent."""
    said = await stage.do("click", user=as_, channel=MEMBERS, ts=card.ts, text=label)
    assert said["acked"], said


async def shows(stage, card, words):
    """The card says this before anybody has taken anything from the outbox in its turn."""

    def look():
        message = stage.sandbox.world.channels["C0APPROVALS"].messages[card.ts]
        return message if words in words_in(message.as_json()) else None

    return await stage.until(look)


async def test_a_pressed_card_changes_while_no_update_is_left_for_anybody(stage, card):
    use_up_the_pace(stage)
    await pressed(stage, card, "Approve")
    await shows(stage, card, "Approved by Sam Okafor")


async def test_a_window_that_is_sent_in_changes_the_card_by_the_press_that_opened_it(stage, card):
    window = card.click("Reject", as_="sam").expect_window("Why do you reject it?", of="sam")
    await window
    use_up_the_pace(stage)
    await stage.do("submit", user="sam", view_id=window.view["id"], values={ids.REASON_INPUT: "Not ours"})
    await shows(stage, card, "Rejected by Sam Okafor")


@pytest.mark.parametrize("fault", [{"status": 404}, {"status": 503}, {"error": "used_url"}, {"drop": True}], ids=str)
async def test_where_a_response_url_does_not_work_the_card_takes_an_update_that_is_kept_for_presses(stage, card, fault):
    use_up_the_pace(stage, but=1)
    await stage.fault("response_url", **fault)
    await pressed(stage, card, "Approve")
    await shows(stage, card, "Approved by Sam Okafor")


async def test_of_a_press_one_drawing_is_sent_and_nothing_waits_after_it(stage, card):
    await pressed(stage, card, "Approve")
    await shows(stage, card, "Approved by Sam Okafor")
    await stage.settle()
    assert (await stage.store.outbox.counts()).waiting == 0
    assert await calls(stage, "chat.update") == 0


async def test_a_press_that_finds_no_way_waits_with_the_others_and_is_shown_in_its_turn(stage, card):
    use_up_the_pace(stage)
    await stage.fault("response_url", status=404)
    await pressed(stage, card, "Approve")
    await stage.settle()
    assert (await stage.store.outbox.counts()).waiting
    await stage.advance(seconds=2)
    await card.expect("Approved by Sam Okafor")
    await stage.advance(seconds=60)
    assert (await stage.store.outbox.counts()).waiting == 0


async def test_an_old_card_that_was_pressed_in_vain_is_drawn_anew_while_no_update_is_left(stage, card):
    old = card.value(ids.APPROVE)
    await card.click("Approve", as_="sam").expect("Approved by Sam Okafor")
    await stage.slack.chat_update(channel="C0APPROVALS", ts=card.ts, text="an old picture", blocks=[])
    use_up_the_pace(stage)
    await card.click_old(ids.REJECT, old, as_="sam").expect("Approved by Sam Okafor")


async def test_of_two_who_press_one_after_the_other_the_card_shows_the_last(stage):
    await stage.propose("wire.send", {"to": "DE89"})
    card = await stage.channel("#agent-approvals-risk").expect_card("DE89")
    where = {"channel": "C0RISK", "ts": card.ts, "text": "Approve"}
    await stage.fault("response_url", delay=0.4)
    await asyncio.gather(stage.do("click", user="devi", **where), stage.do("click", user="lea", **where))
    await stage.settle()
    await card.expect("Approved by")
    assert (await stage.store.outbox.counts()).waiting == 0


async def test_a_card_that_another_replica_is_sending_is_waited_for_and_then_drawn_as_it_is(stage):
    action = await stage.propose("wire.send", {"to": "DE89"})
    card = await stage.channel("#agent-approvals-risk").expect_card("DE89")
    await decide_action(action.id, "U0LEA", Answer(VoteKind.APPROVE, 1, 0), stage.ports)
    taken = await stage.store.outbox.claim(stage.clock.now(), ())  # as another replica does
    assert [one.message.ref for one in taken] == [f"{action.id}.0"]
    await stage.do("click", user="devi", channel="C0RISK", ts=card.ts, text="Approve")
    await stage.settle()
    await card.expect("0 of 2 approvals")
    await stage.store.outbox.done(taken[0])
    await stage.advance(seconds=1)
    await card.expect("Approved by")


@pytest.mark.parametrize("times", [2, 4])
async def test_more_time_counts_once_however_often_the_press_is_delivered(workspace, stage_database, times):

    policy = POLICY.replace("{review_timeout: 25m}", "{review_timeout: 25m, extension: {by: 5m, at_most: 40m}}")
    async with a_stage(workspace, stage_database, policy=policy) as stage:
        action = await stage.propose()
        assert action.deadline_at is not None
        card = await stage.channel(MEMBERS).expect_card("4711")
        space = stage.sandbox.space
        message = space.world.channels["C0APPROVALS"].messages[card.ts]
        target = find_target(message.blocks, Pointing(action_id=ids.CARD_MENU))
        value = card.choices()["Give it 5 minutes more"]
        click = block_actions_in_message(space, "U0SAM", message, action_of(target, value, "1.0"), {})
        envelope = Envelope(Kind.INTERACTIVE, click)
        acks = await asyncio.gather(*(stage.sandbox.dispatcher.deliver(envelope) for _ in range(times)))
        assert all(ack.acked for ack in acks)
        assert (await stage.now(action)).deadline_at == action.deadline_at + 5 * MINUTE
        await stage.settle()
        card = await stage.channel(MEMBERS).expect_card("4711")
        await card.choose("Give it 5 minutes more", as_="sam")
        assert (await stage.now(action)).deadline_at == action.deadline_at + 10 * MINUTE


async def test_a_standing_approval_that_was_revoked_is_not_granted_by_the_same_window_again(workspace, stage_database):

    on = "standing_approvals: {for_at_most: 7d, uses_at_most: 50, sample_rate: 0.2}\n"
    async with a_stage(workspace, stage_database, policy=POLICY + on) as stage:
        action = await stage.propose(payload={"order_id": "4711", "amount": 40})
        card = await stage.channel(MEMBERS).expect_card("4711").click("Approve", as_="sam").expect("Approved by")
        window = card.click("Allow similar…", as_="sam").expect_window("Allow similar actions", of="sam")
        await window.submit(**{ids.TEXTS_INPUT: ["order_id"]}).expect("Allow this?")
        again = view_submission(stage.sandbox.space, stage.sandbox.world.stacks["U0SAM"][-1])
        await window.submit().expect_closed()
        (granted,) = await stage.store.standing.of_action(action.id)
        said = await stage.do("command", user="sam", channel=MEMBERS, text="/approvals standing")
        await stage.do("click", user="sam", channel=MEMBERS, ts=said["message"]["ts"], text="Revoke")
        ack = await stage.sandbox.dispatcher.deliver(Envelope(Kind.INTERACTIVE, again))
        assert ack.acked
        assert "was allowed after this window was opened" in words_in(ack.answer["view"])
        assert [one.id for one in await stage.store.standing.of_action(action.id)] == [granted.id]


async def test_a_response_url_that_does_not_work_stands_in_no_log(stage, card, capsys, caplog):
    """Whoever has it can write in our name."""
    await stage.fault("chat.postEphemeral", error="user_not_in_channel", times=2)
    await stage.fault("response_url", drop=True, times=2)
    await pressed(stage, card, "Approve", as_="devi")
    await pressed(stage, card, "Approve")
    await shows(stage, card, "Approved by Sam Okafor")
    await stage.pending.close()
    said = capsys.readouterr()
    assert "response URL did not work" in said.out
    assert "/response/" not in said.out + said.err + caplog.text
