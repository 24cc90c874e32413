"""Pairs: an edit is one by itself, and a no with its approved twin is one; nothing else is."""

import pytest
from msgspec.structs import replace

from oversight.action.draft import Block, BlockType, Draft
from oversight.editing.feedback.conversation import answer, question
from oversight.editing.feedback.feedback import PersonsVerdict
from oversight.editing.feedback.pairs import Pairs
from oversight.editing.feedback.record import record_of
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints
from tests.unit.oversight.editing.feedback.feedbacks import a_feedback

V = PersonsVerdict
CHEAPER = {"order_id": "4711", "amount": 450}


def pairs_of(*answers, remembered=100_000, hints=NO_HINTS):
    pairs = Pairs(remembered)
    return [pair for given in answers for pair in pairs.of(record_of(given, hints), given.action)]


def test_an_edit_prefers_what_the_person_made_of_it():
    given = a_feedback(V.MODIFIED)
    edit = record_of(given, NO_HINTS)
    assert pairs_of(given) == [
        {"prompt": [question(edit.prompt)], "chosen": [answer(CHEAPER)], "rejected": [answer(edit.proposed)]}
    ]


def test_a_no_prefers_the_twin_that_was_approved_later():
    no, yes = a_feedback(V.REJECTED), a_feedback(payload=CHEAPER, reasoning="Half of it arrived.")
    [pair] = pairs_of(no, yes)
    proposed = record_of(no, NO_HINTS)
    assert pair["prompt"] == [question(proposed.prompt)]
    assert (pair["chosen"], pair["rejected"]) == ([answer(CHEAPER)], [answer(proposed.proposed)])


def test_an_edited_twin_makes_two_pairs():
    assert [
        pair["rejected"] for pair in pairs_of(a_feedback(V.REJECTED, payload={"amount": 1_000}), a_feedback(V.MODIFIED))
    ] == [
        [answer({"order_id": "4711", "amount": 900})],
        [answer({"amount": 1_000})],
    ]


def by_another_agent(given):
    """The same, by an agent of the same name."""
    action = given.action
    return replace(given, action=replace(action, agent=replace(action.agent, id="agt_other")))


@pytest.mark.parametrize(
    "yes",
    [
        a_feedback(payload=CHEAPER, description="Refund order 4712"),
        a_feedback(payload=CHEAPER, context={"vip": True}),
        a_feedback(payload=CHEAPER, action_type="refund.other"),
        by_another_agent(a_feedback(payload=CHEAPER)),
        a_feedback(V.RIGHT, payload=CHEAPER),
        a_feedback(V.WRONG, payload=CHEAPER),
        a_feedback(V.ERROR_FOUND, payload=CHEAPER),
        a_feedback(),
    ],
    ids=["description", "context", "type", "agent", "found right", "found wrong", "went wrong", "same payload"],
)
def test_what_is_no_twin_makes_no_pair(yes):
    assert pairs_of(a_feedback(V.REJECTED), yes) == []


def test_a_yes_before_the_no_is_no_answer_to_it():
    assert pairs_of(a_feedback(payload=CHEAPER), a_feedback(V.REJECTED)) == []


def test_a_draft_makes_no_pair():
    draft = Draft((Block(BlockType.PLACEHOLDER, "Say when."),))
    assert pairs_of(a_feedback(V.MODIFIED, draft=draft)) == []
    assert pairs_of(a_feedback(V.REJECTED, draft=draft), a_feedback(payload=CHEAPER)) == []


def test_a_no_is_answered_once():
    yes = a_feedback(payload=CHEAPER)
    assert len(pairs_of(a_feedback(V.REJECTED), yes, yes)) == 1


def test_of_two_noes_the_last_is_answered():
    noes = [a_feedback(V.REJECTED, payload={"amount": amount}) for amount in (2_000, 1_000)]
    [pair] = pairs_of(*noes, a_feedback(payload=CHEAPER))
    assert pair["rejected"] == [answer({"amount": 1_000})]


def test_the_oldest_noes_are_forgotten_first():
    noes = [a_feedback(V.REJECTED, description=f"Refund {number}") for number in range(100)]
    yeses = [a_feedback(payload=CHEAPER, description=f"Refund {number}") for number in range(100)]
    kept = pairs_of(*noes, *yeses, remembered=2_000)
    assert 5 < len(kept) < 50
    assert "Refund 99" in kept[-1]["prompt"][0]["content"]
    assert pairs_of(*noes, *yeses, remembered=0) == []


def test_two_things_that_differ_in_what_is_hidden_are_no_twins():
    """A no about one customer is no worse answer to a yes about another one."""
    no = a_feedback(V.REJECTED, context={"customer": "Ada Lovelace"}, description="Refund Ada Lovelace")
    yes = a_feedback(payload=CHEAPER, context={"customer": "Grace Hopper"}, description="Refund Grace Hopper")
    hints = CardHints(redact=("customer",))
    assert record_of(no, hints).prompt == record_of(yes, hints).prompt
    assert pairs_of(no, yes, hints=hints) == []
    same = a_feedback(payload=CHEAPER, context={"customer": "Ada Lovelace"}, description="Refund Ada Lovelace")
    assert len(pairs_of(no, same, hints=hints)) == 1
