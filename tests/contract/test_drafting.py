"""What storage promises about drafts: the first to begin or to change wins, each teaches once, nothing is lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.draft import Block, BlockType, Draft
from oversight.action.finished_draft import Coverage, Covered
from oversight.action.status import Status
from oversight.editing.draft.change import Add, AnswerMustCover, AnswerSpotCheck, Change, Choose, Drop, Move, Write
from oversight.editing.draft.edit_rate import EditRate, Lesson
from oversight.editing.draft.opened import Ground, Opened
from oversight.editing.draft.saved import Saved, save
from oversight.editing.draft.work import Hand, Work, begin
from oversight.ports.drafting import SpotChecks
from tests.builders import NOON, a_person, a_person_as_actor, an_action, decided, moved, new

HOUR = timedelta(hours=1)
ODD = "שלום \0 👩‍👩‍👧 \u202e x\r\n"
DRAFT = Draft(
    (
        Block(BlockType.UNCERTAIN, "Summary", alternatives=("Better", ODD)),
        Block(BlockType.CONFIDENT, "Middle"),
        Block(BlockType.PLACEHOLDER, "Say who pays"),
    )
)
OPENED = (Opened("b0", (Ground.OWN_MARK, Ground.LEARNED), 0.25), Opened("b1", (Ground.SPOT_CHECK,), 0.0))
LEA, SAM = a_person_as_actor(a_person("U0LEA")), a_person_as_actor(a_person("U0SAM"))


def changed(work: Work, *changes: Change, by=LEA, at=NOON) -> Work:
    for change in changes:
        saved = save(DRAFT, work, change, by, at)
        assert isinstance(saved, Saved)
        work = saved.work
    return work


def everything() -> Work:
    """A work with all that one can hold, text of every kind included."""
    own = changed(
        begin(DRAFT, OPENED), Choose("b0", 0, 2), Write("b2", 0, ODD), Drop("b1"), Add("b0", ODD), Move("b2", -1)
    )
    aside = changed(
        own, Write("b0", 0, "Sam's own"), AnswerSpotCheck(), AnswerMustCover("price", Coverage.THERE), by=SAM
    )
    assert aside.set_aside
    assert aside.looks_right == Hand(SAM, NOON)
    assert aside.covered == (Covered("price", Coverage.THERE, SAM, NOON),)
    return aside


async def an_action_with_work(books, work=None):
    action = an_action()
    await books.actions.commit(new(action))
    await books.drafts.begin(action.id, work or begin(DRAFT, OPENED), NOON)
    return action


async def decide(books, action, status=Status.APPROVED, at=NOON):
    await books.actions.commit(moved(decided(action, status, at=at)))


async def test_a_work_is_read_back_as_it_was(books):
    action = await an_action_with_work(books, everything())
    assert await books.drafts.work(action.id) == everything()
    assert await books.drafts.work("act_none") is None


async def test_whoever_begins_first_has_begun(books):
    action = await an_action_with_work(books)
    other = begin(DRAFT, ())
    assert await books.drafts.begin(action.id, other, NOON) == begin(DRAFT, OPENED)


async def test_a_change_is_refused_where_somebody_was_faster(books):
    action = await an_action_with_work(books)
    before = begin(DRAFT, OPENED)
    ours, theirs = changed(before, Write("b0", 0, "ours")), changed(before, Write("b0", 0, "theirs"), Drop("b1"))
    assert await books.drafts.change(action.id, before, ours, NOON)
    assert not await books.drafts.change(action.id, before, theirs, NOON)
    assert await books.drafts.work(action.id) == ours
    assert not await books.drafts.change("act_none", before, theirs, NOON)


async def test_of_many_who_change_at_once_one_is_first(books):
    action = await an_action_with_work(books)
    before = begin(DRAFT, OPENED)
    every = [changed(before, Write("b0", 0, f"text {n}")) for n in range(8)]
    won = await asyncio.gather(*(books.drafts.change(action.id, before, work, NOON) for work in every))
    assert sum(won) == 1
    assert await books.drafts.work(action.id) == every[won.index(True)]


async def test_a_draft_teaches_once_and_only_after_its_decision(books):
    action = await an_action_with_work(books)
    assert await books.drafts.unlearned(10) == []
    assert await books.drafts.spot_checks() == {}
    await decide(books, action)
    assert await books.drafts.unlearned(10) == [action.id]
    lessons, checks = [Lesson("summary", edited=True), Lesson("price", edited=False)], SpotChecks(1, 1)
    assert await books.drafts.learn(action.id, "mail.send", lessons, checks)
    assert not await books.drafts.learn(action.id, "mail.send", lessons, checks)
    assert await books.drafts.unlearned(10) == []
    assert await books.drafts.rates("mail.send") == {"summary": EditRate(1, 1), "price": EditRate(0, 1)}
    assert await books.drafts.spot_checks() == {"mail.send": SpotChecks(1, 1)}
    assert await books.drafts.rates("refund.issue") == {}


async def test_what_several_drafts_teach_adds_up(books):
    actions = [await an_action_with_work(books) for _ in range(3)]
    for edited, action in zip((True, False, True), actions, strict=True):
        await decide(books, action)
        lessons = [Lesson("summary", edited=edited), Lesson("summary", edited=False)]
        assert await books.drafts.learn(action.id, "mail.send", lessons, SpotChecks(int(edited), 1))
    assert await books.drafts.rates("mail.send") == {"summary": EditRate(2, 6)}
    assert await books.drafts.spot_checks() == {"mail.send": SpotChecks(2, 3)}
    assert (await books.drafts.rates("mail.send"))["summary"].risk > 0


async def test_of_many_who_learn_at_once_one_counts(books):
    action = await an_action_with_work(books)
    await decide(books, action)
    lessons = [Lesson("summary", edited=True)]
    learned = await asyncio.gather(
        *(books.drafts.learn(action.id, "mail.send", lessons, SpotChecks()) for _ in range(8))
    )
    assert sum(learned) == 1
    assert await books.drafts.rates("mail.send") == {"summary": EditRate(1, 1)}


async def test_a_work_goes_some_time_after_its_decision_and_not_before_it_was_learned_from(books):
    pending, unlearned, old, fresh = [await an_action_with_work(books) for _ in range(4)]
    for action, at in ((unlearned, NOON), (old, NOON), (fresh, NOON + 2 * HOUR)):
        await decide(books, action, at=at)
    for action in (old, fresh):
        assert await books.drafts.learn(action.id, "mail.send", [], SpotChecks())
    assert await books.drafts.forget(NOON + HOUR, 10) == 1
    assert await books.drafts.work(old.id) is None
    for action in (pending, unlearned, fresh):
        assert await books.drafts.work(action.id) is not None
    assert await books.drafts.forget(NOON + HOUR, 10) == 0


@pytest.mark.parametrize("status", [status for status in Status if status.is_final])
async def test_every_ending_is_an_end(books, status):
    action = await an_action_with_work(books)
    await decide(books, replace(action), status)
    assert await books.drafts.unlearned(10) == [action.id]


async def test_only_so_many_are_taken_at_once(books):
    actions = [await an_action_with_work(books) for _ in range(3)]
    for action in actions:
        await decide(books, action)
    assert await books.drafts.unlearned(2) == [action.id for action in actions[:2]]
    for action in actions:
        await books.drafts.learn(action.id, "mail.send", [], SpotChecks())
    assert await books.drafts.forget(NOON + HOUR, 2) == 2
