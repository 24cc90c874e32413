"""Values with defaults: a test says only what matters to it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from oversight.action.action import Action, Agent, Proposal
from oversight.action.decision import Actor, DeciderKind, VoteKind
from oversight.action.risk import Risk
from oversight.action.route import Pattern, Reason, Route, Rung, Verdict
from oversight.exact_json.canonical import Json
from oversight.people.person import Person
from oversight.policy import Policy
from oversight.policy.file.reading import read_policy
from oversight.voting.decide import Answer
from tests import builders

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOME = "T_HOME"

POLICY = """
version: 1
tiers:
  team_member:   {channel: "#members", reviewers: [UMEMBER], remind_after: 5m, escalate_after: 10m}
  team_lead:     {channel: "#leads", reviewers: [ULEAD], escalate_after: 10m}
  domain_expert: {channel: "#experts", reviewers: [UEXPERT, UEXPERT2], approvals_required: 2}
  executive:     {channel: "#execs", reviewers: [UVP, UVP2], approvals_required: 2, modified_needs_second: true}
defaults: {review_timeout: 30m}
action_types:
  tag.add: {risk: low, reversible: true}
  ticket.update:
    risk: medium
    reversible: true
    validators: [{name: no_script, check: "!has(payload.script)"}]
  mail.send: {risk: medium, reversible: false}
  refund.issue:
    risk: high
    reversible: false
    schema: {type: object, required: [amount], properties: {amount: {type: number, minimum: 0}}}
    validators: [{name: within_policy, check: "payload.amount <= 500"}]
  prod.change: {risk: critical, reversible: false, tier: domain_expert}
"""

ALL_GOOD: Mapping[str, float] = {
    "llm_confidence": 1.0,
    "semantic_similarity": 1.0,
    "rule_validator_score": 1.0,
    "historical_accuracy": 1.0,
    "input_familiarity": 1.0,
}


def a_policy(extra: str = "") -> Policy:
    """The policy of these tests, with more sections behind it."""
    return builders.policy_of(POLICY + extra)


def a_policy_anew() -> Policy:
    """The same policy, read again: it remembers nothing of what was asked before."""
    return read_policy(POLICY)


def an_agent(**changes: Any) -> Agent:
    return replace(Agent("agt_1", "refund-bot"), **changes)


def a_proposal(action_type: str = "refund.issue", payload: Json = None, **changes: Any) -> Proposal:
    return replace(Proposal(action_type, "Refund order 7", payload or {"amount": 100}), **changes)


def a_rung(**changes: Any) -> Rung:
    return replace(Rung("team_member", "#members", ("U1", "U2", "U3")), **changes)


def an_action(
    *ladder: Rung, payload: Json = None, timeout: timedelta = timedelta(minutes=30), **changes: Any
) -> Action:
    """An action that waits before the first of these rungs since NOW."""
    proposal = a_proposal(payload=payload)
    route = Route(
        patterns=(Pattern.APPROVAL_GATE,),
        verdict=Verdict.ASK,
        risk=Risk.HIGH,
        reversible=False,
        reasons=(Reason("risk", "High risk needs a person"),),
        ladder=ladder or (a_rung(),),
        review_timeout=timeout,
    )
    action = builders.an_action(
        id="act_1", agent=an_agent(), proposal=proposal, route=route, policy_hash="sha256:0", created_at=NOW
    )
    return replace(action, **changes)


def a_person(user_id: str = "U1", **changes: Any) -> Person:
    return replace(Person(user_id, HOME, f"Person {user_id}"), **changes)


def human(user_id: str = "U1") -> Actor:
    return Actor(DeciderKind.HUMAN, user_id, f"Person {user_id}")


def approve(version: int = 1, rung: int = 0) -> Answer:
    return Answer(VoteKind.APPROVE, version, rung)


def reject(reason: str | None = "Too much", version: int = 1, rung: int = 0) -> Answer:
    return Answer(VoteKind.REJECT, version, rung, reason)


def modify(payload: Json, version: int = 1, rung: int = 0) -> Answer:
    return Answer(VoteKind.MODIFY, version, rung, None, payload)
