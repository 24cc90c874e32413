"""What is pressed in the window of a draft is done once, however often Slack delivers it."""

from __future__ import annotations

import pytest

from blocks.kit import ids
from tests.scenario.editor import Editor
from tests.scenario.stage import a_stage
from tests.scenario.test_delivered_again import again, kept
from tests.scenario.test_drafting import NOTES_POLICY, propose


@pytest.mark.parametrize("choice", ["draft_add:b0", "draft_up:b2", "draft_down:b0", "draft_drop:b1"])
@pytest.mark.parametrize("is_late", [False, True], ids=["at once", "after another press"])
async def test_a_press_is_done_once(workspace, stage_database, choice, is_late):
    async with a_stage(workspace, stage_database, policy=NOTES_POLICY) as stage:
        action = await propose(stage)
        sent = kept(stage)
        sam = await Editor(stage, "sam").open()
        await sam.press("Whole draft", b2="Ana")
        before = await stage.ports.drafts.work(action.id)
        await sam.choose(ids.DRAFT_MENU, choice)
        envelope, done = sent[-1], await stage.ports.drafts.work(action.id)
        assert before is not None
        assert done is not None
        assert done.version == before.version + 1
        if is_late:
            await sam.press("Preview")
        await again(stage, envelope)
        assert await stage.ports.drafts.work(action.id) == done
