"""An agent proposes: the policy routes the action, and answers at once where no person is needed."""

from dataclasses import dataclass, replace

from oversight.action import Action, Agent, Proposal, Version, Watch
from oversight.canonical import Json, digest
from oversight.decision import Actor, DeciderKind
from oversight.event import Event, EventKind
from oversight.lifecycle import Status
from oversight.patterns.approval_gate import decide
from oversight.patterns.routing import route
from oversight.policy import Policy
from oversight.ports import Change, Committed, Ports, Repeated
from oversight.refusal import Refusal, RefusalCode
from oversight.route import Route, Verdict
from oversight.step import Step
from oversight.usecases.announce import announcements


@dataclass(frozen=True, slots=True)
class Submission:
    """A proposal with what the request said of itself."""

    proposal: Proposal
    agent: Agent
    idempotency_key: str | None = None
    request_digest: str | None = None


async def submit_action(submission: Submission, ports: Ports) -> Action | Repeated | Refusal:
    """The new action, durable and routed; or the earlier use of the same idempotency key; or why it is not accepted."""
    policy = ports.policies.policy
    if refusal := _refuse(submission, policy):
        return await _earlier(submission, ports) or refusal
    step = propose(submission, policy, ports.ids.action_id(), ports)
    fate = await ports.ledger.commit(Change(step.action, step.events, announcements(step), is_new=True))
    match fate:
        case Committed():
            return step.action
        case Repeated():
            return fate
        case _:
            raise AssertionError("a new action has no earlier revision to be overtaken by")


async def _earlier(submission: Submission, ports: Ports) -> Repeated | None:
    """What the same key made before: a reload of the policy between two tries of one request changes no answer."""
    if submission.idempotency_key is None:
        return None
    return await ports.ledger.earlier(submission.agent.id, submission.idempotency_key)


def propose(submission: Submission, policy: Policy, action_id: str, ports: Ports) -> Step:
    """The action as it begins: pending before its first tier, or already decided by the policy."""
    proposal, now = submission.proposal, ports.clock.now()
    way = route(proposal, submission.agent, policy)
    asked = way.verdict is Verdict.ASK
    action = Action(
        id=action_id,
        agent=submission.agent,
        proposal=proposal,
        route=way,
        policy_hash=policy.hash,
        created_at=now,
        version=Version(1, proposal.payload, digest(proposal.payload)),
        status=Status.PENDING,
        watch=Watch(0, now, now + way.review_timeout) if asked else None,
        idempotency_key=submission.idempotency_key,
        request_digest=submission.request_digest,
    )
    why = way.reasons[0]
    submitted = Event(
        EventKind.SUBMITTED, action_id, now, submission.agent.actor, why.rule, why.text, _route_details(way)
    )
    if asked:
        return Step(action, (submitted,))
    verdict = Status.APPROVED if way.verdict is Verdict.APPROVE else Status.REJECTED
    by = Actor(DeciderKind.POLICY, policy.hash, "policy")
    decided = decide(action, verdict, by, now, rule=why.rule, reason=why.text)
    return Step(replace(decided.action, revision=1), (submitted, *decided.events))


def _route_details(way: Route) -> dict[str, Json]:
    """The route as the audit log keeps it."""
    return {
        "verdict": way.verdict.value,
        "patterns": [pattern.value for pattern in way.patterns],
        "risk": way.risk.value,
        "reversible": way.reversible,
        "rules": [reason.rule for reason in way.reasons],
        "ladder": [rung.tier for rung in way.ladder],
    }


def _refuse(submission: Submission, policy: Policy) -> Refusal | None:
    proposal = submission.proposal
    if not submission.agent.may_propose(proposal.action_type):
        return Refusal(
            RefusalCode.SCOPE,
            f"This key is not good for {proposal.action_type}. Ask the operator to widen its scope.",
        )
    known = policy.action_types.get(proposal.action_type)
    problems = known.schema_problems(proposal.payload) if known else ()
    if problems:
        return Refusal(
            RefusalCode.INVALID_PAYLOAD,
            f"The payload does not fit the schema of {proposal.action_type}. Mend it and propose again.",
            problems,
        )
    return None
