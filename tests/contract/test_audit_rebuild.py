"""Nothing changes without its leaf: the log alone leads to what the database holds, whatever happened."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import delete, update

from oversight.action.action import Action
from oversight.action.decision import Outcome, VoteKind
from oversight.action.status import OutcomeKind, Severity
from oversight.audit.envelope import read_leaf
from oversight.audit.rebuild import differences, rebuilt
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.review.sample import Finding, Sample
from oversight.standing.choices import Choices
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.report_outcome import report_outcome, report_problem
from oversight.usecases.actions.submit_action import Submission, submit_action
from oversight.usecases.actions.withdraw_action import withdraw_action
from oversight.usecases.agents.manage_agents import add_agent, revoke_agent, rotate_key
from oversight.usecases.halts.halt_actions import halt_actions
from oversight.usecases.halts.resume_actions import resume_actions
from oversight.usecases.halts.settle_halts import settle_halts
from oversight.usecases.ladder.escalate_action import escalate_action
from oversight.usecases.ladder.run_due import run_due
from oversight.usecases.review.post_digest import post_digest
from oversight.usecases.review.review_sample import review_sample
from oversight.usecases.standing.grant_standing_approval import grant_standing_approval
from oversight.usecases.standing.revoke_standing_approval import revoke_as_operator
from oversight.voting.decide import Answer
from storage.policies import SqlPolicies
from storage.store import Store
from storage.tables.actions import actions, votes
from tests.builders import NOON, OPERATOR, a_proposal, an_agent, policy_of
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import FixedPolicy, MemoryClock

POLICY = """
version: 1
tiers:
  team_member: {channel: "#a", reviewers: ["U1", "U2"], remind_after: 5m, escalate_after: 10m}
  team_lead: {channel: "#b", reviewers: ["U3"], approvals_required: 1, escalate_after: 10m}
defaults: {review_timeout: 40m}
action_types:
  refund.issue:
    risk: high
    schema: {type: object, properties: {amount: {type: number, minimum: 0}}}
    validators: [{name: within_policy, check: "payload.amount <= 500"}]
  ticket.tag: {risk: low, reversible: true}
