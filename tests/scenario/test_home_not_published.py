"""Slack does not take the Home tab: the next opening shows it, and no press there goes unanswered."""

from __future__ import annotations

import pytest

from blocks.kit import ids
from sandbox.message import words_in
from tests.scenario.stage import POLICY, a_stage

MEMBERS = "#agent-approvals"
ON = "standing_approvals: {for_at_most: 7d, uses_at_most: 50, sample_rate: 0.2}\n"
FAULTS = [
    {"error": "hash_conflict"},
    {"error": "invalid_blocks"},
    {"error": "not_enabled"},
    {"error": "ratelimited", "status": 429},
    {"status": 503},
    {"drop": True},
]


@pytest.fixture
async def stage(workspace, stage_database):
    """A bot whose policy lets reviewers allow in advance."""
    async with a_stage(workspace, stage_database, policy=POLICY + ON) as stage:
        yield stage


async def opened(stage, words):
    """Sam opens the tab until it says this; it is published when it is opened, and at no other time."""

    def look():
        view = stage.sandbox.world.homes.get("U0SAM")
        return view if view and words in words_in(view.as_json()) else None

    await stage.do("home", user="sam")
    return await stage.until(look)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
async def test_a_tab_that_was_not_taken_is_shown_when_it_is_opened_again(stage, fault):
    await stage.propose()
    await stage.fault("views.publish", **fault)
    await stage.do("home", user="sam")
    await stage.until(lambda: not stage.sandbox.space.faults.as_json() or None)
    assert stage.sandbox.world.homes.get("U0SAM") is None
    await opened(stage, "4711")
    await stage.channel(MEMBERS).expect_card("4711").click("Approve", as_="sam").expect("Approved by Sam Okafor")


@pytest.mark.parametrize("fault", FAULTS, ids=str)
async def test_who_revokes_there_is_told_where_the_tab_cannot_show_it(stage, fault):
    await stage.propose(payload={"order_id": "4711", "amount": 40})
    card = await stage.channel(MEMBERS).expect_card("4711").click("Approve", as_="sam").expect("Approved by")
    window = card.click("Allow similar…", as_="sam").expect_window("Allow similar actions", of="sam")
    await window.submit(**{ids.TEXTS_INPUT: ["order_id"]}).expect("Allow this?").submit().expect_closed()
    view = await opened(stage, "Runs without asking")
    await stage.fault("views.publish", **fault)
    said = await stage.do("click", user="sam", view_id=view.id, text="Revoke")
    assert said["acked"], said
    await stage.pending.close()
    (shown,) = await stage.views("sam")
    assert "Revoked: Issue refund" in words_in(shown)
