"""People finish a draft together: nothing that they type is lost, and nobody approves what they did not see."""

from __future__ import annotations

from typing import Any

import pytest

from blocks.kit import ids
from oversight.action.decision import Actor, DeciderKind
from oversight.action.draft import Block, BlockType, Draft
from oversight.action.finished_draft import Origin
from oversight.editing.draft.provenance import replay
from oversight.ports.delivery import MessageKind
from oversight.usecases.drafting.learn_from_drafts import learn_from_drafts
from oversight.usecases.halts.halt_actions import halt_actions
from sandbox.message import words_in
from tests.scenario.editor import Editor
from tests.scenario.stage import POLICY, a_stage

SURE, UNSURE, ASKED = BlockType.CONFIDENT, BlockType.UNCERTAIN, BlockType.PLACEHOLDER
NOTES_POLICY = POLICY.replace('["@support"]', "[U0SAM, U0MINA]").replace(
    "  ticket.tag:",
    """  notes.publish:
    risk: medium
    reversible: true
    draft: {target: $.body, must_cover: [how to upgrade], spot_check: true}
  summary.write:
    risk: high
    draft: {target: $.summary, spot_check: false}
  ticket.tag:""",
)
DRAFT = Draft(
    (
        Block(SURE, "Version 2.4 is faster."),
        Block(UNSURE, "The old export goes in version 3.", "Maybe later?", "export", ("It goes later.", "It stays.")),
        Block(ASKED, "Who gets a thank-you?"),
    )
)


@pytest.fixture
async def stage(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=NOTES_POLICY) as stage:
        yield stage


async def propose(stage, **fields):
    return await stage.propose("notes.publish", {"title": "2.4"}, description="Publish it", draft=DRAFT, **fields)


async def test_from_the_card_to_the_finished_text(stage):
    action = await propose(stage)
    sam = Editor(stage, "sam")
    await sam.card.expect("Draft 33% complete", "Maybe later?").expect_buttons("Edit the draft", "Reject", "Details")
    await sam.open()
    await sam.choose(ids.DRAFT_CHOOSE, "1:", b2="Ana & Bo")
    assert (await sam.texts()) == {"b0": "Version 2.4 is faster.", "b1": "It goes later.", "b2": "Ana & Bo"}
    await sam.press("Looks right", b2="Ana & Bo 🎉")
    await sam.choose(ids.DRAFT_COVER, "0:there")
    await sam.press("Preview")
    await sam.says("Version 2.4 is faster.\n\nIt goes later.\n\nAna & Bo 🎉", "ready to be approved")
    await sam.submit()
    assert await sam.is_closed()
    words = "✍️ 3 blocks: 1 the agent's, 1 an alternative of the agent's, chosen by Sam Okafor, 1 written by Sam Okafor"
    await sam.card.expect("Approved with changes by Sam Okafor", words).expect_reply(words)
    decided = await stage.now(action)
    assert decided.version.payload == {
        "title": "2.4",
        "body": "Version 2.4 is faster.\n\nIt goes later.\n\nAna & Bo 🎉",
    }
    finished = decided.version.draft
    assert replay(DRAFT, finished.provenance) == finished.text
    assert [block.origin for block in finished.provenance] == [Origin.UNTOUCHED, Origin.ALTERNATIVE, Origin.HUMAN]
    assert not finished.spot_check.found
    assert await learn_from_drafts(stage.ports) == 1
    details = sam.card.click("Details", as_="sam").expect_window("The final text", of="sam")
    await details.expect("chosen by Sam Okafor")


async def test_closing_loses_nothing_and_another_person_goes_on(stage):
    await propose(stage)
    sam, mina = Editor(stage, "sam"), Editor(stage, "mina")
    await sam.open()
    await sam.press("Save", b1="It goes in version 4.", b2="Ana")
    await sam.says("Saved")
    await sam.close()
    await sam.card.expect("In work: Sam Okafor")
    await mina.open()
    assert (await mina.texts())["b1"] == "It goes in version 4."
    await mina.says("Sam Okafor worked on it")


async def test_what_is_still_open_is_listed_and_nothing_typed_is_lost(stage):
    action = await propose(stage)
    sam = await Editor(stage, "sam").open()
    await sam.submit(b1="It goes in version 5.")
    await sam.says("Not approved yet", "write “Who gets a thank-you?”", "say whether the text has “how to upgrade”")
    assert (await sam.texts())["b1"] == "It goes in version 5."
    assert (await stage.now(action)).status == "pending"


