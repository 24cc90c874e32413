"""What storage promises about standing approvals: no use more than there are, whoever rushes, revokes or halts."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.decision import Actor, DeciderKind
from oversight.action.risk import Risk
from oversight.action.route import Verdict
from oversight.halts.halt import EVERYTHING, Halt
from oversight.ports.actions import Committed, Conflict, Duplicate
from oversight.ports.delivery import Message, MessageKind
from oversight.standing.choices import Choices
from oversight.standing.standing_approval import StandingApproval, StandingUse
from tests.builders import (
    NOON,
    a_person_as_actor,
    an_action,
    auto_approved,
    new,
)

DAY = timedelta(days=1)
ROOT = Actor(DeciderKind.HUMAN, "cli:root", "root (command line)")


def an_approval(store, action, **fields):
    """Everything that one can hold."""
    return StandingApproval(
        **{
            "id": store.ids.standing_id(),
            "agent_id": action.agent.id,
            "action_type": action.proposal.action_type,
            "condition": 'payload.note == "☃\\""',
            "tier": "team_member",
            "risk": Risk.HIGH,
            "grounds": ("risk", "a rule ☃"),
            "from_action": action.id,
            "granted_by": a_person_as_actor(),
            "granted_at": NOON,
            "expires_at": NOON + DAY,
            "uses_at_most": 5,
            "agent_name": action.agent.name,
            "choices": Choices(DAY, 5, {"$.amount": 1e300, "$.n": 200}, frozenset({"$['a.b']"})),
            "seen": ("sha256:1", "sha256:2"),
            "on_behalf_of": "a\0b ☃",
            "channel": "#agent-approvals",
            "card": f"{action.id}.0",
            "reversible": False,
            "owner": "U0OWNER",
            "signals": {"llm_confidence": 0.8},
            **fields,
        }
    )


async def granted(store, **fields):
    """One that stands, from an action of its own."""
    action = an_action()
    assert await store.actions.commit(new(action)) == Committed()
    approval = an_approval(store, action, **fields)
    told = Message(MessageKind.STANDING, approval.id, approval.channel, 1)
    assert await store.standing.grant(approval, [told])
    return approval


def using(approval, *, at=NOON, most=50, until=DAY, **fields):
    """A new action that it released."""
    action = auto_approved(an_action(created_at=at, **fields))
    action = replace(action, route=replace(action.route, verdict=Verdict.APPROVE, standing=approval.id))
    return new(action, standing=StandingUse(approval.id, most, NOON + until))


async def uses(store, approval):
    known = await store.standing.approval(approval.id)
    assert known is not None
    return known.uses


async def test_it_is_read_back_as_it_was_with_its_leaf_and_message(books):
    approval = await granted(books)
    assert await books.standing.approval(approval.id) == approval
    assert await books.standing.of_action(approval.from_action) == [approval]
    assert await books.standing.usable(approval.agent_id, approval.action_type, NOON) == [approval]
    assert await books.standing.usable(approval.agent_id, "other", NOON) == ()
    assert await books.standing.active(NOON, 10) == [approval]
    assert await books.standing.active(NOON + DAY, 10) == []
    [leaf] = await books.actions.events(approval.id)
    assert (leaf.kind, json.loads(leaf.leaf)["format"]) == ("standing.granted", 3)
    assert (await books.outbox.counts()).waiting == 1


async def test_one_action_has_one_that_stands(books):
    approval = await granted(books)
    twin = replace(approval, id=books.ids.standing_id())
    told = [Message(MessageKind.STANDING, twin.id, twin.channel, 1)]
    assert not any(await asyncio.gather(*(books.standing.grant(twin, told) for _ in range(3))))
    assert (await books.outbox.counts()).waiting == 1
    await books.standing.revoke(approval.id, ROOT, NOON, ())
    rivals = [replace(twin, id=books.ids.standing_id()) for _ in range(4)]
    granted_ = await asyncio.gather(*(books.standing.grant(rival, told) for rival in rivals))
    assert sorted(granted_) == [False, False, False, True]


@pytest.mark.parametrize("over", [{"uses": 5}, {"expires_at": NOON}])
async def test_one_that_is_over_keeps_nobody_from_the_next(books, over):
    approval = await granted(books, **over)
    twin = replace(approval, id=books.ids.standing_id(), uses=0, expires_at=NOON + DAY)
    assert await books.standing.grant(twin, ())
    assert await books.standing.active(NOON, 10) == [twin]


async def test_it_is_revoked_once(books):
    approval = await granted(books)
    at = NOON + timedelta(hours=1)
    told = [Message(MessageKind.STANDING_ENDED, approval.id, approval.channel, 0)]
    ends = await asyncio.gather(*(books.standing.revoke(approval.id, ROOT, at, told) for _ in range(4)))
    revoked = replace(approval, revoked_at=at, revoked_by=ROOT)
    assert sorted(ends, key=lambda ending: ending is None) == [revoked, None, None, None]
    assert await books.standing.approval(approval.id) == revoked
    assert await books.standing.usable(approval.agent_id, approval.action_type, NOON) == ()
    assert [leaf.kind for leaf in await books.actions.events(approval.id)] == ["standing.granted", "standing.revoked"]
    assert (await books.outbox.counts()).waiting == 2
    assert await books.standing.revoke("sta_none", ROOT, at, ()) is None


async def test_a_use_counts_with_the_action_that_it_releases(books):
    approval = await granted(books)
    change = using(approval)
    assert await books.actions.commit(change) == Committed()
    assert await books.actions.action(change.action.id) == change.action
    assert await uses(books, approval) == 1
    [known] = await books.standing.usable(approval.agent_id, approval.action_type, NOON, anew=True)
    assert known.uses == 1
    assert (await books.outbox.counts()).waiting == 1


@pytest.mark.parametrize(
    ("fields", "use"),
    [
        ({"uses": 5}, {}),
        ({"uses": 3}, {"most": 3}),
        ({}, {"at": NOON + DAY}),
        ({}, {"until": timedelta(0)}),
        ({}, {"most": 0}),
    ],
)
async def test_where_nothing_is_left_nothing_is_written(books, fields, use):
    approval = await granted(books, **fields)
    change = using(approval, **use)
    other = new(an_action())
    assert await books.actions.commit_all([change, other]) == [Conflict(), Committed()]
    assert await books.actions.action(change.action.id) is None
    assert await books.actions.events(change.action.id) == []
    assert await uses(books, approval) == fields.get("uses", 0)


async def test_what_was_revoked_or_never_was_releases_nothing(books):
    approval = await granted(books)
    await books.standing.revoke(approval.id, ROOT, NOON, ())
    assert await books.actions.commit(using(approval)) == Conflict()
    assert await books.actions.commit(using(replace(approval, id="sta_none"))) == Conflict()


async def test_a_repeated_request_costs_no_use_and_is_known_when_none_is_left(books):
    approval = await granted(books, uses_at_most=1)
    first = using(approval, idempotency_key="k", request_digest="d")
    assert await books.actions.commit(first) == Committed()
    again = using(approval, idempotency_key="k", request_digest="d")
    assert await books.actions.commit(again) == Duplicate(first.action.id, "d")
    assert await uses(books, approval) == 1


async def test_neither_an_old_request_nor_a_twin_takes_the_last_use_from_anybody(books):
    approval = await granted(books, uses_at_most=3)
    assert await books.actions.commit(using(approval, idempotency_key="k", request_digest="d")) == Committed()
    old, one, twin, other = (using(approval, idempotency_key=key) for key in ("k", "t", "t", "z"))
    results = await books.actions.commit_all([old, one, twin, other])
    assert [type(result) for result in results] == [Duplicate, Committed, Duplicate, Committed]
    assert await uses(books, approval) == 3


async def test_whoever_takes_the_last_use_says_so(books):
    approval = await granted(books, uses_at_most=3)
    before = (await books.outbox.counts()).waiting
    assert await books.actions.commit(using(approval)) == Committed()
    assert (await books.outbox.counts()).waiting == before
    assert await books.actions.commit_all([using(approval), using(approval)]) == [Committed(), Committed()]
    assert (await books.outbox.counts()).waiting == before + 1


async def test_what_is_over_is_not_kept_in_memory(books):
    approval = await granted(books)
    book = books.standing
    assert await book.usable(approval.agent_id, approval.action_type, NOON + DAY, anew=True) == ()


async def test_a_halt_keeps_the_use(books):
    approval = await granted(books)
    change = replace(using(approval), halts=0)
    await books.halts.begin(Halt(books.ids.halt_id(), EVERYTHING, ROOT, NOON), ())
    assert await books.actions.commit(change) == Conflict()
    assert await uses(books, approval) == 0


async def test_digests_know_what_a_standing_approval_released_and_its_first_use(books):
    approval = await granted(books)
    first, second, plain = using(approval), using(approval), new(auto_approved(an_action()))
    for change in (first, second, plain):
        assert await books.actions.commit(change) == Committed()
    candidates = await books.review.candidates(NOON - DAY, NOON + DAY)
    uses = {candidate.action_id: (candidate.by_standing, candidate.is_first_use) for candidate in candidates}
    assert uses[first.action.id] == (True, True)
    assert uses[second.action.id] == (True, False)
    assert uses[plain.action.id] == (False, False)
