"""Whatever comes from another workspace does nothing here, also before anybody was looked up."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from blocks.kit import ids
from tests.scenario.stage import POLICY, a_stage

MEMBERS = "#agent-approvals"
ON = "standing_approvals: {for_at_most: 7d, uses_at_most: 50, sample_rate: 0.2}\n"
ONLY_HERE = "Only members of this workspace"


@pytest.fixture
async def stage(workspace, stage_database):
    """A bot whose policy lets reviewers allow in advance."""
    async with a_stage(workspace, stage_database, policy=POLICY + ON) as stage:
        yield stage


def move_elsewhere(stage):
    """From now on all acts are done in another workspace, where people have the same ids; the bot has just started."""
    send = stage.sandbox.dispatcher.reordering.send

    async def elsewhere(envelope):
        payload = json.dumps(envelope.payload).replace(stage.sandbox.space.world.team_id, "T0OTHER")
        return await send(replace(envelope, payload=json.loads(payload)))

    stage.sandbox.dispatcher.reordering.send = elsewhere
    stage.directory._home_team = ""


@pytest.mark.parametrize("text", ["halt all a leak", "", "halts", "standing", "help"])
async def test_nobody_there_halts_or_asks_anything(stage, text):
    await stage.propose()
    move_elsewhere(stage)
    said = await stage.do("command", user="lea", channel=MEMBERS, text=f"/approvals {text}")
    assert said["acked"], said
    assert ONLY_HERE in said["message"]["text"]
    assert (await stage.store.halts.active(anew=True)).active == ()


async def test_nobody_there_sees_what_waits(stage):
    await stage.propose()
    move_elsewhere(stage)
    said = await stage.do("shortcut", user="sam", callback_id=ids.MY_APPROVALS_SHORTCUT)
    assert said["acked"], said
    assert [view["title"]["text"] for view in await stage.views("sam")] == ["Not done"]


async def test_nobody_there_presses_revoke(stage):
    action = await stage.propose(payload={"order_id": "4711", "amount": 40})
    card = stage.channel(MEMBERS).expect_card("4711").click("Approve", as_="sam").expect("Approved by")
    await card.click("Allow similar…", as_="sam")
    window = card.expect_window("Allow similar actions", of="sam")
    await window.submit(**{ids.TEXTS_INPUT: ["order_id"]}).expect("Allow this?").submit().expect_closed()
    said = await stage.do("command", user="sam", channel=MEMBERS, text="/approvals standing")
    move_elsewhere(stage)
    assert (await stage.do("click", user="sam", channel=MEMBERS, ts=said["message"]["ts"], text="Revoke"))["acked"]
    await stage.told("sam", ONLY_HERE)
    (approval,) = await stage.store.standing.of_action(action.id)
    assert approval.stands(stage.clock.now())


async def test_a_button_of_an_earlier_version_is_no_way_in(stage):
    await stage.propose()
    card = await stage.channel(MEMBERS).expect_card("Refund")
    move_elsewhere(stage)
    await card.click_old("approve_v0", card.value(ids.APPROVE), as_="sam").expect_told("sam", ONLY_HERE)
