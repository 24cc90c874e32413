"""What our ranking is worth where the agent's own marks carry no information."""

from random import Random
from statistics import fmean

import pytest

from oversight.action.draft import Draft
from oversight.action.finished_draft import FinishedDraft
from oversight.editing.draft.change import AnswerSpotCheck, Write
from oversight.editing.draft.edit_rate import EditRate, lessons
from oversight.editing.draft.final_text import finish
from oversight.editing.draft.opened import open_blocks
from oversight.editing.draft.work import begin
from oversight.policy.draft_settings import NO_DRAFTING, DraftSettings
from tests.builders import a_block
from tests.unit.oversight.editing.draft.drafts import SURE, UNSURE, after

KEYS = [f"k{number}" for number in range(12)]
WRONG = {"k3": 0.6, "k8": 0.6}
"""Two of twelve keys are wrong at 60 %, the others at 3 %."""


def rehearsed(seed):
    """AUC of our ranking and of the agent's marks on fresh drafts, after 200 edits."""
    rng = Random(seed)
    rates: dict[str, EditRate] = {}
    edits = 0
    while edits < 200:
        draft, wrong = _drafted(rng)
        work = begin(draft, open_blocks(draft, DraftSettings(), rates, action_id=f"act_{edits}", secret=b"s"))
        shown = {found.block for found in work.opened}
        marks = [Write(f"b{at}", 0, "corrected") for at in wrong if f"b{at}" in shown]
        answered = after(*marks, AnswerSpotCheck(), work=work, draft=draft)
        finished = finish(draft, answered, NO_DRAFTING)
        assert isinstance(finished, FinishedDraft)
        for lesson in lessons(draft, finished):
            rate = rates.get(lesson.key, EditRate())
            rates[lesson.key] = EditRate(rate.edited + lesson.edited, rate.opened + 1)
            edits += lesson.edited
    ours, agents = [], []
    for _ in range(40):
        draft, wrong = _drafted(rng)
        for at, block in enumerate(draft.blocks):
            ours.append((rates[block.key].risk if block.key in rates else 0.0, at in wrong))
            agents.append((float(block.type is UNSURE), at in wrong))
    return auc(ours), auc(agents)


def _drafted(rng):
    """A draft of all keys, whose marks carry no information, and the positions that are wrong."""
    blocks = tuple(a_block(UNSURE if rng.random() < 0.25 else SURE, key, key=key) for key in KEYS)
    wrong = {at for at, key in enumerate(KEYS) if rng.random() < WRONG.get(key, 0.03)}
    return Draft(blocks), wrong


def auc(scored):
    """How likely a wrong block has the higher score than a right one; a tie is half."""
    wrong = [score for score, is_wrong in scored if is_wrong]
    right = [score for score, is_wrong in scored if not is_wrong]
    wins = sum((one > other) + (one == other) / 2 for one in wrong for other in right)
    return wins / (len(wrong) * len(right))


@pytest.mark.slow
def test_after_200_edits_our_ranking_finds_what_will_be_edited_and_the_agents_marks_do_not():
    """The mean of 50 seeds."""
    ours, agents = zip(*(rehearsed(seed) for seed in range(50)), strict=True)
    assert fmean(ours) >= 0.8
    assert abs(fmean(agents) - 0.5) < 0.03
