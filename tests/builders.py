"""Values with defaults: a test names only what it is about. ``an_action(risk=Risk.HIGH)``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from oversight.action.action import Action, Agent, Proposal, Version
from oversight.action.assignment import Assignment
from oversight.action.decision import Actor, DeciderKind, VoteKind
from oversight.action.draft import Block, BlockType, Draft
from oversight.action.event import EVENTS, Event
from oversight.action.event_kind import EventKind
from oversight.action.refusal import Refusal
from oversight.action.risk import Risk
from oversight.action.route import Pattern, Reason, Route, Rung, Verdict
from oversight.action.status import OutcomeKind, Status
from oversight.action.transition import Transition
from oversight.agents.keys import MintedKey, StoredKey, mint
from oversight.exact_json.canonical import sha256
from oversight.people.person import Person
from oversight.policy.file.reading import read_policy
from oversight.ports.actions import Change
from oversight.voting.decide import decide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oversight.policy import Policy

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOME_TEAM = "T0HOME"

_numbers = count(1)

POLICY = """
version: 1
tiers:
  team_member:
    {channel: "#agent-approvals", reviewers: [U0MEMBER, U0SECOND], remind_after: 5m, escalate_after: 10m}
  team_lead: {channel: "#agent-approvals-leads", reviewers: [U0LEAD], escalate_after: 10m}
  executive: {channel: "#agent-approvals-exec", reviewers: [U0VP], approvals_required: 1}
defaults: {review_timeout: 30m}
action_types:
  refund.issue:
    risk: high
    reversible: false
    schema: {type: object, required: [amount], properties: {amount: {type: number, minimum: 0}}}
  ticket.tag: {risk: low, reversible: true}
lazy_review:
  base_rate: 1.0
  reviewers: [U0LEAD]
  digest: {channel: "#agent-digest", cron: "0 9 * * MON", timezone: UTC}
"""


def a_policy(text: str = POLICY) -> Policy:
    """A policy with three tiers, one risky action type and one harmless one."""
    return policy_of(text)


@lru_cache(maxsize=256)
def policy_of(text: str) -> Policy:
    """The policy that this text is; the same object for the same text, because reading takes longer than most tests."""
    return read_policy(text)


def an_agent(name: str = "refund-bot", **fields: Any) -> Agent:
    """An agent that may propose anything."""
    return Agent(**{"id": f"agt_{name}", "name": name, "owner": "U0OWNER", **fields})


def a_key(agent: Agent | None = None, *, seed: int | None = None) -> tuple[MintedKey, StoredKey]:
    """A key and what is remembered of it; each call gives another one unless it names the seed."""
    number = next(_numbers) if seed is None else seed
    minted = mint(number.to_bytes(5, "big") + number.to_bytes(20, "big"))
    return minted, StoredKey(minted.prefix, minted.hash, agent or an_agent(), NOON)


def a_person(user_id: str = "U0MEMBER", **fields: Any) -> Person:
    """A full member of the home workspace."""
    return Person(**{"id": user_id, "team_id": HOME_TEAM, "name": user_id.removeprefix("U0").title(), **fields})


def a_proposal(**fields: Any) -> Proposal:
    """A refund."""
    return Proposal(
        **{
            "action_type": "refund.issue",
            "description": "Refund order 4711",
            "payload": {"order_id": "4711", "amount": 900},
            "confidence": 0.8,
            "reasoning": "The parcel never arrived.",
            **fields,
        }
    )


def a_block(kind: BlockType = BlockType.CONFIDENT, content: str = "Dear Ada,", **fields: Any) -> Block:
    """A block that the agent is sure of."""
    return Block(kind, content, **fields)


def a_draft(*blocks: Block, **fields: Any) -> Draft:
    """A draft whose text goes into the field ``text``; without blocks, one of which the agent is not sure."""
    return Draft(blocks or (a_block(BlockType.UNCERTAIN),), **{"target": "$.text", **fields})


def a_rung(tier: str = "team_member", **fields: Any) -> Rung:
    """A tier with one reviewer of its own, who is given ten minutes."""
    return Rung(
        **{
            "tier": tier,
            "channel": f"#{tier.replace('_', '-')}",
            "reviewers": (f"U0{tier.rsplit('_', maxsplit=1)[-1].upper()}",),
            "remind_after": timedelta(minutes=5),
            "escalate_after": timedelta(minutes=10),
            **fields,
        }
    )


def a_route(*tiers: str, risk: Risk = Risk.HIGH, **fields: Any) -> Route:
    """A gate before these tiers; without any, team member and team lead."""
    return Route(
        **{
            "patterns": (Pattern.APPROVAL_GATE, Pattern.ESCALATION_LADDER),
            "verdict": Verdict.ASK,
            "risk": risk,
            "reversible": False,
            "reasons": (Reason("risk_high", "The policy calls this high risk."),),
            "ladder": tuple(map(a_rung, tiers or ("team_member", "team_lead"))),
            **fields,
        }
    )


def an_action_id(at: datetime = NOON) -> str:
    """A fresh id that sorts by time, like the real ones."""
    return f"act_{int(at.timestamp()):013d}{next(_numbers):013d}"


def an_action(
    *,
    agent: Agent | None = None,
    proposal: Proposal | None = None,
    route: Route | None = None,
    created_at: datetime = NOON,
    **fields: Any,
) -> Action:
    """A refund that waits for a team member since `created_at`."""
    proposal = proposal or a_proposal()
    route = route or a_route()
    return Action(
        **{
            "id": an_action_id(created_at),
            "agent": agent or an_agent(),
            "proposal": proposal,
            "route": route,
            "policy_hash": "sha256:" + "0" * 64,
            "created_at": created_at,
            "version": Version(1, proposal.payload, sha256(proposal.payload)),
            "status": Status.PENDING,
            "assignment": Assignment(0, created_at, created_at + route.review_timeout),
            **fields,
        }
    )


def a_person_as_actor(person: Person | None = None) -> Actor:
    """The person as one who does things."""
    person = person or a_person()
    return person.actor


POLICY_ACTOR = Actor(DeciderKind.POLICY, "sha256:" + "0" * 64, "policy")


def auto_approved(action: Action, status: Status = Status.APPROVED) -> Action:
    """The action as the policy answers it at once: no person was asked."""
    unasked = replace(action, assignment=None, route=replace(action.route, ladder=(), verdict=Verdict.APPROVE))
    settled = decide(unasked, status, POLICY_ACTOR, action.created_at, rule="low_risk").action
    return replace(settled, revision=1)


def decided(
    action: Action, status: Status = Status.APPROVED, *, by: Person | None = None, at: datetime, **reasons: str | None
) -> Action:
    """The action with a person's answer, one revision on."""
    return decide(action, status, a_person_as_actor(by), at, rule="quorum", **reasons).action


