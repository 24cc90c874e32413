"""Several people on one draft: nobody's text is lost."""

import pytest

from oversight.action.draft import MOST_BYTES, Block, BlockType, Draft
from oversight.action.finished_draft import Coverage
from oversight.action.refusal import Refusal
from oversight.editing.draft.aside import replaced_aside
from oversight.editing.draft.change import (
    Add,
    AnswerMustCover,
    AnswerSpotCheck,
    Choose,
    Discard,
    Drop,
    Keep,
    Move,
    Restore,
    Write,
)
from oversight.editing.draft.final_text import final_text
from oversight.editing.draft.saved import MOST_PIECES, save
from oversight.editing.draft.work import begin
from tests.unit.oversight.builders import NOW, human
from tests.unit.oversight.editing.draft.drafts import LETTER, SPOT, after, done


def test_the_text_is_the_agents_until_somebody_changes_it_and_a_placeholder_is_empty():
    assert final_text(LETTER, begin(LETTER)) == LETTER.text == "Dear Ada,\n\nIt ships on Monday."
    assert final_text(LETTER, after(Write("b2", 0, "We moved."))).endswith("Monday.\n\nWe moved.")


def test_two_people_on_different_blocks_never_meet():
    first = after(Write("b1", 0, "It ships today."))
    work, lost = done(Write("b2", 0, "We moved."), by="U2", work=first)
    assert lost is None
    assert final_text(LETTER, work) == "Dear Ada,\n\nIt ships today.\n\nWe moved."


def test_of_two_people_on_one_block_the_later_text_is_handed_back_and_kept():
    first = after(Write("b1", 0, "It ships today."))
    work, lost = done(Write("b1", 0, "It never ships."), by="U2", work=first)
    assert lost is not None
    assert (lost.text, lost.by.id) == ("It never ships.", "U2")
    assert work.set_aside == (lost,)
    assert work.pieces[1].text == "It ships today."
    taken, again = done(Write("b1", 1, "It never ships."), by="U2", work=work)
    assert again is None
    assert (taken.pieces[1].text, taken.set_aside) == ("It never ships.", ())
    assert after(Discard("b1"), by="U2", work=work).set_aside == ()
    assert after(Discard("b1"), by="U1", work=work).set_aside == (lost,)


def test_a_text_that_was_set_aside_stays_until_its_writer_takes_it_up_or_discards_it():
    """Every press saves what stands in the inputs: a word put right in the other's text gives nothing up."""
    first = after(Write("b1", 0, "It ships today."))
    late, _ = done(Write("b1", 0, "A long text of mine."), by="U2", work=first)
    work = after(Write("b1", 1, "It ships today, Ada."), by="U2", work=late)
    assert [one.text for one in work.set_aside] == ["A long text of mine."]
    third = after(Write("b1", 2, "It ships."), work=work)
    both, _ = done(Write("b1", 2, "Another text of mine."), by="U2", work=third)
    assert [one.text for one in both.set_aside] == ["A long text of mine.", "Another text of mine."]
    assert [one.text for one in after(Discard("b1"), by="U2", work=both).set_aside] == ["A long text of mine."]


def test_the_same_text_is_set_aside_once():
    work = after(Write("b1", 0, "Theirs"))
    once, _ = done(Write("b1", 0, "Mine"), by="U2", work=work)
    twice, lost = done(Write("b1", 0, "Mine"), by="U2", work=once)
    assert twice == once
    assert lost is not None


def test_an_input_that_nobody_touched_changes_nothing_though_somebody_else_wrote_meanwhile():
    first = after(Write("b1", 0, "It ships today."))
    assert done(Write("b1", 0, "It ships on Monday."), by="U2", work=first) == (first, None)


def test_a_persons_own_earlier_save_is_nobody_elses():
    """A window that is saved as one types is not drawn anew each time."""
    work = after(Write("b1", 0, "It"), Write("b1", 0, "It ships"), Write("b1", 0, "It ships."))
    assert (work.pieces[1].text, work.pieces[1].version, work.set_aside) == ("It ships.", 3, ())


