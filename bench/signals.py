"""100,000 past actions: what routing costs when it asks the past, and when it does not."""

import dataclasses
import gc
import os
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from bench.actions import PROPOSAL
from bench.machine import databases, memory_mib
from bench.report import Figure, percentile, show
from bot.precedents import PastDecisions
from bot.settings import Settings
from bot.wiring.operator_store import errand_ports
from oversight.action.action import Action, Agent, Proposal
from oversight.action.decision import Actor, DeciderKind
from oversight.action.status import Status
from oversight.halts.halt import NO_HALTS
from oversight.policy import Policy
from oversight.policy.file.reading import read_policy
from oversight.ports import Ports
from oversight.ports.actions import Change
from oversight.routing.routing import evaluate
from oversight.usecases.actions.evaluate_action import evaluate_action
from oversight.usecases.actions.submit_action import Arrival, Submission, propose
from oversight.voting.decide import decide
from storage.engine.engines import open_database
from storage.engine.schema import migrate
from storage.store import open_store

PAST = 100_000
TYPES = 20
ROUTED = 2_000
AT_A_TIME = 2_000
BAR_MS = 5.0
AGENT = Agent("agt_bench", "bench")
NAMES = ("Mia", "Noor", "Jan", "Aoi", "Lea", "Omar", "Ines", "Tom", "Eva", "Sam")
SAYINGS = ("confirmed both flights", "asked for a window seat", "travels with a dog", "pays with a certificate")


async def signals() -> None:
    """Prints, for each engine, how long routing takes and how long the past takes to read."""
    policy = read_policy(_policy())
    with databases() as urls:
        for name, url in urls.items():
            show(f"Signals from {PAST:,} past actions of {TYPES} types ({name})", await _measure(url, policy))


async def _measure(url: str, policy: Policy) -> list[Figure]:
    async with open_database(url, serving=False) as database:
        await migrate(database)
    async with open_store(url, serving=True) as store:
        ports = errand_ports(store, policy, Settings(database_url=url))
        await _seed(ports, policy)
        before = memory_mib(os.getpid())
        past = PastDecisions(store.database, ports.policies, store.clock)
        started = time.perf_counter()
        await past.catch_up()
        read_in = time.perf_counter() - started
        grown = memory_mib(os.getpid()) - before
        looking = await _milliseconds(lambda _: past.catch_up(), range(50))
        asking = dataclasses.replace(ports, precedents=past)
        proposals = list(_proposals(ROUTED, seed=2))
        now = store.clock.now()

        async def plain(proposal: Proposal) -> object:
            return evaluate(proposal, AGENT, policy, at=now).route

        async def weighed(proposal: Proposal) -> object:
            return await evaluate_action(proposal, AGENT, policy, now, asking)

        harmless = [replace(proposal, action_type="airline.look_up") for proposal in proposals]
        baseline = await _milliseconds(plain, proposals)
        with_past = await _milliseconds(weighed, proposals)
        on_processor = await _milliseconds(weighed, proposals, time.thread_time)
        spared = await _milliseconds(weighed, harmless)
        learning = await _milliseconds(past.learn, list(_decided(ports, policy, 200, seed=3)))
        measured = sum([len(await past.measure(proposal, AGENT, now)) == 3 for proposal in proposals])
    p99 = percentile(with_past, 0.99)
    return [
        Figure("route alone, p50", f"{percentile(baseline, 0.5):.3f} ms"),
        Figure("route alone, p99", f"{percentile(baseline, 0.99):.3f} ms"),
        Figure("with the past, p50", f"{percentile(with_past, 0.5):.3f} ms"),
        Figure("with the past, p99", f"{p99:.3f} ms", f"< {BAR_MS:.0f} ms", p99 < BAR_MS),
        Figure("with the past, p99 of processor time", f"{percentile(on_processor, 0.99):.3f} ms"),
        Figure("all three signals computed", f"{measured:,} of {ROUTED:,}", f"{ROUTED:,}", measured == ROUTED),
        Figure("a type that signals do not sway, p99", f"{percentile(spared, 0.99):.3f} ms"),
        Figure("learning one decision, p50", f"{percentile(learning, 0.5):.2f} ms"),
        Figure("looking for news, p50", f"{percentile(looking, 0.5):.2f} ms"),
        Figure("reading the past at start", f"{read_in:.1f} s"),
        Figure("memory", f"{grown:.0f} MiB"),
    ]


def _policy() -> str:
    types = "\n".join(
        f"  airline.type_{number}: {{risk: medium, reversible: true, "
        'validators: [{name: has_payment, check: "size(payload.payment_methods) > 0"}]}'
        for number in range(TYPES)
    )
    return f"""
version: 1
tiers: {{team_member: {{channel: "#agent-approvals", reviewers: [U0SAM]}}}}
action_types:
  airline.look_up: {{risk: low, reversible: true}}
{types}
rules:
  - {{name: many_bags, when: "payload.total_baggages > 50", tier: team_member, reason: Many bags}}
"""


def _proposals(many: int, seed: int) -> Iterator[Proposal]:
    """Bookings as an airline's agent sends them: 1.5 KB, each another one."""
    luck = random.Random(seed)
    payload: Any = PROPOSAL["payload"]
    for _ in range(many):
        people = [{"first_name": luck.choice(NAMES), "last_name": "Li", "dob": "1990-04-05"}]
        yield Proposal(
            action_type=f"airline.type_{luck.randrange(TYPES)}",
            description=f"{PROPOSAL['description']}, {luck.choice(SAYINGS)}",
            payload={
                **payload,
                "user_id": f"{luck.choice(NAMES).casefold()}_li_{luck.randrange(10_000)}",
                "passengers": people * luck.randrange(1, 4),
                "total_baggages": luck.randrange(6),
                "note": " ".join(luck.choices(SAYINGS, k=2)),
            },
            confidence=0.92,
        )


def _decided(ports: Ports, policy: Policy, many: int, seed: int) -> Iterator[Action]:
    """Actions that a person decided; one in ten was rejected."""
    luck = random.Random(seed)
    by = Actor(DeciderKind.HUMAN, "U0SAM", "Sam")
    now: datetime = ports.clock.now()
    for proposal in _proposals(many, seed):
        evaluation = evaluate(proposal, AGENT, policy)
        arrival = Arrival(ports.ids.action_id(), now, evaluation.route, evaluation)
        step = propose(Submission(proposal, AGENT), policy, arrival, halts=NO_HALTS)
        status = Status.REJECTED if luck.random() < 0.1 else Status.APPROVED
        at = now - timedelta(minutes=luck.randrange(60 * 24 * 30))
        decided = decide(step.action, status, by, at, rule="quorum", reason="It is like the others.").action
        yield replace(decided, revision=1)


async def _seed(ports: Ports, policy: Policy) -> None:
    changes = []
    for action in _decided(ports, policy, PAST, seed=1):
        changes.append(Change(action, (), (), is_new=True))
        if len(changes) == AT_A_TIME:
            await ports.actions.commit_all(changes)
            changes = []
    await ports.actions.commit_all(changes)


async def _milliseconds(
    work: Callable[[Any], Awaitable[object]], inputs: Iterable[Any], clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """How long each took, sorted. The collector's rounds belong to what the seeding left, so they are kept out."""
    taken = []
    gc.collect()
    gc.freeze()
    for one in inputs:
        started = clock()
        await work(one)
        taken.append(1000 * (clock() - started))
    gc.unfreeze()
    return sorted(taken)
