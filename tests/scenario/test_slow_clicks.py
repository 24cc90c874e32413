"""Something is slow or fails on the way of a click: Slack is answered in time, and what the person reads is true."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

import pytest

from blocks.kit import ids
from handlers.slack.kit import ack as said_late
from sandbox.delivery.envelope import Envelope, Kind
from sandbox.message import words_in
from tests.scenario.stage import a_stage

MEMBERS = "#agent-approvals"
BUDGET = 0.3
SLACKS_PATIENCE_MS = 3_000
CLAIMS = ("Nothing changed", "earlier version", "Not allowed")


@pytest.fixture
async def stage(workspace, stage_database):
    """A bot whose patience is a tenth of Slack's."""
    async with a_stage(workspace, stage_database, budget_seconds=BUDGET) as stage:
        yield stage


@pytest.fixture
def held(stage_database):
    """The database, which somebody else is writing to until they roll back."""
    with closing(sqlite3.connect(stage_database.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


async def read_by(stage, user):
    """All that this person alone was told, oldest first."""
    await stage.pending.close()
    return [str(one["text"]) for one in (await stage.look("ephemerals", user=user))["messages"]]


async def press(stage, card, label, *, as_):
    said = await stage.do("click", user=as_, channel=card.channel.name, ts=card.ts, text=label)
    assert said["acked"], said
    assert said["ack_ms"] < SLACKS_PATIENCE_MS
    return said


@pytest.fixture
async def card(stage):
    """The card of a refund that waits for Sam."""
    stage.action = await stage.propose()
    return await stage.channel(MEMBERS).expect_card("4711")


async def test_an_approval_that_waits_for_the_database_is_told_as_not_known_and_then_as_saved(stage, card, request):
    held = request.getfixturevalue("held")
    await press(stage, card, "Approve", as_="sam")
    await stage.told("sam", said_late.STILL_SAVING)
    held.execute("ROLLBACK")
    await stage.told("sam", said_late.SAVED)
    await stage.settle()
    await card.expect("Approved by Sam Okafor")
    assert await read_by(stage, "sam") == [said_late.STILL_SAVING, said_late.SAVED]


async def test_who_is_refused_late_reads_the_reason_and_nothing_before_that_contradicts_it(stage, card):
    await stage.fault("users.info", delay=0.6)
    await press(stage, card, "Approve", as_="devi")
    told = await read_by(stage, "devi")
    assert told[0] == said_late.STILL_SAVING
    assert "Only @support (team member)" in told[1]
    assert len(told) == 2
    assert (await stage.now(stage.action)).status == "pending"


async def test_a_window_that_waits_for_the_database_says_so_and_then_what_came_of_it(stage, card, request):
    window = card.click("Reject", as_="sam").expect_window("Why do you reject it?", of="sam")
    await window
    held = request.getfixturevalue("held")
    said = await stage.do("submit", user="sam", view_id=window.view["id"], values={ids.REASON_INPUT: "Not ours"})
    assert said["acked"], said
    (waiting,) = await stage.views("sam")
    assert said_late.STILL_SAVING in words_in(waiting)
    held.execute("ROLLBACK")
    await stage.pending.close()
    (after,) = await stage.views("sam")
    assert said_late.SAVED in words_in(after)
    await stage.settle()
    await card.expect("Rejected by Sam Okafor")


async def test_where_the_window_was_closed_meanwhile_a_message_says_what_came_of_it(stage, card, request):
    window = card.click("Reject", as_="sam").expect_window("Why do you reject it?", of="sam")
    await window
    held = request.getfixturevalue("held")
    await stage.do("submit", user="sam", view_id=window.view["id"], values={ids.REASON_INPUT: "Not ours"})
    await stage.do("close", user="sam", view_id=window.view["id"])
    held.execute("ROLLBACK")
    await stage.told("sam", said_late.SAVED)


async def test_a_window_that_is_refused_late_says_why(stage, card):
    window = card.click("Reject", as_="sam").expect_window("Why do you reject it?", of="sam")
    await window
    await stage.do("users", user="U0SAM", is_restricted=True)
    stage.directory._people._known.clear()  # a minute has passed
    await stage.fault("users.info", delay=0.6)
    await stage.do("submit", user="sam", view_id=window.view["id"], values={ids.REASON_INPUT: "Not ours"})
    await stage.pending.close()
    (after,) = await stage.views("sam")
    assert "Not done: Guests cannot decide" in words_in(after)
    assert (await stage.now(stage.action)).status == "pending"


async def test_the_switch_is_never_said_to_be_pressed_before_it_is(stage, request):
    await stage.do("home", user="lea")
    await stage.until(lambda: stage.sandbox.world.homes.get("U0LEA"))
    held = request.getfixturevalue("held")
    said = await stage.do("command", user="lea", channel=MEMBERS, text="/approvals halt all a leak")
    assert said["acked"], said
    assert said["message"]["text"] == said_late.STILL_SAVING
    held.execute("ROLLBACK")
    await stage.told("lea", "Halted")
    assert (await stage.store.halts.active(anew=True)).active


async def test_what_the_database_did_not_take_is_told_as_lost(stage, card):
    await stage.store.actions.close()  # as while the program stops, or the server is gone
    await press(stage, card, "Approve", as_="sam")
    assert await read_by(stage, "sam") == [said_late.NOT_TAKEN]
    window = card.click("Reject", as_="sam").expect_window("Why do you reject it?", of="sam")
    await window.submit(**{ids.REASON_INPUT: "Not ours"})
    (after,) = await stage.views("sam")
    assert said_late.NOT_TAKEN in words_in(after)
    assert (await stage.now(stage.action)).status == "pending"


async def test_who_presses_while_the_program_stops_is_told_that_it_is_not_known(stage, card, request):
    request.getfixturevalue("held")
    stage.pending.farewell_seconds = 0.1
    await press(stage, card, "Approve", as_="sam")
    assert await read_by(stage, "sam") == [said_late.STILL_SAVING, said_late.STOPPED]


async def test_slow_look_ups_add_up_to_no_more_than_one_deadline(workspace, stage_database):
    async with a_stage(workspace, stage_database) as stage:  # its patience is the real one
        await stage.propose()
        card = await stage.channel(MEMBERS).expect_card("4711")
        for method in ("auth.test", "users.info", "usergroups.list", "usergroups.users.list"):
            await stage.fault(method, delay=1.0)
        await press(stage, card, "Approve", as_="sam")
        await stage.told("sam", said_late.SAVED)
        await stage.settle()
        await card.expect("Approved by Sam Okafor")


async def test_a_slow_window_is_acknowledged_in_time_and_answered_by_one_true_sentence(workspace, stage_database):
    async with a_stage(workspace, stage_database) as stage:
        await stage.propose()
        card = await stage.channel(MEMBERS).expect_card("4711")
        await stage.fault("views.open", delay=3.5)
        await press(stage, card, "Modify", as_="sam")
        told, opened = await read_by(stage, "sam"), await stage.views("sam")
        assert len(told) + len(opened) == 1, (told, opened)
        assert not [words for words in told for claim in CLAIMS if claim in words]


async def test_where_a_listener_is_too_slow_even_for_bolt_no_other_answers_for_it(workspace, stage_database):
    async with a_stage(workspace, stage_database, budget_seconds=60) as stage:
        await stage.propose()
        card = await stage.channel(MEMBERS).expect_card("4711")
        await stage.fault("views.open", delay=3.3)
        await stage.do("click", user="sam", channel=MEMBERS, ts=card.ts, text="Reject")
        told = await read_by(stage, "sam")
        assert not [words for words in told if "earlier version" in words], told


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"error": "expired_trigger_id"}, "did not open the window"),
        ({"error": "view_too_large"}, "did not open the window"),
        ({"error": "ratelimited", "status": 429}, "did not open the window"),
        ({"error": "internal_error"}, "did not say whether the window opened"),
        ({"status": 503}, "did not say whether the window opened"),
        ({"drop": True}, "did not say whether the window opened"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(map(str, value.values())),
)
async def test_whatever_slack_says_to_a_window_the_person_reads_one_sentence(stage, card, fault, words):
    await stage.fault("views.open", **fault)
    await press(stage, card, "Reject", as_="sam")
    (told,) = await read_by(stage, "sam")
    assert words in told
    assert "press" in told.lower()
    assert await stage.views("sam") == []