@pytest.mark.parametrize(
    "change",
    [
        Write("b1", 0, "It ships on Monday."),
        Write("b9", 0, "Nowhere"),
        Choose("b1", 0, 3),
        Choose("b1", 0, 0),
        Choose("n1", 0, 1),
        Restore("b1"),
        Discard("b1"),
        Move("b0", -1),
        Move("b9", 1),
        AnswerSpotCheck(),
        Keep("b2", 0),
    ],
)
def test_what_changes_nothing_gives_the_same_work(change):
    work = begin(LETTER)
    assert done(change, work=work) == (work, None)


def test_an_alternative_fills_the_block_and_the_agents_text_comes_back():
    work = after(Choose("b1", 0, 2))
    assert work.pieces[1].text == "It has shipped."
    assert after(Keep("b1", 1), work=work).pieces[1].text == "It ships on Monday."


def test_a_dropped_block_keeps_its_words():
    work = after(Write("b1", 0, "It ships today."), Drop("b1"))
    assert final_text(LETTER, work) == "Dear Ada,"
    assert final_text(LETTER, after(Restore("b1"), work=work)) == "Dear Ada,\n\nIt ships today."


def test_blocks_are_added_anywhere_and_moved_past_dropped_ones():
    work = after(Add(None, "Hello!"), Add("b0", "How are you?"), Drop("b0"), Move("n2", -1))
    assert [piece.id for piece in work.pieces] == ["n2", "n1", "b0", "b1", "b2"]
    assert final_text(LETTER, work) == "How are you?\n\nHello!\n\nIt ships on Monday."


def test_a_block_that_is_moved_back_has_not_been_moved():
    there = after(Move("b0", 1))
    assert [piece.moved for piece in there.pieces] == [False, True, False]
    assert not any(piece.moved for piece in after(Move("b0", -1), work=there).pieces)
    far = after(Move("b0", 99))
    assert [piece.id for piece in far.pieces] == ["b1", "b2", "b0"]


def test_answers_are_kept_and_the_last_one_counts():
    work = after(AnswerMustCover("price", Coverage.MISSING), AnswerMustCover("price", Coverage.THERE))
    [said] = work.covered
    assert (said.answer, said.by.id) == (Coverage.THERE, "U1")
    checked = after(AnswerSpotCheck(), work=begin(LETTER, SPOT))
    assert checked.looks_right is not None
    assert after(AnswerSpotCheck(), by="U2", work=checked) == checked


def test_a_text_beyond_the_limit_and_a_block_too_many_are_refused_with_words():
    too_long = save(LETTER, begin(LETTER), Write("b1", 0, "ä" * (MOST_BYTES // 2)), human(), NOW)
    full = after(*[Add(None, "x")] * (MOST_PIECES - 3))
    too_many = save(LETTER, full, Add(None, "x"), human(), NOW)
    for refused in (too_long, too_many):
        assert isinstance(refused, Refusal)
        assert "at most" in refused.sentence or "Shorten" in refused.sentence


def test_a_click_on_a_prepared_text_sets_a_moved_text_aside_under_its_writers_name():
    work = after(Write("b1", 0, "It never ships."), by="U1")
    moved = after(Move("b1", 1), by="U2", work=work)
    change = Choose("b1", 1, 1)
    chosen, _ = done(change, by="U2", work=moved)
    (aside,) = replaced_aside(LETTER, moved, chosen, change).set_aside
    assert (aside.text, aside.by.id) == ("It never ships.", "U1")


def test_an_input_that_nobody_touched_is_known_for_one_whatever_its_line_ends():
    """An input writes every line end as one; the agent's text may have others."""
    draft = Draft((Block(BlockType.UNCERTAIN, "Dear Ada,\r\nit ships.\rSoon."),))
    first = after(Write("b0", 0, "It ships today."), draft=draft)
    work, lost = done(Write("b0", 0, "Dear Ada,\nit ships.\nSoon."), by="U2", work=first, draft=draft)
    assert (work, lost) == (first, None)
    again = after(Write("b0", 0, "Dear Ada,\nit ships.\nSoon."), by="U1", work=first, draft=draft)
    assert again == first