standing_approvals: {for_at_most: 7d, uses_at_most: 50}
lazy_review: {base_rate: 1.0, reviewers: [U3], digest: {channel: "#d", cron: "0 9 * * MON", timezone: UTC}}
"""
PEOPLE = {name: Person(name, "T1", f"Person {name}") for name in ("U1", "U2", "U3")}
AGENT = an_agent()
STEPS = 250


class World:
    """A bot whose people and agents do whatever comes."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.luck = store, random.Random(seed)
        self.clock = MemoryClock(NOON)
        policy = policy_of(POLICY)
        directory = MemoryDirectory("T1", dict(PEOPLE))
        self.ports = Ports(*store.books, self.clock, store.ids, directory, FixedPolicy(policy), b"secret")
        self.known: list[str] = []
        self.samples: list[Sample] = []
        self.approvals: list[str] = []
        self.agents = 0

    async def begin(self):
        await SqlPolicies(self.store.database).remember(self.ports.policies.policy.hash, POLICY, NOON)
        await self.store.review.begin_digests(NOON)
        first, _ = await self.submit(10), await self.submit(10)
        await decide_action(first.id, "U1", Answer(VoteKind.APPROVE, 1, 0), self.ports)
        await self.allow()
        released = await self.submit(10)
        assert released.route.standing == self.approvals[0]

    async def submit(self, amount):
        proposal = a_proposal(action_type="refund.issue", payload={"amount": amount})
        made = await submit_action(Submission(proposal, AGENT), self.ports)
        assert isinstance(made, Action)
        self.known.append(made.id)
        return made

    async def step(self):
        self.clock.advance(timedelta(seconds=self.luck.randrange(1, 200)))
        doing = self.luck.choices(
            [
                self.propose,
                self.decide,
                self.wait,
                self.withdraw,
                self.report,
                self.halt,
                self.look,
                self.keys,
                self.allow,
            ],
            [30, 25, 20, 5, 10, 6, 8, 4, 8],
        )[0]
        await doing()

    async def propose(self):
        kind = self.luck.choice(["refund.issue", "ticket.tag"])
        payload = {"amount": self.luck.choice([10, 10, 20.5, 900])} if kind == "refund.issue" else {"tag": "x"}
        key = self.luck.choice([None, f"key-{self.luck.randrange(40)}"])
        action = await submit_action(
            Submission(a_proposal(action_type=kind, payload=payload), AGENT, key, "sha256:1", key="abcdefgh"),
            self.ports,
        )
        if isinstance(action, Action):
            self.known.append(action.id)

    async def decide(self):
        if self.known:
            action = await self.ports.actions.action(self.luck.choice(self.known))
            assert action is not None
            kind = self.luck.choice([VoteKind.APPROVE, *VoteKind])
            payload = {"amount": self.luck.randrange(400)} if kind is VoteKind.MODIFY else None
            rung = action.assignment.rung if action.assignment else 0
            answer = Answer(kind, action.version.number, rung, "Because", payload)
            await decide_action(action.id, self.luck.choice(list(PEOPLE)), answer, self.ports)

    async def wait(self):
        self.clock.advance(timedelta(minutes=self.luck.randrange(1, 12)))
        while await run_due(self.ports):
            pass
        if self.known and self.luck.random() < 0.2:
            await escalate_action(self.luck.choice(self.known), 0, "U1", self.ports)

    async def withdraw(self):
        if self.known:
            await withdraw_action(self.luck.choice(self.known), AGENT, "changed its mind", self.ports)

    async def report(self):
        if self.known:
            kind, now = self.luck.choice(list(OutcomeKind)), self.clock.now()
            found = (None, now, Severity.HIGH, now) if kind is OutcomeKind.ERROR_FOUND else ()
            await report_outcome(self.luck.choice(self.known), AGENT, Outcome(kind, now, *found), self.ports)
            await report_problem(self.known[-1], "U1", Severity.LOW, self.ports, happened_at=now)

    async def halt(self):
        word = self.luck.choice(["all", "refund.*"])
        done = halt_actions if self.luck.random() < 0.3 else resume_actions
        await done(word, "to be sure", OPERATOR, self.ports)
        while await settle_halts(self.ports):
            pass

    async def look(self):
        self.clock.advance(timedelta(hours=1))
        digest = await post_digest(self.clock.now(), self.ports)
        self.samples += digest.samples if digest else ()
        if self.samples:
            await review_sample(self.luck.choice(self.samples).id, "U3", self.luck.choice(list(Finding)), self.ports)

    async def keys(self):
        self.agents += 1
        agent = an_agent(f"bot-{self.agents}")
        assert isinstance(await add_agent(agent, self.luck.randbytes(25), OPERATOR, self.store.agents, self.clock), str)
        some = f"bot-{self.luck.randrange(1, self.agents + 1)}"
        if self.luck.random() < 0.5:
            await revoke_agent(some, OPERATOR, self.store.agents, self.clock)
        else:
            grace = timedelta(hours=1)
            await rotate_key(some, self.luck.randbytes(25), grace, OPERATOR, agents=self.store.agents, clock=self.clock)

    async def allow(self):
        if self.approvals and self.luck.random() < 0.2:
            await revoke_as_operator(self.luck.choice(self.approvals), OPERATOR, self.ports)
        choices = Choices(timedelta(days=1), 3)
        for action_id, person in product(self.known[-40:], PEOPLE):
            granted = await grant_standing_approval(action_id, person, choices, self.ports)
            if isinstance(granted, StandingApproval):
                self.approvals.append(granted.id)
        for _ in range(3):
            await self.propose()

    async def by_log(self):
        while await self.store.audit.sequence(100):
            pass
        leaves = await self.store.audit.leaves(1, 0, 100_000)
        return rebuilt(read_leaf(leaf.leaf) for leaf in leaves)

    async def differ(self):
        return list(differences(await self.by_log(), await self.store.audit.present_state()))


@pytest.fixture
async def busy(store, request):
    world = World(store, request.param)
    await world.begin()
    for _ in range(STEPS):
        await world.step()
    return world


@pytest.mark.parametrize("busy", range(3), indirect=True)
async def test_the_log_leads_to_what_the_database_holds(busy):
    assert await busy.differ() == []
    state = await busy.by_log()
    statuses = {fields["status"] for fields in state["actions"].values()}
    assert len(statuses) > 2, "the load is a mixed one"
    assert {"votes", "halts", "samples", "keys", "agents", "policies", "standing approvals"} <= set(state)
    assert any(fields["uses"] for fields in state["standing approvals"].values())


@pytest.mark.parametrize("busy", [7], indirect=True)
async def test_whatever_is_changed_behind_the_log_s_back_is_named(busy, store):
    some = next(iter((await busy.by_log())["votes"]))
    action_id, revision, reviewer = some.split()
    decided = actions.c.status == "approved"
    for change, kind in (
        (delete(votes).where(votes.c.action_id == action_id, votes.c.revision == int(revision)), "votes"),
        (update(actions).where(decided).values(payload_digest="sha256:0"), "actions"),
    ):
        await store.database.write(lambda connection, change=change: connection.execute(change).close())
        found = await busy.differ()
        assert kind in {difference.kind for difference in found}
    assert any(difference.id == f"{action_id} {revision} {reviewer}" for difference in found)
    assert {difference.field for difference in found if difference.kind == "actions"} >= {"payload_digest"}
