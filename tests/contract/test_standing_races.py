"""However many rush for the last uses, through however many processes: as many run as uses are left."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from oversight.action.action import Action
from oversight.action.decision import Actor, DeciderKind, VoteKind
from oversight.action.status import Status
from oversight.policy import Policy
from oversight.ports import Ports
from oversight.standing.choices import Choices
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.submit_action import Submission, submit_action
from oversight.usecases.standing.grant_standing_approval import grant_standing_approval
from oversight.usecases.standing.revoke_standing_approval import revoke_as_operator
from oversight.voting.decide import Answer
from storage.store import Store, open_store
from tests.builders import (
    HOME_TEAM,
    NOON,
    POLICY,
    a_person,
    a_policy,
    a_proposal,
    an_agent,
)
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import FixedPolicy, MemoryClock

DAY = timedelta(days=1)
TERMS = "standing_approvals: {for_at_most: 7d, uses_at_most: 50, sample_rate: 0.2}\n"
ALLOWED = a_policy(POLICY + TERMS)
ROOT = Actor(DeciderKind.HUMAN, "cli:root", "root (command line)")


async def uses(store, approval):
    known = await store.standing.approval(approval.id)
    assert known is not None
    return known.uses


def ports_of(store: Store, policy: Policy = ALLOWED) -> Ports:
    people = {user_id: a_person(user_id) for user_id in ("U0MEMBER", "U0LEAD")}
    directory = MemoryDirectory(HOME_TEAM, people)
    return Ports(*store.books, MemoryClock(NOON), store.ids, directory, FixedPolicy(policy), b"secret")


async def propose(ports: Ports) -> Action:
    answer = await submit_action(Submission(a_proposal(), an_agent()), ports)
    assert isinstance(answer, Action)
    return answer


async def allow(ports: Ports, uses_at_most: int) -> StandingApproval:
    action = await propose(ports)
    await decide_action(action.id, "U0MEMBER", Answer(VoteKind.APPROVE, 1, 0), ports)
    approval = await grant_standing_approval(action.id, "U0MEMBER", Choices(DAY, uses_at_most), ports)
    assert isinstance(approval, StandingApproval), approval
    return approval


async def test_a_hundred_that_rush_for_the_last_five_uses_get_five(storage_url):
    """Through two processes: the others ask people, and not one is lost or released."""
    async with open_store(storage_url, serving=True) as one, open_store(storage_url, serving=False) as other:
        replicas = [ports_of(one), ports_of(other)]
        approval = await allow(replicas[0], 5)
        async with asyncio.timeout(60):
            actions = await asyncio.gather(*(propose(replicas[number % 2]) for number in range(100)))
        released = [action for action in actions if action.status is Status.APPROVED]
        assert [len(released), {action.route.standing for action in released}] == [5, {approval.id}]
        assert {action.status for action in actions} == {Status.APPROVED, Status.PENDING}
        assert await uses(one, approval) == 5
        for action in released:
            assert await other.actions.action(action.id) == action
        assert (await propose(replicas[0])).status is Status.PENDING


async def test_after_it_is_revoked_nothing_is_released_however_many_propose(storage_url):
    async with open_store(storage_url, serving=True) as one, open_store(storage_url, serving=False) as other:
        here, there = ports_of(one), ports_of(other)
        approval = await allow(here, 50)

        async def propose_until_asked() -> None:
            while (await propose(here)).status is Status.APPROVED:
                pass

        async with asyncio.timeout(60):
            proposing = [asyncio.create_task(propose_until_asked()) for _ in range(4)]
            await revoke_as_operator(approval.id, ROOT, there)
            assert (await propose(here)).status is Status.PENDING
            await asyncio.gather(*proposing)


async def test_what_another_process_granted_is_heard_of_soon(storage_url):
    async with open_store(storage_url, serving=True) as one, open_store(storage_url, serving=False) as other:
        here, there = ports_of(one), ports_of(other)
        assert (await propose(here)).status is Status.PENDING
        approval = await allow(there, 5)
        assert (await propose(here)).status is Status.PENDING
        await one.standing.refresh()
        assert (await propose(here)).route.standing == approval.id
        await revoke_as_operator(approval.id, ROOT, there)
        await one.standing.refresh()
        assert await one.standing.usable(approval.agent_id, approval.action_type, NOON) == ()
