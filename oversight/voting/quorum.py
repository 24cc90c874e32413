"""How votes become a decision: distinct people, on the version and the rung that count now."""

from msgspec import Struct

from oversight.action.action import Action
from oversight.action.decision import Vote, VoteKind
from oversight.action.route import Pattern, Route
from oversight.action.stages import rungs_of_stage
from oversight.action.status import Status


class Undecided(Struct, frozen=True):
    """More people are needed."""

    approvals: int
    required: int


class Resolved(Struct, frozen=True):
    """The votes suffice."""

    status: Status


def counted_votes(action: Action) -> tuple[Vote, ...]:
    """The votes that count: for the current version, by the current rung, in this round of the ladder.

    An edit, another rung or another round begins the count at zero. Votes of former reviewers do not count.
    """
    assignment = action.assignment
    if assignment is None:
        return ()
    here = _on(action, assignment.rung, assignment.round)
    return tuple(vote for vote in here if vote.reviewer.id not in assignment.removed) if assignment.removed else here


def votes_of_stages(action: Action) -> tuple[Vote, ...]:
    """The votes that count for the current version, of every stage: of each stage passed, those of its last rung.

    A stage is passed with a vote, so the last vote shows on which rung.
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
    """Whether this vote sends the action back to the first stage: an edit in a later one changed what those approved.

    Such a vote counts in no stage; whoever edited is asked again with the others of their stage.
    """
    return vote.kind is VoteKind.MODIFY and rungs_of_stage(action.route.ladder, vote.rung).start > 0


def _on(action: Action, rung: int, round_: int) -> tuple[Vote, ...]:
    here = (action.version.number, rung, round_)
    cast = (vote for vote in action.votes if (vote.version, vote.rung, vote.round) == here)
    return tuple(vote for vote in cast if not starts_over(action, vote))


def required_approvals(action: Action) -> int:
    """How many distinct people must stand behind the current version on the current rung; its editor is one of them."""
    assert action.assignment is not None, "only an action that a person is asked about needs approvals"
    return approvals_on(action.route, action.assignment.rung, edited=action.version.edited_by is not None)


def approvals_on(route: Route, rung: int, *, edited: bool) -> int:
    """How many distinct people must stand behind a version on this rung.

    Where a lower tier demands a second person behind an edit, those above need one, too. So does a draft with a gate
    behind it: one finishes it, another one lets it go. Where there are stages, the next one is that other person.
    """
    ladder = route.ladder
    below = ladder[rungs_of_stage(ladder, rung).start : rung + 1]
    needs_second = edited and any(lower.modified_needs_second for lower in below)
    needs_second = needs_second or (is_gated_draft(route) and len({here.stage for here in ladder}) == 1)
    return max(ladder[rung].approvals_required, 2 if needs_second else 1)


def is_gated_draft(route: Route) -> bool:
    """Whether this is a draft with a gate behind it."""
    return Pattern.COLLABORATIVE_DRAFTING in route.patterns and Pattern.APPROVAL_GATE in route.patterns


def count(action: Action) -> Undecided | Resolved:
    """What follows from the votes that count: one no is enough; a yes needs the quorum."""
    votes = counted_votes(action)
    if any(vote.kind is VoteKind.REJECT for vote in votes):
        return Resolved(Status.REJECTED)
    approvals = len({vote.reviewer.id for vote in votes})
    required = required_approvals(action)
    if approvals < required:
        return Undecided(approvals, required)
    return Resolved(Status.APPROVED if action.version.edited_by is None else Status.MODIFIED)
