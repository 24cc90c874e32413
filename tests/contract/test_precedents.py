"""Which past actions teach: found by type, the newest of each kind of evidence, and by what is new in the log."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from oversight.action.decision import Outcome
from oversight.action.event_kind import EventKind
from oversight.action.status import OutcomeKind, Status
from oversight.ports.review import DigestRecord
from oversight.review.figures import DigestNumbers
from oversight.review.sample import Finding, Pick, Sample
from storage.precedents import SqlPrecedents
from tests.builders import (
    NOON,
    a_person_as_actor,
    a_proposal,
    an_action,
    an_event,
    auto_approved,
    decided,
    moved,
    new,
)

MINUTE = timedelta(minutes=1)
TYPE = "refund.issue"
NUMBERS = DigestNumbers(0, {}, {}, None, 0, 0, 0, 0)


async def brought(store, *actions):
    await store.actions.commit_all([new(action) for action in actions])
    return actions


async def answer(store, action, status=Status.APPROVED, *, minutes=1):
    settled = decided(action, status, at=NOON + minutes * MINUTE)
    await store.actions.commit(moved(settled))
    return settled


async def report(store, action, kind):
    told = replace(action, outcome=Outcome(kind, NOON + MINUTE), revision=action.revision + 1)
    await store.actions.commit(moved(told, EventKind.OUTCOME_REPORTED))
    return told


async def find(store, action, finding, number=1):
    await store.review.begin_digests(NOON)
    since = await store.review.last_digest_until()
    sample = Sample(f"dig_{number}.1", f"dig_{number}", Pick(action.id, "base_rate", 1.0), 1)
    record = DigestRecord(f"dig_{number}", since, since + MINUTE, NUMBERS, (sample,), "#digest")
    assert await store.review.commit_digest(record, [], [])
    reviewed = replace(sample, finding=finding, reviewed_by=a_person_as_actor(), reviewed_at=NOON + MINUTE)
    assert await store.review.commit_findings({reviewed: an_event(action, EventKind.REVIEWED)}, [])
    return reviewed


async def all_kinds(store):
    """One action for each way to teach, and one for each way that teaches nothing."""
    said = {status: an_action() for status in (Status.APPROVED, Status.REJECTED, Status.MODIFIED)}
    failed, error, executed, right, wrong, unsure, unseen = (auto_approved(an_action()) for _ in range(7))
    pending, silent, other = an_action(), an_action(), an_action(proposal=a_proposal(action_type="ticket.tag"))
    await brought(store, *said.values(), failed, error, executed, right, wrong, unsure, unseen, pending, silent, other)
    for status, action in said.items():
        await answer(store, action, status)
    await answer(store, other)
    await store.actions.commit(moved(replace(auto_approved(silent, Status.REJECTED), revision=2)))
    await report(store, failed, OutcomeKind.FAILED)
    await report(store, error, OutcomeKind.ERROR_FOUND)
    await report(store, executed, OutcomeKind.EXECUTED)
    for number, (action, finding) in enumerate(((right, Finding.RIGHT), (wrong, Finding.WRONG)), 1):
        await find(store, action, finding, number)
    await find(store, unsure, Finding.UNSURE, 3)
    return [*(action.id for action in said.values()), failed.id, error.id, right.id, wrong.id], [unsure.id]


async def test_what_people_said_and_what_went_wrong_is_found_and_nothing_else(store):
    teaching, _ = await all_kinds(store)
    assert sorted(teaching) == await SqlPrecedents(store.database).newest_teaching(TYPE, 10)


async def test_the_newest_of_each_kind_are_found(store):
    actions = await brought(store, *(an_action() for _ in range(8)))
    approved = [await answer(store, action, minutes=9 - index) for index, action in enumerate(actions[:4])]
    rejected = [await answer(store, action, Status.REJECTED, minutes=index) for index, action in enumerate(actions[4:])]
    wanted = [*approved[:2], *rejected[2:]]
    assert await SqlPrecedents(store.database).newest_teaching(TYPE, 2) == sorted(action.id for action in wanted)


async def test_each_comes_with_what_reviewers_found(store):
    plain, seen = await brought(store, an_action(), auto_approved(an_action()))
    plain = await answer(store, plain)
    reviewed = await find(store, seen, Finding.WRONG)
    assert await SqlPrecedents(store.database).taught_by([seen.id, plain.id]) == [(plain, ()), (seen, (reviewed,))]
    assert await SqlPrecedents(store.database).taught_by([]) == []


async def test_the_log_tells_what_may_teach_something_new(store):
    start = await SqlPrecedents(store.database).log_position()
    assert start == 0
    teaching, unsure = await all_kinds(store)
    news = await SqlPrecedents(store.database).news_since(start, {TYPE})
    assert news.action_ids == tuple(sorted([*teaching, *unsure]))
    assert news.position == await SqlPrecedents(store.database).log_position()
    assert (await SqlPrecedents(store.database).news_since(news.position, {TYPE})).action_ids == ()
    assert (await SqlPrecedents(store.database).news_since(start, {"unheard.of"})).action_ids == ()
    assert (
        len((await SqlPrecedents(store.database).news_since(start, {TYPE, "ticket.tag"})).action_ids)
        == len(teaching) + 2
    )


async def test_nothing_wanted_is_nothing_found(store):
    await all_kinds(store)
    assert (await SqlPrecedents(store.database).news_since(0, set())).action_ids == ()
