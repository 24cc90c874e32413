"""Past actions as a rehearsal reads them: all of them, in order, with what was found of them."""

from datetime import timedelta

from msgspec.structs import replace

from oversight.action.decision import Actor, DeciderKind
from oversight.action.event_kind import EventKind
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.review import DigestRecord
from oversight.review.figures import DigestNumbers
from oversight.review.sample import Finding, Pick, Sample
from storage import precedents
from storage.precedents import SqlPrecedents
from tests.builders import NOON, a_person_as_actor, an_action, an_event, auto_approved, decided, moved, new

DAY = timedelta(days=1)
LEAD = Actor(DeciderKind.HUMAN, "U0LEAD", "Lead")


async def remembered(store, *actions):
    for action in actions:
        await store.actions.commit(new(action))
    return sorted(action.id for action in actions)


async def test_pages_follow_each_other_without_gap_or_twin(store, monkeypatch):
    monkeypatch.setattr(precedents, "PAGE", 3)
    ids = await remembered(store, *(an_action() for _ in range(7)))
    found, last = [], ""
    while page := await SqlPrecedents(store.database).page(last):
        found += [action.id for action, _ in page]
        last = found[-1]
    assert found == ids


async def test_actions_come_as_they_are_now(store):
    action = an_action()
    await remembered(store, action)
    answered = decided(action, at=NOON + timedelta(minutes=1))
    await store.actions.commit(moved(answered))
    assert await SqlPrecedents(store.database).page() == [(answered, None)]


async def test_a_period(store):
    early, late = an_action(created_at=NOON), an_action(created_at=NOON + DAY)
    await remembered(store, early, late)
    for since, until, wanted in ((None, None, 2), (NOON, NOON + DAY, 1), (NOON + DAY, None, 1), (None, NOON, 0)):
        assert len(await SqlPrecedents(store.database).page(since=since, until=until)) == wanted


async def test_findings_stand_beside_their_actions(store):
    """A sample that nobody has answered says nothing."""
    one, other = (auto_approved(an_action()) for _ in range(2))
    await remembered(store, one, other)
    samples = tuple(
        Sample(f"dig_1.{position}", "dig_1", Pick(action.id, "base_rate", 0.05), position)
        for position, action in enumerate((one, other), 1)
    )
    numbers = DigestNumbers(2, {}, {}, None, 0, 0, 0, 0)
    record = DigestRecord("dig_1", NOON, NOON + DAY, numbers, samples, "#digest")
    await store.review.begin_digests(NOON)
    message = Message(MessageKind.DIGEST, "dig_1", "#digest", 3)
    assert await store.review.commit_digest(record, [message], [an_event(one, EventKind.SAMPLED)])
    found = replace(samples[0], finding=Finding.WRONG, reviewed_by=a_person_as_actor(), reviewed_at=NOON + DAY)
    told = an_event(one, EventKind.REVIEWED, actor=LEAD)
    assert await store.review.commit_findings({found: told}, [message])
    by_id = {action.id: sample for action, sample in await SqlPrecedents(store.database).page()}
    assert by_id == {one.id: found, other.id: None}