def a_step(answer: Transition | Refusal | None) -> Transition:
    """The step that a rule took; a refusal, or nothing to do, fails the test."""
    assert isinstance(answer, Transition), answer
    return answer


OF_A_KIND: dict[str, Any] = {
    "verdict": Verdict.ASK,
    "patterns": (Pattern.APPROVAL_GATE,),
    "risk": Risk.HIGH,
    "reversible": False,
    "rules": ("risk_high",),
    "ladder": ("team_member",),
    "vote": VoteKind.APPROVE,
    "outcome": OutcomeKind.EXECUTED,
    "from_tier": "team_member",
    "to_tier": "team_lead",
    "round": 1,
    "stage": "security",
    "next_stage": "legal",
    "tier": "team_member",
    "people": ("U8",),
    "to": "U9",
    "to_name": "Nina",
    "seconds": 900,
    "until": NOON,
    "halt": "hlt_1",
    "stood_seconds": 60,
    "channel": "C1",
    "message": "1.2",
    "shown": "sha256:5",
    "erased": ("$.customer.email",),
    "sample": "dig_1.1",
    "probability": 0.25,
    "also": ("anomaly", "base_rate"),
    "finding": "right",
    "version": 1,
    "paths": ("$.payload.card_number",),
}
"""What each kind of event says beside what all of them say."""


def a_fact(kind: EventKind, of_all: Mapping[str, Any], **of_this_kind: Any) -> Event:
    """An event of this kind; of what is given, it says what such events say."""
    names = EVENTS[kind].__struct_fields__
    said = OF_A_KIND | of_this_kind
    return EVENTS[kind](**of_all, **{name: said[name] for name in names if name in said})


def an_event(action: Action, kind: EventKind = EventKind.SUBMITTED, **fields: Any) -> Event:
    """A fact about the action."""
    of_all = {"action_id": action.id, "at": action.created_at, "actor": action.agent.actor, "rule": "risk_high"}
    return a_fact(kind, of_all | fields)


def new(action: Action, **fields: Any) -> Change:
    """The change that brings the action into the world."""
    return Change(**{"action": action, "events": (an_event(action),), "messages": (), "is_new": True, **fields})


def moved(action: Action, kind: EventKind = EventKind.DECIDED, **fields: Any) -> Change:
    """The change that leaves the action in this state."""
    return Change(**{"action": action, "events": (an_event(action, kind),), "messages": (), **fields})


OPERATOR = Actor(DeciderKind.HUMAN, "cli:root", "root (command line)")
"""Who adds agents and revokes their keys."""
