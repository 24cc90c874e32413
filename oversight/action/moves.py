"""From one rung of the ladder to another: up, back to the first, or on to the next stage."""

from datetime import datetime

from msgspec.structs import replace

from oversight.action.action import Action, Assignment
from oversight.action.decision import Actor, VoteKind
from oversight.action.event import BeganAgain, Escalated, StagePassed
from oversight.action.route import Rung
from oversight.action.rule import Rule
from oversight.action.stages import LADDER, next_stage, rungs_of_stage
from oversight.action.transition import Transition


def assignment_of(action: Action) -> Assignment:
    """Where it waits."""
    assert action.assignment is not None, "only an action that a person is asked about has a place on the ladder"
    return action.assignment


def rung_as_frozen(action: Action) -> Rung:
    """The rung that is asked now, as the policy wrote it."""
    return action.route.ladder[assignment_of(action).rung]


def rungs_above(action: Action) -> tuple[Rung, ...]:
    """The higher rungs of the same stage."""
    rung = assignment_of(action).rung
    return action.route.ladder[rung + 1 : rungs_of_stage(action.route.ladder, rung).stop]


def next_up(action: Action) -> int | None:
    """The rung that is asked if somebody hands it up; None on the last of its stage."""
    return assignment_of(action).rung + 1 if rungs_above(action) else None


def is_anybody_above(action: Action, at: datetime) -> bool:
    """Whether a higher rung of the stage could decide if it opened at this instant."""
    return any(each.can_decide(at) for each in rungs_above(action))


def asked_again(action: Action) -> range:
    """The rungs that are asked once more after silence at the top: those of the stage, or those above a no.

    A no that sent it up is not taken back by silence there, so those below do not release it on their own.
    """
    run = rungs_of_stage(action.route.ladder, assignment_of(action).rung)
    here = (vote for vote in action.votes if vote.version == action.version.number and vote.rung in run)
    refused = (vote.rung for vote in here if vote.kind is VoteKind.REJECT)
    return range(max(refused, default=run.start - 1) + 1, run.stop)


def climb(
    action: Action, now: datetime, by: Actor, *, rule: Rule, reason: str, deadline_at: datetime | None = None
) -> Transition | None:
    """The action asked of the next tier, with another deadline where one is given; None where none is higher."""
    rung = next_up(action)
    if rung is None:
        return None
    assignment = assignment_of(action).opening(rung, now)
    climbed = _moved_to(action, replace(assignment, deadline_at=deadline_at or assignment.deadline_at))
    event = Escalated(action.id, now, by, rule, reason, from_tier=action.tier, to_tier=climbed.tier)
    return Transition(climbed, (event,), at_rung=assignment_of(action).rung)


def begin_again(action: Action, now: datetime, by: Actor, *, reason: str) -> Transition:
    """The action asked once more from below, within its stage; no vote of the rounds before counts."""
    assignment = assignment_of(action)
    again = assignment.opening(asked_again(action).start, now)
    asked = _moved_to(action, replace(again, round=assignment.round + 1))
    event = BeganAgain(
        *(action.id, now, by, Rule.REPEAT_LADDER, reason),
        from_tier=action.tier,
        to_tier=asked.tier,
        round=assignment.round + 1,
    )
    return Transition(asked, (event,), at_rung=assignment.rung)


def enter_next_stage(action: Action, now: datetime, by: Actor) -> Transition | None:
    """The action asked of the first rung of the next stage, because this one has said yes; None after the last."""
    assignment = assignment_of(action)
    following = next_stage(action.route.ladder, assignment.rung)
    if following is None:
        return None
    entered = _moved_to(action, assignment.opening(following, now))
    event = StagePassed(
        *(action.id, now, by, Rule.QUORUM),
        stage=action.stage or LADDER,
        next_stage=entered.stage or LADDER,
        to_tier=entered.tier,
    )
    return Transition(entered, (event,), at_rung=assignment.rung)


def _moved_to(action: Action, assignment: Assignment) -> Action:
    return replace(action, assignment=assignment, revision=action.revision + 1)
