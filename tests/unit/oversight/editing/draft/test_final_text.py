"""When a draft is finished, and what goes back."""

import pytest

from oversight.action.finished_draft import Coverage, FinishedDraft
from oversight.action.refusal import Refusal, RefusalCode
from oversight.editing.draft.change import AnswerMustCover, AnswerSpotCheck, Drop, Keep, Write
from oversight.editing.draft.completion import completion, progress
from oversight.editing.draft.final_text import finish, to_be_opened_for, unfinished
from oversight.editing.draft.target import text_at, with_text
from oversight.editing.draft.work import begin
from oversight.policy.draft_settings import NO_DRAFTING, DraftSettings
from tests.builders import a_block, a_draft
from tests.unit.oversight.editing.draft.drafts import LETTER, MISSING, SPOT, UNSURE, after

ASKING = DraftSettings(must_cover=("price", "date"))


def still_open(work, settings=NO_DRAFTING):
    return [thing.block or thing.point for thing in unfinished(LETTER, work, settings)]


def test_an_empty_placeholder_is_open_until_somebody_writes_or_drops_it():
    assert still_open(begin(LETTER)) == ["b2"]
    for nothing in (" \n", "\u200b", "\u2800 \u00ad", "\u200d\ufe0f", "\u3164"):
        assert still_open(after(Write("b2", 0, nothing))) == ["b2"], ascii(nothing)
    assert still_open(after(Write("b2", 0, "\u200b-"))) == []
    assert still_open(after(Write("b2", 0, "We moved."))) == []
    assert still_open(after(Drop("b2"))) == []


def test_each_point_is_asked_and_a_missing_one_keeps_the_draft_open():
    work = after(Drop("b2"), AnswerMustCover("price", Coverage.NOT_NEEDED))
    assert still_open(work, ASKING) == ["date"]
    missing = after(AnswerMustCover("date", Coverage.MISSING), work=work)
    assert still_open(missing, ASKING) == ["date"]
    finished = finish(LETTER, after(AnswerMustCover("date", Coverage.THERE), work=missing), ASKING)
    assert isinstance(finished, FinishedDraft)
    assert {said.point: said.answer for said in finished.covered} == {
        "price": Coverage.NOT_NEEDED,
        "date": Coverage.THERE,
    }


def test_the_spot_check_is_answered_by_a_word_or_by_a_change():
    begun = after(Drop("b2"), work=begin(LETTER, SPOT))
    assert still_open(begun) == ["b0"]
    for change, found in (
        (AnswerSpotCheck(), False),
        (Write("b0", 0, "Dear Bo,"), True),
        (Drop("b0"), True),
    ):
        finished = finish(LETTER, after(change, work=begun), NO_DRAFTING)
        assert isinstance(finished, FinishedDraft)
        assert finished.spot_check is not None
        assert finished.spot_check.found is found
    assert still_open(after(Keep("b0", 0), work=begun)) == ["b0"]


def test_a_change_counts_before_the_word_that_it_looks_right():
    work = after(Drop("b2"), AnswerSpotCheck(), Write("b0", 0, "Dear Bo,"), work=begin(LETTER, SPOT))
    finished = finish(LETTER, work, NO_DRAFTING)
    assert isinstance(finished, FinishedDraft)
    assert finished.spot_check is not None
    assert finished.spot_check.found


def test_an_unfinished_draft_is_refused_with_everything_that_is_open():
    refused = finish(LETTER, begin(LETTER, SPOT), ASKING)
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.DRAFT_UNFINISHED
    assert len(refused.details) == 4
    assert "Why it was late" in refused.details[0].problem


def test_what_keeps_a_draft_from_being_approved_unopened():
    plain = a_draft(a_block(UNSURE))
    assert to_be_opened_for(plain, NO_DRAFTING) == ()
    assert to_be_opened_for(plain, DraftSettings()) == ()
    assert len(to_be_opened_for(a_draft(a_block()), DraftSettings())) == 1
    assert len(to_be_opened_for(a_draft(a_block(MISSING)), NO_DRAFTING)) == 1


def test_the_completion_is_the_articles():
    """Confident blocks / blocks. The article's own rendering was not at hand; only the figure is known."""
    assert completion(LETTER).percentage == pytest.approx(100 / 3)
    assert str(completion(LETTER)) == "33%"
    assert str(progress(LETTER, after(Keep("b1", 0)))) == "66%"
    assert str(progress(LETTER, after(Keep("b1", 0), Drop("b2")))) == "100%"
    assert str(completion(a_draft(*[a_block()] * 199, a_block(UNSURE)))) == "99%"


@pytest.mark.parametrize(
    ("payload", "path", "there"),
    [
        ({"a": {"b": "x"}}, ("a", "b"), "x"),
        ({"a": {}}, ("a", "b"), ""),
        ({"a": {"b": None}}, ("a", "b"), ""),
        ({"l": ["", {"t": "y"}]}, ("l", 1, "t"), "y"),
        ("whole", (), "whole"),
        ({}, ("a", "b"), None),
        ({"a": 1}, ("a",), None),
        ({"l": []}, ("l", 0), None),
        ([], ("a",), None),
    ],
)
def test_the_text_goes_into_the_field_that_the_target_names(payload, path, there):
    assert text_at(payload, path) == there
    if there is not None:
        assert text_at(with_text(payload, path, "new"), path) == "new"
