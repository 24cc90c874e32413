"""A record says what was proposed, what a person made of it and why; not who, and nothing that cards hide."""

import msgspec
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.action.decision import ChangeKind, FieldChange
from oversight.action.draft import Block, BlockType, Draft
from oversight.action.status import OutcomeKind
from oversight.editing.feedback.conversation import ASKED, conversation
from oversight.editing.feedback.feedback import PersonsVerdict
from oversight.editing.feedback.masking import MOST, Mask
from oversight.editing.feedback.pairs import Pairs
from oversight.editing.feedback.record import record_of
from oversight.policy import CardHints
from tests.examples import examples
from tests.unit.oversight.editing.feedback.feedbacks import LATER, a_feedback, a_record

V = PersonsVerdict
HINTS = CardHints(redact=("card_number", "customer.email"))
MARKER = "4111-1111-1111-1111"


@pytest.mark.parametrize(
    ("verdict", "final"),
    [
        (V.APPROVED, {"order_id": "4711", "amount": 900}),
        (V.MODIFIED, {"order_id": "4711", "amount": 450}),
        (V.REJECTED, None),
        (V.RIGHT, {"order_id": "4711", "amount": 900}),
        (V.WRONG, None),
        (V.ERROR_FOUND, None),
    ],
)
def test_what_a_person_wanted_to_run(verdict, final):
    record = a_record(verdict)
    assert (record.verdict, record.final, record.at) == (verdict, final, LATER)
    assert record.proposed == {"order_id": "4711", "amount": 900}
    assert (record.prompt.action_type, record.prompt.description) == ("refund.issue", "Refund order 4711")


def test_an_edit_comes_with_its_changes_and_their_size():
    record = a_record(V.MODIFIED, reason="Half is our policy")
    assert record.changes == (FieldChange("$.amount", 900, 450, ChangeKind.CHANGED),)
    assert (record.edit_distance, record.reason) == (2, "Half is our policy")
    assert a_record().edit_distance is None


def test_a_chosen_reason_stands_beside_the_words():
    record = a_record(V.REJECTED, reason="It is Tom's", reject_reason="Wrong customer")
    assert (record.reject_reason, record.reason) == ("Wrong customer", "Wrong customer: It is Tom's")


def test_who_decided_and_for_whom_is_not_told():
    for verdict in V:
        told = msgspec.json.encode(a_record(verdict, on_behalf_of="U0REQUESTER")).decode()
        assert "U0" not in told
        assert "Member" not in told


def test_what_went_wrong_later_is_no_example_to_follow():
    good = a_record(outcome=OutcomeKind.EXECUTED)
    assert conversation(good) is not None
    bad = a_record(outcome=OutcomeKind.ERROR_FOUND)
    assert conversation(bad) is None
    assert pairs_of(a_feedback(V.MODIFIED, outcome=OutcomeKind.ERROR_FOUND)) == []


def test_a_conversation_is_the_question_and_the_payload_that_a_person_wanted():
    example = conversation(a_record(V.MODIFIED, context={"vip": True}))
    assert example is not None
    asked, answered = example["messages"]
    assert asked == {
        "role": "user",
        "content": f"{ASKED}\n\nType: refund.issue\nDescription: Refund order 4711\n"
        'Reasoning: The parcel never arrived.\nContext: {"vip":true}',
    }
    assert answered == {"role": "assistant", "content": '{"order_id":"4711","amount":450}'}
    for verdict in (V.REJECTED, V.WRONG, V.ERROR_FOUND):
        assert conversation(a_record(verdict)) is None


def everything_written(feedback, hints=HINTS):
    """All that any format says of this, and of a twin that was approved after it."""
    record, pairs = record_of(feedback, hints), Pairs()
    written = [msgspec.to_builtins(record), conversation(record), *pairs.of(record, feedback.action)]
    said = feedback.action.proposal
    twin = a_feedback(description=said.description, context=dict(said.context))
    return orjson.dumps([written, list(pairs.of(record_of(twin, hints), twin.action))]).decode()


def pairs_of(feedback, hints=HINTS):
    return list(Pairs().of(record_of(feedback, hints), feedback.action))


