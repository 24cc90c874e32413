"""A thousand actions, each approved, rejected, withdrawn and timed out at one moment: one decision each."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest

from oversight.action.decision import VoteKind
from oversight.action.event_kind import EventKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.exact_json.canonical import Json
from oversight.exact_json.strict_json import read_json
from oversight.ports import Ports
from oversight.ports.actions import Committed
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.withdraw_action import withdraw_action
from oversight.usecases.ladder.run_due import run_due
from oversight.voting.decide import Answer
from storage.store import Store
from tests.builders import HOME_TEAM, NOON, a_person, a_policy, a_route, a_rung, an_action, an_agent, new
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import CountedIds, FixedPolicy, MemoryClock

ACTIONS = 1_000
APPROVE = Answer(VoteKind.APPROVE, 1, 0)
AGENT = an_agent()
REJECT = Answer(VoteKind.REJECT, 1, 0, "No")


def the_world(store: Store, at: datetime) -> Ports:
    people = {user_id: a_person(user_id) for user_id in ("U0MEMBER", "U0SECOND")}
    return Ports(
        *store.books,
        clock=MemoryClock(at),
        ids=CountedIds(),
        directory=MemoryDirectory(HOME_TEAM, people),
        policies=FixedPolicy(a_policy()),
        sample_secret=b"secret",
    )


@pytest.mark.exhaustive
async def test_every_action_has_exactly_one_decision_and_every_loser_is_told(store):
    # For the replica that keeps time the deadline is here; for the one that hears the clicks it is a moment away.
    deadline = NOON + timedelta(minutes=30)
    route = a_route(ladder=(a_rung(reviewers=("U0MEMBER", "U0SECOND")),))
    actions = [an_action(route=route) for _ in range(ACTIONS)]
    assert await store.actions.commit_all([new(action) for action in actions]) == [Committed()] * ACTIONS
    answers, timed_out = await everybody_at_once(
        actions, the_world(store, deadline - timedelta(seconds=1)), the_world(store, deadline)
    )

    told: Counter[Status] = Counter()
    for action in actions:
        final = await store.actions.action(action.id)
        told[final.status] += 1
        decisions = [leaf for leaf in await leaves(store, action.id) if leaf["kind"] == EventKind.DECIDED]
        assert [leaf["state"]["status"] for leaf in decisions] == [final.status]
        steps = [answer for answer in answers[action.id] if isinstance(answer, Transition)]
        refusals = [answer for answer in answers[action.id] if isinstance(answer, Refusal)]
        assert [step.action for step in steps] == ([] if final.status is Status.TIMED_OUT else [final])
        assert len(steps) + len(refusals) == 3
        assert {refusal.code for refusal in refusals} == {RefusalCode.ALREADY_DECIDED}
        assert len(final.votes) == (final.status in (Status.APPROVED, Status.REJECTED))
    assert told[Status.TIMED_OUT] == timed_out
    assert await store.actions.pending(1) == []


async def everybody_at_once(actions, ports, timekeeper):
    """What each of the three was answered, by action, and how many actions time ended."""
    moves = [
        (action.id, move)
        for action in actions
        for move in (
            lambda action_id=action.id: decide_action(action_id, "U0MEMBER", APPROVE, ports),
            lambda action_id=action.id: decide_action(action_id, "U0SECOND", REJECT, ports),
            lambda action_id=action.id: withdraw_action(action_id, AGENT, "changed my mind", ports),
        )
    ]
    Random(4711).shuffle(moves)
    answers: dict[str, list[Transition | Refusal]] = {action.id: [] for action in actions}

    async def make(action_id, move):
        answers[action_id].append(await move())

    timed_out, *_ = await asyncio.gather(run_due(timekeeper), *(make(action_id, move) for action_id, move in moves))
    return answers, timed_out


async def leaves(store, action_id) -> list[Json]:
    return [read_json(event.leaf) for event in await store.actions.events(action_id)]
