"""Drafts as they are stored, and those that were stored before drafts had blocks."""

import pytest

from oversight.action.draft import Block, BlockType, Draft
from oversight.action.finished_draft import FinishedDraft
from oversight.editing.draft.change import Choose, Write
from oversight.editing.draft.final_text import finish
from oversight.policy.draft_settings import NO_DRAFTING
from storage.documents.action import proposal_document, proposal_of, read, write
from storage.documents.draft import draft_of, finished_document, finished_of
from tests.builders import a_proposal
from tests.unit.oversight.editing.draft.drafts import LETTER, after


def test_a_draft_is_read_as_it_was_written():
    proposal = a_proposal(draft=LETTER)
    assert proposal_of(read(write(proposal_document(proposal)))).draft == LETTER


def test_a_finished_draft_is_read_as_it_was_written_and_has_the_same_digest():
    finished = finish(LETTER, after(Choose("b1", 0, 1), Write("b2", 0, "We moved.")), NO_DRAFTING)
    assert isinstance(finished, FinishedDraft)
    stored = finished_of(read(write(finished_document(finished))))
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