async def test_of_two_on_one_block_the_second_reads_both_and_can_take_theirs_up(stage):
    await propose(stage)
    sam, mina = await Editor(stage, "sam").open(), await Editor(stage, "mina").open()
    await sam.press("Save", b1="Sam's words")
    await mina.press("Save", b1="Mina's words", b2="Mina writes here, too")
    await mina.says("Sam Okafor was faster in block 2", "Your text, which is not in the draft", "Mina's words")
    assert (await mina.texts()) == {"b0": "Version 2.4 is faster.", "b1": "Sam's words", "b2": "Mina writes here, too"}
    await mina.press("Put mine there")
    assert (await mina.texts())["b1"] == "Mina's words"
    await sam.press("Save")
    assert (await sam.texts())["b1"] == "Mina's words"
    await sam.says("changed the draft meanwhile")


async def test_nobody_approves_what_they_did_not_see(stage):
    action = await propose(stage)
    sam, mina = await Editor(stage, "sam").open(), await Editor(stage, "mina").open()
    await sam.press("Looks right", b2="Ana")
    await sam.choose(ids.DRAFT_COVER, "0:there")
    await mina.press("Save", b1="We pay everybody 1,000 EUR.")
    await sam.submit()
    await sam.says("Not approved yet", "The draft was changed after this window was drawn")
    assert (await sam.texts())["b1"] == "We pay everybody 1,000 EUR."
    assert (await stage.now(action)).status == "pending"
    await sam.submit(b1="Nobody is paid.")
    assert await sam.is_closed()
    assert "Nobody is paid." in (await stage.now(action)).version.payload["body"]
    await mina.press("Save", b2="Bo")
    await mina.says("no longer waits for you. Approved with changes by Sam Okafor", "Bo", "The final text")


@pytest.mark.parametrize("sends_in", [False, True])
async def test_a_timeout_in_the_middle_loses_no_text(stage, sends_in):
    action = await propose(stage)
    sam = await Editor(stage, "sam").open()
    await sam.press("Save", b1="Saved in time")
    for _ in range(10):
        await stage.advance(minutes=10)
    assert (await stage.now(action)).status == "timed_out"
    typed: dict[str, Any] = {"b1": "Saved in time", "b2": "Typed while it ran out"}
    await (sam.submit(**typed) if sends_in else sam.press("Save", **typed))
    await sam.says("Timed out", "What you wrote and is not in the text", "Typed while it ran out", "Saved in time")
    await sam.close()
    await sam.card.expect_buttons("Details")
    card = await sam.card
    value = f"{await posting_token(stage, action)}:1"
    await card.click_old(ids.EDIT_DRAFT, value, as_="sam")
    await sam.says("Timed out", "Typed while it ran out")


async def posting_token(stage, action) -> str:
    posting = await stage.store.postings.posting(MessageKind.CARD, f"{action.id}.0")
    return str(posting.token)


async def test_an_escalation_in_the_middle_passes_the_work_on_and_keeps_the_rest(stage):
    await propose(stage)
    sam = await Editor(stage, "sam").open()
    await sam.press("Save", b1="From the team")
    await sam.card.choose("Escalate to team lead", as_="sam")
    await sam.press("Save", b1="From the team", b2="Typed too late")
    await sam.says("no longer waits for you", "Typed too late")
    lea = await Editor(stage, "lea", "#agent-approvals-leads").open()
    assert (await lea.texts())["b1"] == "From the team"
    assert (await lea.texts())["b2"] == ""


async def test_under_a_halt_people_go_on_writing(stage):
    action = await propose(stage)
    sam = await Editor(stage, "sam").open()
    await halt_actions("", "wrong prices", Actor(DeciderKind.HUMAN, "U0LEA", "Lea Brandt"), stage.ports)
    await stage.advance(minutes=90)
    await sam.press("Save", b2="Written under a halt")
    await sam.says("Saved")
    assert (await stage.now(action)).status == "pending"


