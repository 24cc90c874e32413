"""Replaying the provenance gives the final text byte for byte, whatever people did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.draft import Block, BlockType, Draft
from oversight.action.finished_draft import FinishedDraft, Origin, text_digest
from oversight.editing.draft.change import Add, Choose, Discard, Drop, Keep, Move, Restore, Write
from oversight.editing.draft.final_text import final_text, finish
from oversight.editing.draft.provenance import NotReplayed, provenance, replay
from oversight.editing.draft.work import begin
from oversight.policy.draft_settings import NO_DRAFTING
from tests.unit.oversight.editing.draft.drafts import LETTER, SPOT, after

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
blocks = st.builds(
    Block,
    type=st.sampled_from(BlockType),
    content=texts,
    alternatives=st.lists(texts, max_size=2).map(tuple),
)
drafts = st.builds(Draft, blocks=st.lists(blocks, min_size=1, max_size=5).map(tuple), separator=texts)
names = st.sampled_from(["b0", "b1", "b2", "b4", "n1", "n2"])
changes = st.one_of(
    st.builds(Write, names, st.integers(0, 3), texts),
    st.builds(Choose, names, st.integers(0, 3), st.integers(0, 3)),
    st.builds(Keep, names, st.integers(0, 3)),
    st.builds(Drop, names),
    st.builds(Restore, names),
    st.builds(Discard, names),
    st.builds(Add, st.none() | names, texts),
    st.builds(Move, names, st.integers(-3, 3)),
)


@given(drafts, st.lists(st.tuples(changes, st.sampled_from(["U1", "U2"])), max_size=12))
def test_a_replay_gives_the_text_byte_for_byte_and_no_text_is_lost(draft, done):
    work = begin(draft)
    for change, by in done:
        before = work
        work = after(change, by=by, work=work, draft=draft)
        if isinstance(change, Write) and before.piece(change.block) and work != before:
            kept = [piece.text for piece in work.pieces] + [aside.text for aside in work.set_aside]
            assert change.text in kept
    final = provenance(draft, work)
    assert replay(draft, final).encode() == final_text(draft, work).encode()
    assert {block.source for block in final if not block.added} == set(range(len(draft.blocks)))


def test_each_block_says_whose_text_it_is():
    work = after(
        Keep("b0", 0), Choose("b1", 0, 2), Write("b2", 0, "We moved."), Add("b2", "Sorry!"), Drop("b0"), Move("b2", -1)
    )
    told = {block.block: block for block in provenance(LETTER, work)}
    assert {name: block.origin for name, block in told.items()} == {
        "b0": Origin.AGENT,
        "b1": Origin.ALTERNATIVE,
        "b2": Origin.HUMAN,
        "n1": Origin.HUMAN,
    }
    assert told["b1"].alternative == 2
    assert (told["b0"].dropped, told["n1"].added, told["b2"].moved) == (True, True, True)
    assert told["b2"].digest == text_digest("We moved.")
    assert told["b2"].by is not None
    assert told["b2"].by.id == "U1"
    assert (told["b1"].text, told["b2"].text) == (None, "We moved.")


def test_what_nobody_touched_says_so_and_a_text_typed_like_the_agents_is_the_agents():
    assert {block.origin for block in provenance(LETTER, begin(LETTER))} == {Origin.UNTOUCHED}
    typed = after(Write("b1", 0, "x"), Write("b1", 1, "It ships on Monday."))
    assert provenance(LETTER, typed)[1].origin is Origin.AGENT
    alternative = after(Write("b1", 0, "It ships on Friday."))
    assert provenance(LETTER, alternative)[1].alternative == 1


def test_an_added_block_that_stayed_empty_is_nothing():
    assert len(provenance(LETTER, after(Add(None)))) == 3


@pytest.mark.parametrize("changed", [{"digest": "sha256:0"}, {"source": 7}, {"alternative": 4}, {"text": "Other"}])
def test_a_provenance_that_does_not_fit_is_noticed(changed):
    first, *others = provenance(LETTER, begin(LETTER))
    with pytest.raises(NotReplayed):
        replay(LETTER, (replace(first, **changed), *others))


def test_a_text_stays_its_writers_whoever_moves_drops_or_puts_it_back():
    work = after(Write("b1", 0, "It never ships."), Add("b1", "Ada's own words"), by="U1")
    work = after(Move("b1", -1), Drop("n1"), Restore("n1"), Drop("b0"), by="U2", work=work)
    told = {block.block: block for block in provenance(LETTER, work)}
    credited = {name: block.by.id for name, block in told.items() if block.by is not None}
    assert credited == {"b1": "U1", "n1": "U1", "b0": "U2"}
    assert told["b1"].mover is not None
    assert told["b1"].mover.id == "U2"
    dropped = after(Drop("b1"), by="U2", work=after(Write("b1", 0, "It never ships.")))
    rewritten = after(Write("b1", 1, "It ships."), by="U1", work=dropped)
    still = provenance(LETTER, rewritten)[1]
    assert still.by is not None
    assert (still.dropped, still.by.id) == (True, "U2")


def test_a_spot_check_is_answered_by_whoever_changed_the_block():
    work = replace(after(Write("b0", 0, "Dear Bo,")), opened=SPOT)
    finished = finish(LETTER, after(Move("b0", 1), Drop("b2"), by="U2", work=work), NO_DRAFTING)
    assert isinstance(finished, FinishedDraft)
    assert finished.spot_check is not None
    assert finished.spot_check.by.id == "U1"
