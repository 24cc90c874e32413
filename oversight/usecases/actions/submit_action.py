"""An agent proposes: the policy routes the action, and answers at once where no person is needed."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.action import Action, Agent, Proposal, Version
from oversight.action.assignment import Assignment
from oversight.action.decision import policy_actor
from oversight.action.event import NOTHING, Submitted
from oversight.action.personal import PersonalValue, by_json_path, commitments
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.route import Route, Verdict
from oversight.action.stages import stage_names
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.editing.draft.proposed import refuse_draft
from oversight.editing.masked import masked_words
from oversight.editing.personal import personal_values
from oversight.exact_json.canonical import sha256
from oversight.halts.halt import Halts
from oversight.people.requester import UnknownRequester, refuse_requester, route_for
from oversight.policy import Policy
from oversight.ports import Ports
from oversight.ports.actions import Change, Committed, Conflict, Duplicate
from oversight.routing.answers import check_answers, rule_answers, signals_used
from oversight.routing.routing import Evaluation
from oversight.routing.under_halts import under_halts
from oversight.standing.release import Asked
from oversight.usecases.actions.evaluate_action import evaluate_action
from oversight.usecases.announce import announcements
from oversight.usecases.standing.standing_release import standing_release
from oversight.voting.decide import decide


class Submission(Struct, frozen=True):
    """A proposal, its agent, and how the request is recognised if it comes again."""

    proposal: Proposal
    agent: Agent
    idempotency_key: str | None = None
    request_digest: str | None = None
    key: str | None = None
    """The first part of the agent's key, by which it is known."""
    trace: str | None = None
    """The agent's own id of this call or run."""


class Arrival(Struct, frozen=True):
    """One action when it arrives: its id, the moment, where it goes, and what was asked on the way."""

    action_id: str
    at: datetime
    route: Route
    evaluation: Evaluation
    personal: tuple[PersonalValue, ...] = ()


async def submit_action(submission: Submission, ports: Ports) -> Action | Duplicate | Refusal:
    """The new action, durable and routed; or the earlier use of the same idempotency key; or why it is not accepted."""
    policy = ports.policies.policy
    if refusal := refuse_submission(submission, policy, ports):
        return await _earlier(submission, ports) or refusal
    action_id, now = ports.ids.action_id(), ports.clock.now()
    evaluation = await evaluate_submission(submission, policy, now, ports)
    known = policy.action_types.get(submission.proposal.action_type)
    rules = known.personal if known else ()
    personal = personal_values(submission.proposal.payload, rules, ports.ids.salt) if rules else ()
    halts = await ports.halts.active()
    spent: tuple[str, ...] = ()
    while True:
        released = None
        if policy.standing_approvals is not None and evaluation.route.verdict is Verdict.ASK:
            asked = Asked(submission.proposal, submission.agent, evaluation, policy, now)
            released = await standing_release(asked, halts, ports, spent=spent)
        route = released.route if released else evaluation.route
        case = Arrival(action_id, now, route, evaluation, personal)
        step = propose(submission, policy, case, halts=halts)
        use = None if released is None else released.use
        change = Change(step.action, step.events, announcements(step), is_new=True, halts=halts.number, standing=use)
        match await ports.actions.commit(change):
            case Committed():
                return step.action
            case Duplicate() as earlier:
                return earlier
            case Conflict():
                # Somebody halted or resumed meanwhile, here or on another replica. Or the standing approval that
                # released it was used up, over or revoked: then that one is left out.
                # Each further round follows one of these, so the loop ends.
                routed_under, halts = halts, await ports.halts.active(anew=True)
                now = ports.clock.now()
                if halts.number == routed_under.number:
                    assert released is not None, f"the id {action_id} is taken"
                    spent = (*spent, released.approval.id)


async def _earlier(submission: Submission, ports: Ports) -> Duplicate | None:
    """What the same key made before: a policy reloaded between two tries of one request does not change the answer."""
    if submission.idempotency_key is None:
        return None
    return await ports.actions.earlier(submission.agent.id, submission.idempotency_key)


