"""What people said, in the order in which they said it: every answer once, whatever the page, and nothing else."""

import tracemalloc
from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.feedback.lines import FeedbackLines, Format
from oversight.action.decision import CLOCK, Outcome
from oversight.action.event_kind import EventKind
from oversight.action.route import Shadow, Verdict
from oversight.action.rule import Rule
from oversight.action.status import OutcomeKind, Status
from oversight.editing.feedback.feedback import PersonsVerdict
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.review import DigestRecord
from oversight.review.figures import DigestNumbers
from oversight.review.sample import Finding, Pick, Sample
from oversight.voting.decide import decide
from storage import feedback as pages
from storage.feedback import SqlFeedback
from storage.policies import SqlPolicies
from tests.builders import (
    NOON,
    POLICY,
    a_person_as_actor,
    a_policy,
    a_proposal,
    an_action,
    an_event,
    auto_approved,
    decided,
    moved,
    new,
)

MINUTE = timedelta(minutes=1)
V = PersonsVerdict


async def told(store, since=None, **wanted):
    said = SqlFeedback(store.database).since(since, **wanted)
    return [(one.action.id, one.verdict, one.at) async for one in said]


async def answered(store, status, at, **fields):
    action = an_action(**fields)
    await store.actions.commit(new(action))
    await store.actions.commit(moved(decided(action, status, at=at)))
    return action.id


async def went_wrong(store, action_id, at, kind=OutcomeKind.ERROR_FOUND):
    action = await store.actions.action(action_id)
    after = replace(action, outcome=Outcome(kind, at), revision=action.revision + 1)
    await store.actions.commit(moved(after, EventKind.OUTCOME_REPORTED))


async def reviewed(store, actions, findings, at):
    """These were sampled in one digest, and this was found of them."""
    samples = [Sample(f"dig_1.{n}", "dig_1", Pick(action.id, "base_rate", 0.05), n) for n, action in enumerate(actions)]
    numbers = DigestNumbers(len(actions), {}, {}, None, 0, 0, 0, 0)
    message = Message(MessageKind.DIGEST, "dig_1", "#digest", 3)
    await store.review.begin_digests(NOON)
    record = DigestRecord("dig_1", NOON, NOON + 9 * MINUTE, numbers, tuple(samples), "#digest")
    assert await store.review.commit_digest(record, [message], [an_event(a, EventKind.SAMPLED) for a in actions])
    for sample, action, finding in zip(samples, actions, findings, strict=True):
        found = replace(sample, finding=finding, reviewed_by=a_person_as_actor(), reviewed_at=at)
        event = an_event(action, EventKind.REVIEWED, actor=a_person_as_actor())
        assert await store.review.commit_findings({found: event}, [message])


async def test_every_answer_of_a_person_once_in_the_order_in_which_they_were_given(store, monkeypatch):
    """Also across pages and where several were given in one moment: approvals, edits, noes, findings, errors."""
    ids = [
        await answered(store, status, NOON + MINUTE) for status in (Status.REJECTED, Status.APPROVED) for _ in "1234"
    ]
    sampled = [auto_approved(an_action()) for _ in range(3)]
    for action in sampled:
        await store.actions.commit(new(action))
    await reviewed(store, sampled, (Finding.WRONG, Finding.RIGHT, Finding.UNSURE), NOON + MINUTE)
    late = await answered(store, Status.MODIFIED, NOON + 3 * MINUTE)
    await went_wrong(store, ids[-1], NOON + MINUTE)
    await went_wrong(store, ids[-2], NOON + 2 * MINUTE, OutcomeKind.FAILED)
    expected = {(action_id, V.REJECTED, NOON + MINUTE) for action_id in ids[:4]}
    expected |= {(action_id, V.APPROVED, NOON + MINUTE) for action_id in ids[4:]}
    expected |= {(sampled[0].id, V.WRONG, NOON + MINUTE), (sampled[1].id, V.RIGHT, NOON + MINUTE)}
    expected |= {(ids[-1], V.ERROR_FOUND, NOON + MINUTE), (late, V.MODIFIED, NOON + 3 * MINUTE)}
    whole = await told(store)
    assert len(whole) == len(expected)
    assert set(whole) == expected
    assert [at for *_, at in whole] == sorted(at for *_, at in whole)
    for size, portion in ((1, 1), (2, 10**6), (3, 1), (5, 2_000)):
        monkeypatch.setattr(pages, "PAGE", size)
        monkeypatch.setattr(pages, "PORTION", portion)
        assert await told(store) == whole


async def test_silence_the_policy_and_the_agent_are_nobody(store):
    """A timeout is not a person's no, and neither is what the policy rejects or an agent withdraws."""
    for status, actor, rule in (
        (Status.TIMED_OUT, CLOCK, Rule.REVIEW_TIMEOUT),
        (Status.CANCELLED, an_action().agent.actor, Rule.WITHDRAWN),
    ):
        action = an_action()
        await store.actions.commit(new(action))
        await store.actions.commit(moved(decide(action, status, actor, NOON + MINUTE, rule=rule).action))
    await store.actions.commit(new(auto_approved(an_action())))
    await store.actions.commit(new(auto_approved(an_action(), Status.REJECTED)))
    await store.actions.commit(new(an_action()))
    assert await told(store) == []


async def test_what_ran_in_shadow_is_practice(store):
    action = auto_approved(an_action())
    ran = replace(action, route=replace(action.route, shadow=Shadow(Verdict.ASK, "team_lead")))
    await store.actions.commit(new(ran))
    await reviewed(store, [ran], [Finding.WRONG], NOON + MINUTE)
    await went_wrong(store, ran.id, NOON + MINUTE)
    assert await told(store) == []


async def test_a_period_and_a_type(store):
    """The moment of the answer counts, not that of the proposal; the beginning is in it."""
    early = await answered(store, Status.APPROVED, NOON + MINUTE)
    late = await answered(store, Status.APPROVED, NOON + 2 * MINUTE, proposal=a_proposal(action_type="mail.send"))
    assert [found for found, *_ in await told(store, since=NOON + MINUTE)] == [early, late]
    assert [found for found, *_ in await told(store, since=NOON + 2 * MINUTE)] == [late]
    assert [found for found, *_ in await told(store, action_type="refund.issue")] == [early]


@pytest.mark.slow
async def test_eight_thousand_answers_stream_within_a_bound(store):
    """Of 8,000 answers no more is held than of a few hundred; each is one line."""
    policy = a_policy()
    await SqlPolicies(store.database).remember(policy.hash, POLICY, NOON)
    for start in range(0, 8_000, 2_000):
        some = [
            an_action(proposal=a_proposal(description=f"Refund {start + number}"), policy_hash=policy.hash)
            for number in range(2_000)
        ]
        answers = [
            decided(action, (Status.APPROVED, Status.REJECTED)[number % 2], at=NOON + number * MINUTE)
            for number, action in enumerate(some)
        ]
        # As they are at the end, so that each is written once.
        await store.actions.commit_all([new(replace(action, revision=1)) for action in answers])
    told_lines = FeedbackLines(store.database, policy, Format.JSONL)
    counted = 0
    tracemalloc.start()
    try:
        async for line in told_lines.lines():
            assert line.endswith(b"\n")
            counted += 1
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (counted, told_lines.left_out) == (8_000, 0)
    assert most < 20_000_000, f"{most:,} bytes at once"
