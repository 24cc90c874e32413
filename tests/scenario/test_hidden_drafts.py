"""What the policy hides of a draft is in no card, window or reply, also where it came to be hidden meanwhile."""

from __future__ import annotations

import json

import pytest

from oversight.action.draft import Block, BlockType, Draft
from oversight.policy.file.reading import read_policy
from tests.scenario.editor import Editor
from tests.scenario.stage import a_stage
from tests.scenario.test_drafting import NOTES_POLICY

SECRET = "plain-sight"
DRAFTING = "draft: {target: $.body, must_cover: [how to upgrade], spot_check: true}"
OPEN = NOTES_POLICY.replace(DRAFTING, "draft: {target: $.body, spot_check: false}")
DRAFT = Draft(
    (
        Block(BlockType.CONFIDENT, f"{SECRET}-content-0"),
        Block(
            BlockType.UNCERTAIN,
            f"{SECRET}-content-1",
            f"{SECRET}-notes",
            f"{SECRET}-key",
            (f"{SECRET}-alternatives",),
            (f"{SECRET}-evidence",),
        ),
        Block(BlockType.PLACEHOLDER, f"{SECRET}-content-2", None, f"{SECRET}-key-2"),
    )
)


def hiding(card):
    """The same policy, where the cards of the type hide this."""
    return OPEN.replace("draft: {target: $.body", f"card: {card}\n    draft: {{target: $.body")


async def propose(stage):
    return await stage.propose("notes.publish", {"title": "2.4"}, description="Publish it", draft=DRAFT)


async def in_the_channel(stage):
    """All that stands in the channel now, replies and fallback texts included."""
    return json.dumps(await stage.look("messages", channel="#agent-approvals"))


async def test_a_channel_that_shows_no_arguments_shows_no_key_of_a_draft(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=hiding("{summary_only: true}")) as stage:
        await propose(stage)
        seen = [await in_the_channel(stage)]
        sam = await Editor(stage, "sam").open()
        await sam.says(f"{SECRET}-notes")
        await sam.press("Save", b1=f"{SECRET}-typed", b2=f"{SECRET}-typed, too")
        seen.append(await in_the_channel(stage))
        assert "In work" in seen[-1]
        await sam.submit()
        assert await sam.is_closed()
        seen.append(await in_the_channel(stage))
        assert "Approved with changes" in seen[-1]
        assert [said for said in seen if SECRET in said] == []


@pytest.fixture
def reload(monkeypatch):
    """Puts another policy into force; the one before stays known."""

    def to(stage, text):
        known = {policy.hash: policy for policy in (stage.policies.policy, read_policy(text))}

        async def pinned(_self, policy_hash):
            return known.get(policy_hash)

        monkeypatch.setattr(type(stage.policies), "pinned", pinned)
        stage.policies.policy = read_policy(text)

    return to


@pytest.mark.parametrize("part", ["notes", "key", "alternatives", "evidence"])
async def test_a_part_of_the_blocks_that_is_hidden_by_its_name_is_nowhere(workspace, stage_database, part):
    async with a_stage(workspace, stage_database, policy=hiding(f"{{redact: [{part}]}}")) as stage:
        await propose(stage)
        sam = Editor(stage, "sam")
        seen = [await in_the_channel(stage)]
        await sam.card.click("Details", as_="sam")
        seen.append(json.dumps(await sam.view()))
        await sam.close()
        await sam.open()
        seen.append(json.dumps(await sam.view()))
        await sam.press("Save", b1="Other words")
        seen += [json.dumps(await sam.view()), await in_the_channel(stage)]
        assert f"{SECRET}-content-1" in seen[0]
        assert [said for said in seen if f"{SECRET}-{part}" in said] == []


@pytest.mark.parametrize("name", ["body", "content"])
async def test_a_text_that_the_policy_has_come_to_hide_is_shown_to_nobody_and_kept(
    workspace, stage_database, reload, name
):
    hidden = hiding(f"{{redact: [{name}]}}").replace("target: $.body", "target: $.other")
    async with a_stage(workspace, stage_database, policy=OPEN) as stage:
        action = await propose(stage)
        sam = await Editor(stage, "sam").open()
        mina = await Editor(stage, "mina").open()
        reload(stage, hidden)
        await sam.press("Save", b1=f"{SECRET}-typed")
        await sam.says("The policy hides the text of this draft by now")
        await mina.close()
        await mina.card.click("Details", as_="mina")
        seen = [json.dumps(await sam.view()), json.dumps(await mina.view()), await in_the_channel(stage)]
        await mina.close()
        await mina.open("The policy hides the text of this draft by now")
        seen.append(json.dumps(await mina.view()))
        told = [said.replace(f"{SECRET}-key", "the name of a block") for said in seen]
        assert [said for said in told if SECRET in said] == []
        work = await stage.store.drafts.work(action.id)
        assert work is not None
        assert f"{SECRET}-typed" in [piece.text for piece in work.pieces]