async def test_blocks_are_moved_dropped_put_back_and_added(stage):
    action = await propose(stage)
    sam = await Editor(stage, "sam").open()
    await sam.press("Whole draft", b2="Ana")
    await sam.choose(ids.DRAFT_MENU, "draft_up:b2")
    await sam.choose(ids.DRAFT_MENU, "draft_drop:b1")
    await sam.says("dropped by Sam Okafor")
    await sam.press("Put it back")
    await sam.choose(ids.DRAFT_MENU, "draft_drop:b1")
    await sam.choose(ids.DRAFT_MENU, "draft_add:b0")
    assert await sam.texts() == {"n1": ""}
    await sam.press("Edit this too", n1="To upgrade, press Update.")
    assert set(await sam.texts()) == {"n1", "b0"}
    await sam.press("Preview")
    await sam.says("Version 2.4 is faster.\n\nTo upgrade, press Update.\n\nAna")
    await sam.press("To do")
    await sam.press("Looks right")
    await sam.choose(ids.DRAFT_COVER, "0:there")
    await sam.submit()
    words = (
        "1 the agent's, 1 written by Sam Okafor, 1 added by Sam Okafor, 1 dropped by Sam Okafor, 1 moved by Sam Okafor"
    )
    await sam.card.expect(words)
    assert (await stage.now(action)).version.payload[
        "body"
    ] == "Version 2.4 is faster.\n\nTo upgrade, press Update.\n\nAna"


async def test_a_second_person_stands_behind_a_risky_draft(stage):
    action = await stage.propose("summary.write", {"patient": 7}, description="Summary", draft=DRAFT)
    card = stage.channel("#agent-approvals").expect_card("Write summary")
    await card.click("Edit the draft", as_="sam").expect_window("To do", of="sam")
    sam, mina = Editor(stage, "sam"), Editor(stage, "mina")
    await sam.submit(b2="Nobody")
    assert await sam.is_closed()
    assert (await stage.now(action)).status == "pending"
    await card.expect("1 of 2 approvals", "1 written by Sam Okafor")
    await card.expect_buttons("Edit the draft", "Approve", "Modify", "Reject", "Details")
    await card.click("Edit the draft", as_="mina").expect_window("To do", of="mina")
    await mina.submit()
    decided = await stage.now(action)
    assert decided.status == "modified"
    assert {vote.reviewer.name for vote in decided.votes} == {"Sam Okafor", "Mina Lang"} or len(decided.votes) == 2


async def test_a_stranger_cannot_open_it(stage):
    await propose(stage)
    card = stage.channel("#agent-approvals").expect_card("Publish notes")
    await card.click("Edit the draft", as_="devi").expect_told("devi", "can decide this")


async def test_a_click_on_a_prepared_text_loses_nothing_that_was_typed(stage):
    await propose(stage)
    sam = await Editor(stage, "sam").open()
    await sam.choose(ids.DRAFT_CHOOSE, "2:", b1="Typed by hand")
    assert (await sam.texts())["b1"] == "It stays."
    await sam.choose(ids.DRAFT_MENU, "draft_keep:b1")
    assert (await sam.texts())["b1"] == "The old export goes in version 3."
    await sam.says("Typed by hand", "Put mine there")
    await sam.press("Discard mine")
    assert "Typed by hand" not in words_in(await sam.view())


async def test_a_window_of_an_earlier_version_saves_nothing_and_says_so(stage):
    await propose(stage)
    sam = await Editor(stage, "sam").open()
    view = stage.sandbox.world.open_view((await sam.view())["id"])
    view.content["private_metadata"] = view.content["private_metadata"].replace('"draft":', '"drafts":')
    await sam.press("Save", b2="Ana")
    await sam.says("This window is from an earlier version")
    await sam.close()
    assert (await sam.submit(b2="Ana"))["ok"]
    await sam.says("this window is from an earlier version")


async def test_approve_is_gone_from_the_card_while_people_have_written_another_text(workspace, stage_database):
    policy = NOTES_POLICY.replace(", must_cover: [how to upgrade], spot_check: true", ", spot_check: false")
    draft = Draft((Block(SURE, "It is fast."), Block(UNSURE, "We pay 1 EUR.")))
    async with a_stage(workspace, stage_database, policy=policy) as stage:
        payload = {"title": "2.4", "body": draft.text}
        action = await stage.propose("notes.publish", payload, description="Publish it", draft=draft)
        sam = Editor(stage, "sam")
        await sam.card.expect_buttons("Edit the draft", "Approve", "Modify", "Reject", "Details")
        await sam.open()
        await sam.press("Save", b1="We pay 1,000 EUR.")
        await sam.card.expect("“We pay 1,000 EUR.” by Sam Okafor", "Edit the draft to approve it")
        await sam.card.expect_buttons("Edit the draft", "Reject", "Details")
        old = f"{await posting_token(stage, action)}:1"
        await (await sam.card).click_old(ids.APPROVE, old, as_="mina")
        assert (await stage.now(action)).status == "pending"
        mina = await Editor(stage, "mina").open()
        await mina.submit()
        assert (await stage.now(action)).version.payload["body"] == "It is fast.\n\nWe pay 1,000 EUR."
