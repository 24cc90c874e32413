"""Pairs: an edit is one by itself, and a no with its approved twin is one; nothing else is."""

import pytest
from msgspec.structs import replace

from oversight.action.draft import Block, BlockType, Draft
from oversight.editing.feedback.conversation import answer, question
from oversight.editing.feedback.feedback import PersonsVerdict
from oversight.editing.feedback.pairs import Pairs
from tests.unit.oversight.editing.feedback.feedbacks import a_record

V = PersonsVerdict
CHEAPER = {"order_id": "4711", "amount": 450}


def pairs_of(*records, remembered=100_000):
    pairs = Pairs(remembered)
    return [pair for record in records for pair in pairs.of(record)]


def test_an_edit_prefers_what_the_person_made_of_it():
    edit = a_record(V.MODIFIED)
    assert pairs_of(edit) == [
        {"prompt": [question(edit.prompt)], "chosen": [answer(CHEAPER)], "rejected": [answer(edit.proposed)]}
    ]


def test_a_no_prefers_the_twin_that_was_approved_later():
    no, yes = a_record(V.REJECTED), a_record(payload=CHEAPER, reasoning="Half of it arrived.")
    [pair] = pairs_of(no, yes)
    assert pair["prompt"] == [question(no.prompt)]
    assert (pair["chosen"], pair["rejected"]) == ([answer(CHEAPER)], [answer(no.proposed)])


def test_an_edited_twin_makes_two_pairs():
    assert [
        pair["rejected"] for pair in pairs_of(a_record(V.REJECTED, payload={"amount": 1_000}), a_record(V.MODIFIED))
    ] == [
        [answer({"order_id": "4711", "amount": 900})],
        [answer({"amount": 1_000})],
    ]


@pytest.mark.parametrize(
    "yes",
    [
        a_record(payload=CHEAPER, description="Refund order 4712"),
        a_record(payload=CHEAPER, context={"vip": True}),
        a_record(payload=CHEAPER, action_type="refund.other"),
        replace(a_record(payload=CHEAPER), agent="another-bot"),
        a_record(V.RIGHT, payload=CHEAPER),
        a_record(V.WRONG, payload=CHEAPER),
        a_record(V.ERROR_FOUND, payload=CHEAPER),
        a_record(),
    ],
    ids=["description", "context", "type", "agent", "found right", "found wrong", "went wrong", "same payload"],
)
def test_what_is_no_twin_makes_no_pair(yes):
    assert pairs_of(a_record(V.REJECTED), yes) == []


def test_a_yes_before_the_no_is_no_answer_to_it():
    assert pairs_of(a_record(payload=CHEAPER), a_record(V.REJECTED)) == []


def test_a_draft_makes_no_pair():
    draft = Draft((Block(BlockType.PLACEHOLDER, "Say when."),))
    assert pairs_of(a_record(V.MODIFIED, draft=draft)) == []
    assert pairs_of(a_record(V.REJECTED, draft=draft), a_record(payload=CHEAPER)) == []


def test_a_no_is_answered_once():
    yes = a_record(payload=CHEAPER)
    assert len(pairs_of(a_record(V.REJECTED), yes, yes)) == 1


def test_of_two_noes_the_last_is_answered():
    noes = [a_record(V.REJECTED, payload={"amount": amount}) for amount in (2_000, 1_000)]
    [pair] = pairs_of(*noes, a_record(payload=CHEAPER))
    assert pair["rejected"] == [answer({"amount": 1_000})]


def test_the_oldest_noes_are_forgotten_first():
    noes = [a_record(V.REJECTED, description=f"Refund {number}") for number in range(100)]
    yeses = [a_record(payload=CHEAPER, description=f"Refund {number}") for number in range(100)]
    kept = pairs_of(*noes, *yeses, remembered=2_000)
    assert 5 < len(kept) < 50
    assert "Refund 99" in kept[-1]["prompt"][0]["content"]
    assert pairs_of(*noes, *yeses, remembered=0) == []