async def details(stage):
    await stage.propose(payload={"order_id": "4711", "amount": 900, "notes": ["a long line " * 60] * 30})
    card = stage.channel(MEMBERS).expect_card("4711").click("Details", as_="sam")
    return await card.expect_window("page 1 of", of="sam")


async def test_a_page_that_meets_a_newer_window_is_drawn_anew(stage):
    window = await details(stage)
    await stage.fault("views.update", error="hash_conflict")
    await window.press("Next")
    await stage.pending.close()
    await window.expect("page 2 of")
    assert await read_by(stage, "sam") == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"error": "not_found"}, "no longer open"),
        ({"error": "hash_conflict", "times": 2}, "did not turn the page"),
        ({"error": "ratelimited", "status": 429}, "did not turn the page"),
        ({"status": 500}, "did not say whether the page was turned"),
        ({"drop": True}, "did not say whether the page was turned"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(map(str, value.values())),
)
async def test_a_page_that_is_not_turned_is_said_to_be_so(stage, fault, words):
    window = await details(stage)
    await stage.fault("views.update", **fault)
    await window.press("Next")
    (told,) = await read_by(stage, "sam")
    assert words in told


async def test_who_can_be_told_in_no_other_way_gets_a_message(stage):
    for method in ("views.open", "chat.postEphemeral"):
        await stage.fault(method, error="internal_error", times=5)
    await stage.do("shortcut", user="sam", callback_id=ids.MY_APPROVALS_SHORTCUT)
    await stage.pending.close()
    said = await stage.look("messages", channel=stage.sandbox.world.direct_channel_with("U0SAM").id)
    assert ["did not say whether the window opened" in words_in(one) for one in said["messages"]] == [True]


