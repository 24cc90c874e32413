"""Digests: each period is told exactly once, each finding is given exactly once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from msgspec.structs import replace
from sqlalchemy import text

from oversight.action.decision import Outcome
from oversight.action.event_kind import EventKind
from oversight.action.route import Shadow, Verdict
from oversight.action.status import OutcomeKind, Status
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.message_id import samples_id
from oversight.ports.review import DigestRecord
from oversight.review.figures import DigestNumbers
from oversight.review.sample import Finding, Pick, Sample
from oversight.review.sampler.candidate import Ended
from storage.engine.schema import NEWEST, migrate
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
from tests.contract.older_schema import back_to

DAY = timedelta(days=1)
WEEK = 7 * DAY
MINUTE = timedelta(minutes=1)
NUMBERS = DigestNumbers(3, {"approved": 3}, {"policy": 3}, 1.5, 0, 1, 0, 2)


def a_digest(action, number=1, **fields):
    digest_id = f"dig_{number}"
    sample = Sample(f"{digest_id}.1", digest_id, Pick(action.id, "base_rate", 0.05), 1)
    return DigestRecord(
        **{
            "id": digest_id,
            "since": NOON,
            "until": NOON + WEEK,
            "numbers": NUMBERS,
            "samples": (sample,),
            "channel": "#digest",
            **fields,
        }
    )


async def tell(store, digest):
    messages = [Message(MessageKind.DIGEST, digest.id, digest.channel, 3)]
    [sample] = digest.samples
    action = await store.actions.action(sample.pick.action_id)
    return await store.review.commit_digest(digest, messages, [an_event(action, EventKind.SAMPLED)])


async def an_approved_action(store):
    action = auto_approved(an_action())
    await store.actions.commit(new(action))
    return action


async def test_the_beginning_is_recorded_once(books):
    assert await books.review.last_digest_until() is None
    await books.review.begin_digests(NOON)
    await books.review.begin_digests(NOON + DAY)
    assert await books.review.last_digest_until() == NOON


async def test_a_digest_is_told_exactly_once_whoever_tries(books):
    await books.review.begin_digests(NOON)
    action = await an_approved_action(books)
    digests = [a_digest(action, number) for number in range(6)]
    told = await asyncio.gather(*(tell(books, digest) for digest in digests))
    assert told.count(True) == 1
    winner = digests[told.index(True)]
    assert await books.review.digest(winner.id) == winner
    assert await books.review.digest(digests[told.index(False)].id) is None
    assert await books.review.last_digest_until() == NOON + WEEK
    assert (await books.outbox.counts()).waiting == 1
    kinds = [event.kind for event in await books.actions.events(action.id)]
    assert kinds == ["action.submitted", "sample.drawn"]


async def test_periods_follow_each_other_without_gap_or_overlap(books):
    await books.review.begin_digests(NOON)
    action = await an_approved_action(books)
    assert await tell(books, a_digest(action, 1))
    assert not await tell(books, a_digest(action, 2, since=NOON + DAY, until=NOON + 2 * WEEK))
    assert await tell(books, a_digest(action, 3, since=NOON + WEEK, until=NOON + 2 * WEEK))


async def test_a_finding_is_given_exactly_once(books):
    await books.review.begin_digests(NOON)
    action = await an_approved_action(books)
    digest = a_digest(action)
    await tell(books, digest)
    [sample] = digest.samples
    by = a_person_as_actor()
    findings = [replace(sample, finding=finding, reviewed_by=by, reviewed_at=NOON + WEEK) for finding in Finding]
    message = Message(MessageKind.SAMPLES, samples_id(digest.id, 1), "#digest", 3)
    event = an_event(action, EventKind.REVIEWED)
    given = await asyncio.gather(*(books.review.commit_findings({finding: event}, [message]) for finding in findings))
    [winner] = [finding for kept in given for finding in kept]
    assert await books.review.sample(sample.id) == winner
    assert (await books.review.digest(digest.id)).samples == (winner,)
    assert (await books.outbox.counts()).waiting == 2
    assert [event.kind for event in await books.actions.events(action.id)][-1] == "sample.reviewed"


async def test_unknown_samples_and_digests_are_none(books):
    assert await books.review.sample("dig_0.1") is None
    assert await books.review.digest("dig_0") is None


async def test_candidates_are_what_the_policy_or_people_decided_in_the_period(books):
    sure = auto_approved(an_action(proposal=a_proposal(confidence=0.9)))
    silent = auto_approved(an_action(proposal=a_proposal(confidence=None), created_at=NOON + DAY))
    refused = auto_approved(an_action(), Status.REJECTED)
    asked, denied, waits = an_action(), an_action(), an_action()
    later = auto_approved(an_action(created_at=NOON + WEEK))
    every = (sure, silent, refused, asked, denied, waits, later)
    await books.actions.commit_all([new(action) for action in every])
    await books.actions.commit(moved(decided(asked, at=NOON + MINUTE)))
    await books.actions.commit(moved(decided(denied, Status.REJECTED, at=NOON + MINUTE)))
    found = {candidate.action_id: candidate for candidate in await books.review.candidates(NOON, NOON + WEEK)}
    assert {action_id: (candidate.ended, candidate.confidence) for action_id, candidate in found.items()} == {
        sure.id: (Ended.RAN, 0.9),
        silent.id: (Ended.RAN, None),
        refused.id: (Ended.AUTO_REJECTED, 0.8),
        asked.id: (Ended.APPROVED, 0.8),
        denied.id: (Ended.REJECTED, 0.8),
    }
    assert [candidate.action_id for candidate in await books.review.candidates(NOON + WEEK, NOON + 2 * WEEK)] == [
        later.id
    ]
    one, proposal = found[sure.id], sure.proposal
    assert (one.action_type, one.agent_id, one.policy_hash) == (proposal.action_type, sure.agent.id, sure.policy_hash)
    assert (one.payload, one.description, one.context) == (proposal.payload, proposal.description, proposal.context)
    assert (one.at, one.failed, one.seconds) == (NOON, False, None)


async def test_the_past_of_a_period_is_what_was_decided_before_it_and_what_was_found(books):
    await books.review.begin_digests(NOON)
    looked_at, not_looked_at = await an_approved_action(books), await an_approved_action(books)
    old = auto_approved(an_action(created_at=NOON - 5 * WEEK))
    await books.actions.commit(new(old))
    digest = a_digest(looked_at)
    await tell(books, digest)
    assert (await books.review.sampling_past(NOON + WEEK)).reviewed == ()
    [sample] = digest.samples
    given = replace(sample, finding=Finding.WRONG, reviewed_by=a_person_as_actor(), reviewed_at=NOON + WEEK)
    await books.review.commit_findings({given: an_event(looked_at, EventKind.REVIEWED)}, [])
    past = await books.review.sampling_past(NOON + WEEK)
    assert {candidate.action_id for candidate in past.rows} == {looked_at.id, not_looked_at.id}
    assert [(one.candidate.action_id, one.was_wrong) for one in past.reviewed] == [(looked_at.id, True)]


async def test_what_the_log_says_of_how_it_was_weighed_is_known(store):
    action = auto_approved(an_action())
    came_in = an_event(
        action, EventKind.SUBMITTED, key="abcdefgh", signals={"llm_confidence": 0.7}, checks={"one": True, "two": None}
    )
    await store.actions.commit(replace(new(action), events=(came_in,)))
    [candidate] = await store.review.candidates(NOON, NOON + WEEK)
    assert (candidate.key, candidate.signals, candidate.unclear_checks) == ("abcdefgh", {"llm_confidence": 0.7}, 1)


async def test_all_reasons_of_a_sample_are_kept_in_their_order(books):
    await books.review.begin_digests(NOON)
    action = await an_approved_action(books)
    pick = Pick(action.id, "novel", 0.12345678901234567, ("anomaly", "base_rate"))
    digest = a_digest(action, samples=(Sample("dig_1.1", "dig_1", pick, 1),))
    await tell(books, digest)
    stored = await books.review.sample("dig_1.1")
    assert stored is not None
    assert stored.pick == pick


async def test_what_ran_in_shadow_is_known_and_nobody_can_pretend_it(books):
    shadow = Shadow(Verdict.ASK, "team_lead")
    plain = auto_approved(an_action(proposal=a_proposal(context={"shadow": {"verdict": "ask", "tier": "team_lead"}})))
    ran = auto_approved(an_action())
    ran = replace(ran, route=replace(ran.route, shadow=shadow))
    await books.actions.commit_all([new(plain), new(ran)])
    found = await books.review.candidates(NOON, NOON + WEEK)
    assert {candidate.action_id: candidate.in_shadow for candidate in found} == {plain.id: False, ran.id: True}
    assert (await books.actions.action(ran.id)).route.shadow == shadow


async def test_what_ran_in_shadow_before_there_was_a_column_for_it_is_known_after_the_migration(store):
    pretends = a_proposal(context={"shadow": {"verdict": "ask", "tier": "team_lead"}})
    plain, ran = auto_approved(an_action(proposal=pretends)), auto_approved(an_action())
    ran = replace(ran, route=replace(ran.route, shadow=Shadow(Verdict.ASK, "team_lead")))
    await store.actions.commit_all([new(plain), new(ran)])

    def go_back(connection):
        for statement in back_to("0006"):
            connection.execute(text(statement))

    await store.database.write(go_back)
    assert await migrate(store.database) == ("0006", NEWEST)
    found = await store.review.candidates(NOON, NOON + WEEK)
    assert {candidate.action_id: candidate.in_shadow for candidate in found} == {plain.id: False, ran.id: True}


async def test_the_period_in_numbers(books):
    quick, slow, timeless, outside = an_action(), an_action(), an_action(), an_action(created_at=NOON - DAY)
    by_policy = auto_approved(an_action())
    await books.actions.commit_all([new(action) for action in (quick, slow, timeless, outside, by_policy)])
    await books.actions.commit(moved(decided(quick, at=NOON + 2 * MINUTE)))
    await books.actions.commit(moved(decided(slow, Status.REJECTED, at=NOON + 5 * MINUTE)))
    failed = Outcome(OutcomeKind.ERROR_FOUND, NOON + DAY)
    told = replace(by_policy, outcome=failed, revision=by_policy.revision + 1)
    await books.actions.commit(moved(told, EventKind.OUTCOME_REPORTED))
    assert await books.review.digest_numbers(NOON, NOON + WEEK) == DigestNumbers(
        total=4,
        by_status={"approved": 2, "rejected": 1, "pending": 1},
        by_decider={"human": 2, "policy": 1},
        median_minutes_to_decide=3.5,
        errors_found=1,
        reviewed_right=0,
        reviewed_wrong=0,
        reviewed_unsure=0,
    )


async def test_chosen_reasons_are_counted_by_type(books):
    """Those of the period only; a reason in somebody's own words is no number."""
    chosen = ("Wrong customer", "Wrong customer", "Too much", None)
    every = [an_action() for _ in chosen] + [an_action(proposal=a_proposal(action_type="mail.send")), an_action()]
    await books.actions.commit_all([new(action) for action in every])
    whens = [NOON + MINUTE] * 5 + [NOON + WEEK]
    for action, reason, at in zip(every, (*chosen, "Too much", "Too much"), whens, strict=True):
        rejected = decided(action, Status.REJECTED, at=at, reason="It was paid", reject_reason=reason)
        await books.actions.commit(moved(rejected))
    assert (await books.review.digest_numbers(NOON, NOON + WEEK)).reject_reasons == {
        "refund.issue": {"Wrong customer": 2, "Too much": 1},
        "mail.send": {"Too much": 1},
    }


async def test_an_empty_period_has_no_median(books):
    numbers = await books.review.digest_numbers(NOON, NOON + WEEK)
    assert (numbers.total, numbers.median_minutes_to_decide) == (0, None)


async def test_findings_count_in_the_period_in_which_they_were_given(books):
    await books.review.begin_digests(NOON)
    action = await an_approved_action(books)
    digest = a_digest(action)
    await tell(books, digest)
    [sample] = digest.samples
    given = replace(sample, finding=Finding.WRONG, reviewed_by=a_person_as_actor(), reviewed_at=NOON + WEEK)
    await books.review.commit_findings({given: an_event(action, EventKind.REVIEWED)}, [])
    assert (await books.review.digest_numbers(NOON, NOON + WEEK)).reviewed_wrong == 0
    assert (await books.review.digest_numbers(NOON + WEEK, NOON + 2 * WEEK)).reviewed_wrong == 1
