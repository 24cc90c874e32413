"""How votes become a decision: distinct people, on the version and the rung that count now."""

from dataclasses import dataclass

from oversight.action import Action
from oversight.decision import Vote, VoteKind
from oversight.lifecycle import Status
from oversight.route import Rung


@dataclass(frozen=True, slots=True)
class Waiting:
    """More people are needed."""

    approvals: int
    required: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """The votes suffice."""

    status: Status


def standing_votes(action: Action) -> tuple[Vote, ...]:
    """The votes that count: for the current version, by the current rung. An edit or a climb starts the count anew."""
    if action.watch is None:
        return ()
    return tuple(
        vote for vote in action.votes if vote.version == action.version.number and vote.rung == action.watch.rung
    )


def required_approvals(action: Action) -> int:
    """How many distinct people must stand behind the current version on the current rung; its editor is one of them."""
    assert action.watch is not None, "only an action that a person is asked about needs approvals"
    return approvals_on(action.route.ladder, action.watch.rung, edited=action.version.edited_by is not None)


def approvals_on(ladder: tuple[Rung, ...], rung: int, *, edited: bool) -> int:
    """The same for any rung. Climbing past a tier does not shake off its demand for a second person behind an edit."""
    needs_second = edited and any(each.modified_needs_second for each in ladder[: rung + 1])
    return max(ladder[rung].approvals_required, 2 if needs_second else 1)


def count(action: Action) -> Waiting | Resolved:
    """What the standing votes amount to. One no is enough; a yes needs the quorum."""
    votes = standing_votes(action)
    if any(vote.kind is VoteKind.REJECT for vote in votes):
        return Resolved(Status.REJECTED)
    approvals = len({vote.reviewer.id for vote in votes})
    required = required_approvals(action)
    if approvals < required:
        return Waiting(approvals, required)
    return Resolved(Status.APPROVED if action.version.edited_by is None else Status.MODIFIED)
