"""How votes become a decision: distinct people, on the version and the rung that count now."""

from dataclasses import dataclass

from oversight.action.action import Action
from oversight.action.decision import Vote, VoteKind
from oversight.action.route import Rung
from oversight.action.stages import rungs_of_stage
from oversight.action.status import Status


@dataclass(frozen=True, slots=True)
class Undecided:
    """More people are needed."""

    approvals: int
    required: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """The votes suffice."""

    status: Status


def counted_votes(action: Action) -> tuple[Vote, ...]:
    """The votes that count: for the current version, by the current rung, in this round of the ladder.

    An edit, a climb or a ladder that begins again starts the count anew. Who is no reviewer any more does not count.
    """
    assignment = action.assignment
    if assignment is None:
        return ()
    here = _on(action, assignment.rung, assignment.round)
    return tuple(vote for vote in here if vote.reviewer.id not in assignment.removed) if assignment.removed else here


def votes_of_stages(action: Action) -> tuple[Vote, ...]:
    """The votes behind the current version over all its stages: in each of them those with which it ended.

    Where a stage ended, its last vote says: a stage says yes with a vote. In the one that is asked now these are the
    standing votes.
    """
    position = action.position
    if position is None:
        return ()
    ladder, here = position.ladder, position.stage
    before = (vote for vote in action.votes if vote.version == action.version.number and vote.rung < here.start)
    last = {ladder[vote.rung].stage: vote for vote in before}
    passed = [vote for end in last.values() for vote in _on(action, end.rung, end.round)]
    return (*passed, *counted_votes(action))


def starts_over(action: Action, vote: Vote) -> bool:
    """Whether this vote starts the stages over: an edit in a later one, for the others said yes to something else.

    It then stands for none of them; whoever edited is asked again like everybody else of their stage.
    """
    return vote.kind is VoteKind.MODIFY and rungs_of_stage(action.route.ladder, vote.rung).start > 0


def _on(action: Action, rung: int, round_: int) -> tuple[Vote, ...]:
    here = (action.version.number, rung, round_)
    cast = (vote for vote in action.votes if (vote.version, vote.rung, vote.round) == here)
    return tuple(vote for vote in cast if not starts_over(action, vote))


def required_approvals(action: Action) -> int:
    """How many distinct people must stand behind the current version on the current rung; its editor is one of them."""
    assert action.assignment is not None, "only an action that a person is asked about needs approvals"
    return approvals_on(action.route.ladder, action.assignment.rung, edited=action.version.edited_by is not None)


def approvals_on(ladder: tuple[Rung, ...], rung: int, *, edited: bool) -> int:
    """How many distinct people must stand behind a version on this rung.

    Climbing past a tier does not shake off its demand for a second person behind an edit.
    """
    below = ladder[rungs_of_stage(ladder, rung).start : rung + 1]
    needs_second = edited and any(lower.modified_needs_second for lower in below)
    return max(ladder[rung].approvals_required, 2 if needs_second else 1)


def count(action: Action) -> Undecided | Resolved:
    """What the standing votes amount to. One no is enough; a yes needs the quorum."""
    votes = counted_votes(action)
    if any(vote.kind is VoteKind.REJECT for vote in votes):
        return Resolved(Status.REJECTED)
    approvals = len({vote.reviewer.id for vote in votes})
    required = required_approvals(action)
    if approvals < required:
        return Undecided(approvals, required)
    return Resolved(Status.APPROVED if action.version.edited_by is None else Status.MODIFIED)
