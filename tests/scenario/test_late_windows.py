"""A window is refused late, or what it asks for cannot be saved: it says so once, and what was typed stands in it."""

from __future__ import annotations

import asyncio

import pytest

from blocks.kit import ids
from handlers.slack.kit import ack as said_late
from oversight.action.decision import VoteKind
from oversight.usecases.actions.decide_action import decide_action
from oversight.voting.decide import Answer
from sandbox.message import words_in
from storage.engine.errors import StorageUnavailable
from tests.scenario.stage import POLICY, a_stage
from tests.scenario.windows import in_fields

MEMBERS = "#agent-approvals"
BUDGET = 0.3


@pytest.fixture
async def stage(workspace, stage_database):
    """A bot whose patience is a tenth of Slack's."""
    async with a_stage(workspace, stage_database, budget_seconds=BUDGET) as stage:
        yield stage


@pytest.fixture
async def card(stage):
    """The card of a refund that waits for Sam."""
    stage.action = await stage.propose()
    return await stage.channel(MEMBERS).expect_card("4711")


async def test_a_window_that_comes_too_late_says_once_that_nothing_changed(stage):
    action = await stage.propose("wire.send", {"to": "DE89"})
    card = stage.channel("#agent-approvals-risk").expect_card("DE89")
    window = card.click("Reject", as_="devi").expect_window("Why do you reject it?", of="devi")
    await window
    stage.directory._people._known.clear()
    await stage.directory.person("U0LEA")
    await stage.fault("users.info", delay=0.6)
    sent = stage.do("submit", user="devi", view_id=window.view["id"], values={ids.REASON_INPUT: "Not ours"})
    submitting = asyncio.create_task(sent)
    await stage.until(lambda: not stage.sandbox.space.faults.as_json() or None)  # Devi is being looked up
    await decide_action(action.id, "U0LEA", Answer(VoteKind.REJECT, 1, 0, "Mine"), stage.ports)
    await submitting
    await stage.pending.close()
    (after,) = await stage.views("devi")
    assert "✋ Nothing changed: Rejected by Lea" in words_in(after)
    assert "Not done" not in words_in(after)


@pytest.mark.parametrize(
    ("press", "typed"),
    [
        ("Reject", {ids.REASON_INPUT: "Not ours & <never>\nline two"}),
        ("Modify", {"$.amount": "8", ids.REASON_INPUT: "Less"}),
        ("Hand over to a colleague…", {ids.COLLEAGUE_INPUT: "U0LEA", ids.NOTE_INPUT: "Look"}),
    ],
)
@pytest.mark.parametrize("late", [True, False], ids=["late", "in time"])
async def test_what_was_typed_stands_in_the_window_that_could_not_be_taken(stage, card, press, typed, late):
    await (card.click(press, as_="sam") if press in {"Reject", "Modify"} else card.choose(press, as_="sam"))
    (view,) = await stage.views("sam")
    if late:  # nobody knows who it is, and says so after the deadline
        stage.directory._people._known.clear()
        await stage.fault("users.info", delay=0.6, error="internal_error", times=9)
    else:
        commit, stage.store.actions.commit = stage.store.actions.commit, refused
    named = in_fields(view, typed)
    await stage.do("submit", user="sam", view_id=view["id"], values=named)
    await stage.pending.close()
    (after,) = await stage.views("sam")
    assert ("Slack did not say who" if late else said_late.NOT_TAKEN) in words_in(after)
    assert (await stage.now(stage.action)).status == "pending"
    await stage.do("faults/clear")
    if not late:
        stage.store.actions.commit = commit
    said = await stage.do("submit", user="sam", view_id=after["id"], values={})  # typed before: nothing is typed again
    assert said["acked"], said
    await stage.settle()
    assert await stage.views("sam") == []
    assert (await stage.now(stage.action)).revision > stage.action.revision


async def refused(*_):
    raise StorageUnavailable("the database does not answer")


async def test_a_second_window_that_cannot_be_shown_late_is_not_said_to_be_saved(workspace, stage_database):
    on = "standing_approvals: {for_at_most: 7d, uses_at_most: 50, sample_rate: 0.2}\n"
    async with a_stage(workspace, stage_database, policy=POLICY + on, budget_seconds=BUDGET) as stage:
        await stage.propose()
        card = stage.channel(MEMBERS).expect_card("4711").click("Approve", as_="sam").expect("Approved by")
        await card.click("Allow similar…", as_="sam")
        (view,) = await stage.views("sam")
        stage.directory._people._known.clear()
        await stage.fault("users.info", delay=0.6)
        await stage.fault("views.update", error="ratelimited", status=429)
        await stage.do("submit", user="sam", view_id=view["id"], values={})
        await stage.pending.close()
        told = (await stage.look("ephemerals", user="sam"))["messages"]
        assert [str(one["text"]) for one in told] == [said_late.NOT_SHOWN]