values = st.recursive(
    st.just(MARKER) | st.just(f"paid with {MARKER}, they say") | st.integers(0, 99) | st.text("ab ", max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["note", "items", "card", MARKER]), inner, max_size=3)
    ),
    max_leaves=6,
)
hiding = st.builds(
    lambda value, key, secret: {"beside": value, "deep": [{key: secret}]},
    values,
    st.sampled_from(["card_number", "Card_Number"]),
    st.sampled_from([MARKER, {"number": MARKER}, [[MARKER]], f"  {MARKER} "]),
)


def a_draft(content, notes):
    return Draft((Block(BlockType.UNCERTAIN, content, notes, alternatives=(notes,), evidence=(content,)),))


sentences = st.sampled_from([MARKER, f"Card {MARKER}.", f"x{MARKER}y", "nothing"])
said = st.fixed_dictionaries(
    {
        "payload": hiding,
        "final": hiding,
        "context": st.dictionaries(st.sampled_from(["a", "card_number"]), values),
        "description": sentences,
        "reasoning": sentences,
        "reason": sentences,
        "note": sentences,
        "draft": st.none() | st.builds(a_draft, sentences, sentences),
        "labels": st.dictionaries(sentences, sentences),
    }
)


@settings(max_examples=examples(300))
@given(st.sampled_from(V), said)
def test_a_hidden_value_is_in_no_format_wherever_else_it_stands(verdict, said):
    assert MARKER not in everything_written(a_feedback(verdict, **said))


@given(st.integers(10**4, 10**15) | st.floats(1e4, 1e9))
def test_a_hidden_number_is_in_no_text_either(number):
    feedback = a_feedback(
        payload={"card_number": number, "again": number},
        description=f"to {number}" if isinstance(number, int) else "to it",
    )
    record = record_of(feedback, HINTS)
    assert record.proposed == {"card_number": "[redacted]", "again": "[redacted]"}
    if isinstance(number, int):
        assert record.prompt.description == "to [redacted]"


def test_a_short_hidden_value_is_masked_as_a_word_of_prose_alone():
    said = {"payload": {"card_number": "DE", "country": "DE"}, "description": "DELIVER to DE, DE-1", "reasoning": None}
    record = a_record(hints=HINTS, **said)
    assert record.prompt.description == "DELIVER to [redacted], [redacted]-1"
    assert record.proposed == {"card_number": "[redacted]", "country": "DE"}


def test_a_text_of_several_words_is_prose_wherever_it_stands():
    draft = Draft((Block(BlockType.UNCERTAIN, "Send it to DE today.", "DE?"),))
    said = {"payload": {"card_number": "DE", "note": "ships to DE", "to": "DELIVER"}, "draft": draft}
    record = a_record(hints=HINTS, **said)
    assert record.proposed == {"card_number": "[redacted]", "note": "ships to [redacted]", "to": "DELIVER"}
    assert "DE today" not in str(record.draft)


def test_a_hidden_value_is_found_in_other_letters_and_from_a_label():
    said = {"payload": {"card_number": "Ada Lovelace"}, "labels": {"Card_Number": "Grace Hopper"}}
    record = a_record(hints=HINTS, description="for ADA LOVELACE and Grace Hopper", **said)
    assert record.prompt.description == "for [redacted] and [redacted]"


def test_a_change_of_what_is_hidden_is_not_told_and_makes_no_pair():
    feedback = a_feedback(V.MODIFIED, payload={"card_number": "4111-1"}, final={"card_number": "4222-2"})
    record = record_of(feedback, HINTS)
    assert (record.changes, record.edit_distance) == ((), 0)
    assert pairs_of(feedback) == []


def test_where_more_is_hidden_than_can_be_looked_for_no_text_is_shown():
    secrets = {"card_number": [f"secret-{number}" for number in range(MOST + 1)]}
    mask = Mask(HINTS, [secrets])
    assert mask.prose("a secret-77") == "[redacted]"
    assert mask.value({"note": "secret-7", "n": 7}) == {"note": "[redacted]", "n": "[redacted]"}


def test_without_hints_nothing_is_changed():
    payload = {"card_number": MARKER, "note": MARKER}
    assert a_record(payload=payload).proposed == payload


def test_a_draft_for_a_field_that_is_hidden_by_now_is_not_told():
    draft = Draft((Block(BlockType.UNCERTAIN, "The pin is on the desk.", "which desk?"),), "$.body")
    record = a_record(hints=CardHints(redact=("body",)), payload={"body": None}, draft=draft)
    assert record.draft == {"blocks": [{"type": "uncertain", "content": "[redacted]"}], "target": "$.body"}
