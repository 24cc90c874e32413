"""What is opened for the person, and in which order."""

import pytest

from oversight.action.draft import Draft
from oversight.action.finished_draft import FinishedDraft, SpotCheck
from oversight.editing.draft.change import Choose, Drop, Keep, Write
from oversight.editing.draft.edit_rate import EditRate, Lesson, lessons
from oversight.editing.draft.failing_blocks import failing_blocks
from oversight.editing.draft.final_text import finish
from oversight.editing.draft.opened import Ground, open_blocks
from oversight.editing.draft.spot_check import hit_rate, in_keyed_order
from oversight.editing.draft.work import begin
from oversight.policy.draft_settings import NO_DRAFTING, DraftSettings
from tests.builders import a_block
from tests.unit.oversight.builders import NOW, human
from tests.unit.oversight.editing.draft.drafts import MISSING, UNSURE, after

KNOWN = EditRate(0, 20)
RISKY = EditRate(12, 20)


def opened(*blocks, settings=NO_DRAFTING, rates=None, failing=frozenset(), action_id="act_1"):
    draft = Draft(blocks)
    found = open_blocks(draft, settings, rates or {}, failing, action_id=action_id, secret=b"s")
    return {block.block: block.grounds for block in found}


def test_each_ground_opens_a_block():
    blocks = (
        a_block(UNSURE),
        a_block(MISSING),
        a_block(key="new"),
        a_block(key="known", evidence=("A quote",)),
        a_block(key="risky", evidence=("A quote",)),
        a_block(),
    )
    asking = DraftSettings(evidence_required=True, spot_check=False)
    assert opened(*blocks, settings=asking, rates={"known": KNOWN, "risky": RISKY}, failing=frozenset({3})) == {
        "b0": (Ground.OWN_MARK, Ground.NO_EVIDENCE),
        "b1": (Ground.OWN_MARK,),
        "b2": (Ground.NO_EVIDENCE, Ground.UNSEEN_KEY),
        "b3": (Ground.FAILING_CHECK,),
        "b4": (Ground.LEARNED,),
        "b5": (Ground.NO_EVIDENCE,),
    }


def test_the_learned_risk_alone_says_which_comes_first():
    blocks = (a_block(MISSING), a_block(UNSURE, key="a"), a_block(key="b"), a_block(UNSURE, key="c"))
    found = opened(*blocks, rates={"a": EditRate(2, 20), "b": RISKY, "c": EditRate(5, 20)})
    assert list(found) == ["b2", "b3", "b1", "b0"]


def test_a_block_without_a_key_or_with_a_harmless_past_stays_closed():
    assert opened(a_block(), a_block(key="known"), rates={"known": KNOWN}) == {}


def test_one_of_the_closed_confident_blocks_is_drawn_as_a_spot_check_and_always_the_same():
    blocks = [a_block() for _ in range(8)] + [a_block(UNSURE)]
    drawn = {
        block
        for number in range(200)
        for block, grounds in opened(*blocks, settings=DraftSettings(), action_id=f"act_{number}").items()
        if grounds == (Ground.SPOT_CHECK,)
    }
    assert drawn == {f"b{at}" for at in range(8)}
    assert opened(*blocks, settings=DraftSettings()) == opened(*blocks, settings=DraftSettings())
    assert opened(a_block(UNSURE), settings=DraftSettings()) == {"b0": (Ground.OWN_MARK,)}


def test_alternatives_come_in_an_order_of_our_own_under_the_agents_numbers():
    orders = {tuple(in_keyed_order(("x", "y", "z"), f"act_{at}", "b1", b"s")) for at in range(50)}
    assert len(orders) == 6
    assert all(sorted(order) == [(1, "x"), (2, "y"), (3, "z")] for order in orders)
    with pytest.raises(ValueError, match="secret"):
        in_keyed_order(("x", "y"), "act_1", "b1", b"")


def test_the_hit_rate_of_spot_checks_comes_with_its_interval():
    share = hit_rate(SpotCheck("b0", at < 3, human(), NOW) for at in range(10))
    assert (share.hits, share.of, share.value) == (3, 10, 0.3)
    assert share.interval.low < 0.3 < share.interval.high


def test_only_opened_blocks_teach_and_placeholders_do_not():
    draft = Draft(
        (
            a_block(UNSURE, key="written"),
            a_block(UNSURE, key="kept"),
            a_block(UNSURE, key="dropped"),
            a_block(UNSURE, key="chosen", alternatives=("B",)),
            a_block(key="closed"),
            a_block(MISSING, key="asked"),
            a_block(UNSURE),
        )
    )
    rates = {"closed": KNOWN}
    work = begin(draft, open_blocks(draft, NO_DRAFTING, rates, action_id="act_1", secret=b"s"))
    changes = (
        Write("b0", 0, "x"),
        Keep("b1", 0),
        Drop("b2"),
        Choose("b3", 0, 1),
        Write("b4", 0, "x"),
        Write("b5", 0, "x"),
    )
    finished = finish(draft, after(*changes, work=work, draft=draft), NO_DRAFTING)
    assert isinstance(finished, FinishedDraft)
    assert set(lessons(draft, finished)) == {
        Lesson("written", edited=True),
        Lesson("kept", edited=False),
        Lesson("dropped", edited=True),
        Lesson("chosen", edited=True),
    }


def test_the_blocks_behind_a_failing_check_are_those_without_which_it_passes():
    draft = Draft((a_block(content="TODO"), a_block(content="fine"), a_block(content="long " * 9)))

    def failing(text):
        return frozenset(name for name, bad in (("todo", "TODO" in text), ("short", len(text) > 40)) if bad)

    assert failing_blocks(draft, failing) == {0, 2}
    assert failing_blocks(draft, lambda _: frozenset({"always"})) == frozenset()
    assert failing_blocks(draft, lambda _: frozenset()) == frozenset()