async def evaluate_submission(submission: Submission, policy: Policy, now: datetime, ports: Ports) -> Evaluation:
    """The route of the action now, with the grounds, and with the people whom its agent asks for."""
    evaluation = await evaluate_action(submission.proposal, submission.agent, policy, now, ports)
    if submission.proposal.on_behalf_of is None:
        return evaluation
    return replace(evaluation, route=route_for(evaluation.route, _named(submission.proposal, ports)))


def propose(submission: Submission, policy: Policy, arrival: Arrival, *, halts: Halts) -> Transition:
    """The action as it begins: pending before its first tier, or already decided by the policy."""
    proposal, evaluation, action_id, now = submission.proposal, arrival.evaluation, arrival.action_id, arrival.at
    over = halts.over(submission.agent.id, proposal.action_type)
    route = under_halts(arrival.route, over, proposal.action_type, policy)
    frozen_at = now if any(halt.freezes for halt in over) else None
    asked = route.verdict is Verdict.ASK
    action = Action(
        id=action_id,
        agent=submission.agent,
        proposal=proposal,
        route=route,
        policy_hash=policy.hash,
        created_at=now,
        version=Version(1, proposal.payload, sha256(proposal.payload)),
        status=Status.PENDING,
        assignment=Assignment(0, now, now + route.review_timeout, frozen_at=frozen_at) if asked else None,
        idempotency_key=submission.idempotency_key,
        request_digest=submission.request_digest,
        personal=arrival.personal,
    )
    why = route.reasons[0]
    submitted = Submitted(
        *(action_id, now, submission.agent.actor, why.rule, why.text),
        verdict=route.verdict,
        patterns=route.patterns,
        risk=route.risk,
        reversible=route.reversible,
        rules=tuple([reason.rule for reason in route.reasons]),
        ladder=tuple([rung.tier for rung in route.ladder]),
        stages=stage_names(route.ladder),
        requesters=route.requesters or (),
        standing=route.standing,
        shadow=route.shadow,
        key=submission.key,
        # Erasing forgets it, as all that the agent wrote, and what is in the log cannot be forgotten.
        on_behalf_of=None if arrival.personal else proposal.on_behalf_of,
        answers=rule_answers(evaluation) or NOTHING,
        checks=check_answers(evaluation) or NOTHING,
        signals=signals_used(evaluation) or NOTHING,
        idempotency_key=submission.idempotency_key,
        trace=submission.trace,
        personal=by_json_path(commitments(proposal.payload, arrival.personal)) if arrival.personal else NOTHING,
    )
    if asked:
        return Transition(action, (submitted,))
    verdict = Status.APPROVED if route.verdict is Verdict.APPROVE else Status.REJECTED
    by = policy_actor(policy.hash)
    decided = decide(action, verdict, by, now, rule=why.rule, reason=why.text)
    return Transition(replace(decided.action, revision=1), (submitted, *decided.events))


def refuse_submission(submission: Submission, policy: Policy, ports: Ports) -> Refusal | None:
    """Why the action is not accepted at all, or nothing to object."""
    proposal = submission.proposal
    if not submission.agent.may_propose(proposal.action_type):
        return Refusal(
            RefusalCode.SCOPE,
            f"This key is not good for {proposal.action_type}. Ask the operator to widen its scope.",
        )
    known = policy.action_types.get(proposal.action_type)
    problems = known.schema_problems(proposal.payload) if known else ()
    if known and problems:
        return Refusal(
            RefusalCode.INVALID_PAYLOAD,
            f"The payload does not fit the schema of {proposal.action_type}. Fix it and propose again.",
            masked_words(problems, known.card),
        )
    if refusal := refuse_draft(proposal, known):
        return refusal
    if proposal.on_behalf_of is not None and policy.defaults.unknown_requester is UnknownRequester.REFUSE:
        return refuse_requester(_named(proposal, ports))
    return None


def _named(proposal: Proposal, ports: Ports) -> frozenset[str] | None:
    """The user ids of whom the agent asks for; empty where that is nobody here, None where it is not known."""
    return ports.directory.named(proposal.on_behalf_of or "")
