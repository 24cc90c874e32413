"""Drafts as they are stored, and those that were stored before drafts had blocks."""

import pytest

from oversight.action.action import Proposal
from oversight.action.draft import Block, BlockType, Draft
from oversight.action.finished_draft import FinishedDraft
from oversight.editing.draft.change import Choose, Write
from oversight.editing.draft.final_text import finish
from oversight.policy.draft_settings import NO_DRAFTING
from storage.documents.document import read, write
from storage.documents.draft import draft_of
from tests.builders import a_proposal
from tests.unit.oversight.editing.draft.drafts import LETTER, after


def test_a_draft_is_read_as_it_was_written():
    proposal = a_proposal(draft=LETTER)
    assert read(write(proposal), Proposal).draft == LETTER


def test_a_finished_draft_is_read_as_it_was_written_and_has_the_same_digest():
    finished = finish(LETTER, after(Choose("b1", 0, 1), Write("b2", 0, "We moved.")), NO_DRAFTING)
    assert isinstance(finished, FinishedDraft)
    stored = read(write(finished), FinishedDraft)
    assert (stored, stored.digest) == (finished, finished.digest)


@pytest.mark.parametrize(
    ("old", "text"),
    [
        ("Dear Ada", "Dear Ada"),
        ({"text": "Dear Ada"}, '{"text":"Dear Ada"}'),
        ([1, None], "[1,null]"),
        ({"blocks": [{"kind": "uncertain", "text": "x"}]}, '{"blocks":[{"kind":"uncertain","text":"x"}]}'),
    ],
)
def test_a_draft_of_another_shape_is_one_block_that_a_person_reads(old, text):
    assert draft_of(old) == Draft((Block(BlockType.UNCERTAIN, text),))
