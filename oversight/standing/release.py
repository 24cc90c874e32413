"""Whether a standing approval releases an action that the policy would ask a person about.

It only ever answers the question that a person answered before. Whatever else is new about the action (another shape,
another reason, more risk, a higher tier, a draft, a claim of the agent) asks a person again, and so does every doubt.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.action import Agent, Proposal
from oversight.action.risk import Risk
from oversight.action.route import Reason, Route, Verdict
from oversight.action.stages import stage_names
from oversight.policy import Policy
from oversight.policy.confidence import floor_reason
from oversight.routing.classification import classify
from oversight.routing.routing import Evaluation
from oversight.routing.verdict import ALONE
from oversight.standing.grounds import OF_THE_TYPE, in_words, other_reasons, unforeseeable
from oversight.standing.matching import meets, seen_by_conditions
from oversight.standing.signal_drop import has_dropped
from oversight.standing.standing_approval import StandingApproval, StandingUse
from oversight.standing.words import allowed_words

RULE = "standing_approval"
"""The rule's name in reasons, decisions and leaves."""


class Released(Struct, frozen=True):
    """The route of an action that a standing approval releases, and the use to be counted."""

    route: Route
    approval: StandingApproval
    """Within the limits of today's policy."""

    @property
    def use(self) -> StandingUse:
        """What is counted where the action is written."""
        return StandingUse(
            self.approval.id, self.approval.uses_at_most, self.approval.expires_at, self.approval.channel
        )


class Asked(Struct, frozen=True):
    """An action that is to be released or not, with what is known of it."""

    proposal: Proposal
    agent: Agent
    evaluation: Evaluation
    policy: Policy
    at: datetime


def release(asked: Asked, approvals: Sequence[StandingApproval]) -> Released | None:
    """The release by the approval that covers the action and ends first; None where a person has to be asked."""
    if not approvals or why_never(asked) is not None:
        return None
    limits = asked.policy.standing_approvals
    assert limits is not None, "without limits nothing is released"
    seen = None
    for approval in sorted(
        (approval.under(limits) for approval in approvals), key=lambda approval: (approval.expires_at, approval.id)
    ):
        if why_not(approval, asked) is None:
            seen = seen or seen_by_conditions(asked.proposal.payload)
            if meets(approval.condition, seen):
                return Released(_route(asked, approval), approval)
    return None


def why_never(asked: Asked) -> str | None:
    """Why no standing approval can release the action; None where one could."""
    return next(_against_any(asked), None)


def why_not(approval: StandingApproval, asked: Asked) -> str | None:
    """Why this approval does not cover the action, whatever its shape; None where it does.

    The approval is not checked against the policy's caps: call :meth:`StandingApproval.under` before.
    """
    return next(_against(approval, asked), None)


def _against_any(asked: Asked) -> Iterator[str]:
    proposal, route, policy = asked.proposal, asked.evaluation.route, asked.policy
    known = policy.action_types.get(proposal.action_type)
    if policy.standing_approvals is None:
        yield "the policy has no standing_approvals"
    if route.verdict is not Verdict.ASK:
        yield "no person is asked about it"
    if known is None or not known.may_be_allowed:
        yield "the policy lets nobody allow this type in advance"
    if route.risk is Risk.CRITICAL or (known is not None and known.risk is Risk.CRITICAL):
        yield "a person decides what is critical"
    if proposal.draft is not None:
        yield "a draft is finished by a person"
    if classify(proposal, known).is_raised:
        yield "the agent itself calls it worse than the policy does"
    if stage_names(route.ladder) or not route.ladder or route.ladder[0].approvals_required > 1:
        yield "more than one person has to say yes"
    if floor_reason(asked.evaluation.signals, policy.confidence.thresholds) is not None:
        yield "a signal is under its floor"
    if (name := unforeseeable(asked.evaluation)) is not None:
        yield f"{name} asks a person each time"


def _against(approval: StandingApproval, asked: Asked) -> Iterator[str]:
    route, tiers = asked.evaluation.route, [tier.name for tier in asked.policy.tiers]
    if (approval.agent_id, approval.action_type) != (asked.agent.id, asked.proposal.action_type):
        yield "it is for another agent or type"
    if not approval.stands(asked.at):
        yield "it no longer stands"
    if route.risk.rank > approval.risk.rank:
        yield f"the action is {route.risk.value} risk now"
    if approval.reversible and not route.reversible:
        yield "it cannot be undone any more"
    if approval.tier not in tiers or route.first_tier not in tiers[: tiers.index(approval.tier) + 1]:
        yield "another tier is asked now"
    yield from _unseen(approval, asked)


def _unseen(approval: StandingApproval, asked: Asked) -> Iterator[str]:
    """What the reviewer did not see, beside the payload."""
    proposal, evaluation = asked.proposal, asked.evaluation
    if has_dropped(evaluation.signals, approval.signals):
        yield "signals say clearly less for it than they did then"
    if (asked.agent.owner, proposal.on_behalf_of) != (approval.owner, approval.on_behalf_of):
        yield "somebody else answers for it now"
    if any(in_words(caller) not in approval.seen for caller, _ in evaluation.callers):
        yield "a rule or check says something that the reviewer did not see"
    if not {reason.rule for reason in evaluation.route.reasons}.issubset(approval.grounds):
        yield "there is a reason that the reviewer did not see"
    if not OF_THE_TYPE.issuperset(reason.rule for reason in other_reasons(evaluation.route.reasons, evaluation)):
        yield "there is a reason that no condition can foresee"


def _route(asked: Asked, approval: StandingApproval) -> Route:
    before = asked.evaluation.route
    return replace(
        before,
        verdict=Verdict.APPROVE,
        patterns=ALONE,
        reasons=(Reason(RULE, allowed_words(approval)), *before.reasons),
        ladder=(),
        standing=approval.id,
    )