@pytest.mark.parametrize(
    ("payload", "answer"),
    [
        (
            {"type": "view_submission", "view": {"type": "modal", "callback_id": "approve_v0", "private_metadata": ""}},
            "update",
        ),
        (
            {"type": "view_closed", "view": {"type": "modal", "callback_id": ids.REJECT_VIEW, "private_metadata": ""}},
            None,
        ),
        ({"type": "shortcut", "callback_id": "no_more"}, None),
        ({"type": "message_action", "callback_id": "no_more", "channel": {"id": "C0APPROVALS"}, "message": {}}, None),
        ({"type": "block_suggestion", "action_id": ids.APPROVE, "block_id": "b", "value": ""}, None),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else str(value),
)
async def test_what_nobody_listens_for_is_answered_whatever_its_kind(stage, payload, answer):
    person = {"user": {"id": "U0SAM", "team_id": stage.sandbox.space.world.team_id}, "trigger_id": "1.2.3"}
    ack = await stage.sandbox.dispatcher.deliver(Envelope(Kind.INTERACTIVE, {**person, **payload}))
    assert ack.acked
    assert ack.answer.get("response_action") == answer


async def test_a_press_that_is_delivered_twice_at_once_has_one_effect(stage, card):
    await stage.do("settings", duplicate=1)
    await press(stage, card, "Approve", as_="sam")
    await asyncio.sleep(0)
    await stage.settle()
    assert len((await stage.now(stage.action)).votes) == 1
