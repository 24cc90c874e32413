"""1,000 standing approvals, ten of them for the agent and type at hand: what the policy's answer costs with them."""

import dataclasses
import gc
import random
import time
from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from bench.machine import databases
from bench.report import Figure, percentile, show
from bot.settings import Settings
from bot.wiring.operator_store import OfflineDirectory, errand_ports
from oversight.action.action import Agent, Proposal
from oversight.action.decision import Actor, DeciderKind
from oversight.action.status import Status
from oversight.halts.halt import NO_HALTS
from oversight.policy import Policy
from oversight.policy.file.reading import read_policy
from oversight.ports import Ports
from oversight.ports.actions import Change
from oversight.routing.routing import evaluate
from oversight.standing.choices import Choices
from oversight.standing.granting import Preview, preview
from oversight.standing.release import Asked
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.actions.evaluate_action import evaluate_action
from oversight.usecases.actions.submit_action import Arrival, Submission, propose
from oversight.usecases.standing.standing_release import standing_release
from oversight.voting.decide import decide
from storage.engine.engines import open_database
from storage.engine.schema import migrate
from storage.store import open_store

EACH, KINDS = 10, 100
ASKED = 5_000
BAR_MS = 10.0
WEEK = timedelta(days=7)
REVIEWER = Actor(DeciderKind.HUMAN, "U0SAM", "Sam")
POLICY = """
version: 1
tiers: {team_member: {channel: "#agent-approvals", reviewers: [U0SAM]}}
action_types: {refund.issue: {risk: high, validators: [{name: sane, check: "payload.amount < 5000"}]}}
rules:
  - {name: huge, when: "payload.amount > 1000", tier: team_member, reason: Huge}
  - {name: many, when: "has(context.refunds) && context.refunds > 3", tier: team_member, reason: Many}
standing_approvals: {for_at_most: 7d, uses_at_most: 50}
"""


async def standing() -> None:
    """Prints, for each engine, how long the policy's answer takes with standing approvals and without."""
    policy = read_policy(POLICY)
    with databases() as urls:
        for name, url in urls.items():
            show(
                f"{EACH * KINDS:,} standing approvals, {EACH} for the agent and type ({name})", await _run(url, policy)
            )


async def _run(url: str, policy: Policy) -> list[Figure]:
    async with open_database(url, serving=False) as database:
        await migrate(database)
    async with open_store(url, serving=True) as store:
        ports = dataclasses.replace(
            errand_ports(store, policy, Settings(database_url=url)), directory=WhoeverIsAReviewer()
        )
        started = time.perf_counter()
        for kind in range(KINDS):
            for number in range(EACH):
                await _allow(_agent(kind), number, ports, policy)
        granted = time.perf_counter() - started
        first = time.perf_counter()
        await ports.standing.usable("agt_0", "refund.issue", store.clock.now(), anew=True)
        read = time.perf_counter() - first
        with_them, released = await _measured(ports, policy)
        without, _ = await _measured(ports, dataclasses.replace(policy, standing_approvals=None))
    p99 = percentile(with_them, 0.99)
    return [
        Figure("policy answers, p50", f"{percentile(with_them, 0.5):.3f} ms"),
        Figure("policy answers, p99", f"{p99:.3f} ms", f"< {BAR_MS:.0f} ms", p99 < BAR_MS),
        Figure("the same without the section, p99", f"{percentile(without, 0.99):.3f} ms"),
        Figure("released", f"{released:,} of {ASKED:,}", f"> {ASKED // 4:,}", released > ASKED // 4),
        Figure("granting one", f"{1000 * granted / (EACH * KINDS):.2f} ms"),
        Figure("reading them all", f"{1000 * read:.1f} ms"),
    ]


class WhoeverIsAReviewer(OfflineDirectory):
    """The directory of a workspace in which no reviewer's account was closed."""

    def may_still(self, user_id: str, reviewers: Sequence[str]) -> bool:
        """Whether the person is one of these."""
        return user_id in reviewers


def _agent(kind: int) -> Agent:
    return Agent(f"agt_{kind}", f"agent {kind}")


def _proposal(currency: int, amount: float, order: str) -> Proposal:
    payload = {"order_id": order, "amount": amount, "currency": f"C{currency}", "lines": [{"sku": "a-1", "count": 1}]}
    return Proposal("refund.issue", "Refund an order", payload, confidence=0.9)


async def _allow(agent: Agent, number: int, ports: Ports, policy: Policy) -> None:
    """One that lets refunds in one currency through."""
    proposal, now = _proposal(number, 40, "4711"), ports.clock.now()
    evaluation = evaluate(proposal, agent, policy, at=now)
    arrival = Arrival(ports.ids.action_id(), now, evaluation.route, evaluation)
    made = propose(Submission(proposal, agent), policy, arrival, halts=NO_HALTS).action
    action = replace(decide(made, Status.APPROVED, REVIEWER, now, rule="quorum").action, revision=1)
    await ports.actions.commit(Change(action, (), (), is_new=True))
    choices = Choices(WEEK, 50, {"$.amount": 200}, frozenset({"$.order_id"}))
    shown = preview(action, choices, policy)
    assert isinstance(shown, Preview), shown
    approval = StandingApproval(
        ports.ids.standing_id(),
        agent.id,
        "refund.issue",
        shown.cel,
        action.tier,
        evaluation.route.risk,
        shown.grounds,
        action.id,
        REVIEWER,
        now,
        now + WEEK,
        50,
        seen=shown.seen,
        reversible=evaluation.route.reversible,
    )
    assert await ports.standing.grant(approval, ())


async def _measured(ports: Ports, policy: Policy) -> tuple[list[float], int]:
    """How long each answer took, sorted, and how many actions would run."""
    luck, taken, released = random.Random(7), [], 0
    gc.collect()
    for _ in range(ASKED):
        proposal = _proposal(luck.randrange(2 * EACH), luck.randrange(250), str(luck.randrange(10**6)))
        agent = _agent(luck.randrange(KINDS))
        started = time.perf_counter()
        now = ports.clock.now()
        evaluation = await evaluate_action(proposal, agent, policy, now, ports)
        if policy.standing_approvals is not None:
            asked = Asked(proposal, agent, evaluation, policy, now)
            released += await standing_release(asked, NO_HALTS, ports) is not None
        taken.append(1000 * (time.perf_counter() - started))
    return sorted(taken), released
