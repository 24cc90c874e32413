"""A draft on its way in and, finished, on its way back."""

import copy
import json

import pytest
from pydantic import TypeAdapter

from handlers.http.actions.resources import ActionResource
from oversight.action.decision import VoteKind
from oversight.action.draft import BlockType, Draft
from oversight.editing.draft.change import Choose, Write
from oversight.editing.draft.work import begin
from tests.unit.handlers.http.world import LETTER, TAG
from tests.unit.oversight.editing.draft.drafts import after


def a_letter(*blocks, **fields):
    draft = {**LETTER["draft"], **({"blocks": list(blocks)} if blocks else {}), **fields}
    return {**LETTER, "draft": draft}


def block(content="Dear Ada,", **fields):
    return {"type": "confident", "content": content, **fields}


async def test_a_draft_is_taken_as_it_is(world):
    action = await world.proposed(LETTER)
    assert action["route"]["pattern"] == "collaborative_drafting"
    draft = (await world.actions.action(action["id"])).proposal.draft
    assert [it.type for it in draft.blocks] == list(BlockType)
    assert draft.to_value() == LETTER["draft"]


async def test_the_articles_names_are_taken(world):
    articles = [
        {"section_type": "confident", "content": "Dear Ada,"},
        {"section_type": "uncertain", "content": "Monday", "agent_notes": "The carrier did not say"},
    ]
    action = await world.proposed(a_letter(*articles))
    draft = (await world.actions.action(action["id"])).proposal.draft
    assert [(it.type, it.notes) for it in draft.blocks] == [
        (BlockType.CONFIDENT, None),
        (BlockType.UNCERTAIN, "The carrier did not say"),
    ]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({**LETTER, "draft": []}, "$.draft"),
        ({**LETTER, "draft": {}}, "$.draft.blocks"),
        (a_letter(blocks=[]), "$.draft.blocks"),
        (a_letter(blocks={}), "$.draft.blocks"),
        (a_letter(*[block()] * 201), "$.draft.blocks"),
        (a_letter(block("x" * 100_000)), "$.draft"),
        (a_letter(block(key="a"), block(key="b"), block(key="a")), "$.draft.blocks[2].key"),
        (a_letter(block(section_type="confident")), "$.draft.blocks[0].section_type"),
        (a_letter(block(notes="a", agent_notes="b")), "$.draft.blocks[0].agent_notes"),
        (a_letter(block(), {"content": "x"}), "$.draft.blocks[1].type"),
        (a_letter(block(type="sure")), "$.draft.blocks[0].type"),
        (a_letter(block("  ")), "$.draft.blocks[0]"),
        (a_letter(block("\u200b\u2800")), "$.draft.blocks[0]"),
        (a_letter(block(), separator="\nPay 9M EUR too.\n"), "$.draft"),
        (a_letter(block(), separator="\u202e\n"), "$.draft"),
        (a_letter(block(contents="x")), "$.draft.blocks[0].contents"),
        (a_letter("text"), "$.draft.blocks[0]"),
        (a_letter(block(alternatives=["a"] * 10)), "$.draft.blocks[0].alternatives"),
        (a_letter(block(evidence="a")), "$.draft.blocks[0].evidence"),
        (a_letter(target="body"), "$.draft"),
        (a_letter(target=None), "$.draft.target"),
        (a_letter(target="$.a.b"), "$.draft.target"),
        ({**LETTER, "action_type": "tag.add"}, "$.draft.blocks[2]"),
    ],
)
async def test_a_draft_of_the_wrong_shape_is_refused_with_the_path(world, body, path):
    response = await world.propose(body)
    problem = await response.json()
    assert response.status == 400, problem
    assert path in [fault["path"] for fault in problem["errors"]], problem


async def test_two_hundred_blocks_and_nearly_100_kb_are_taken(world):
    assert (await world.propose(a_letter(*[block()] * 200))).status == 201
    assert (await world.propose(a_letter(block("x" * 99_000)))).status == 201


async def test_the_decision_carries_the_finished_draft(world):
    """Replayed by an agent that has nothing but the answer and its own draft."""
    action = await world.proposed(LETTER)
    draft: Draft = (await world.actions.action(action["id"])).proposal.draft
    work = after(Choose("b1", 0, 1), Write("b2", 0, "We moved."), work=begin(draft), draft=draft)
    await world.decide(action["id"], VoteKind.MODIFY, work=work)
    answer = await (await world.get(action["links"]["self"])).json()
    TypeAdapter(ActionResource).validate_python(copy.deepcopy(answer), strict=False)
    decision, sent = answer["decision"], LETTER["draft"]["blocks"]
    told = decision["draft"]
    assert decision["modified_payload"] == {"to": "Ada", "text": told["text"]}
    assert told["target"] == "$.text"
    assert [it["origin"] for it in told["provenance"]] == ["untouched", "alternative", "human"]
    texts = [
        sent[0]["content"],
        sent[1]["alternatives"][told["provenance"][1]["alternative"] - 1],
        told["provenance"][2]["text"],
    ]
    assert "\n\n".join(texts) == told["text"]
    assert told["provenance"][2]["by"]["id"] == "U1"
    assert json.dumps(answer)


async def test_a_decision_without_a_draft_says_so(world):
    assert (await world.proposed(TAG))["decision"]["draft"] is None
