"""From one rung of the ladder to another: up, back to the first, or on to the next stage."""

from datetime import datetime

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.decision import Actor, VoteKind
from oversight.action.event import BeganAgain, Escalated, StagePassed
from oversight.action.position import Position
from oversight.action.rule import Rule
from oversight.action.stages import LADDER, next_stage
from oversight.action.transition import Transition


def asked_again(action: Action, stage: range) -> range:
    """The rungs that are asked once more after silence at the top: those of the stage, or those above a no.

    Where a no has sent the action up, the rungs below must not release it on their own because those above were silent.
    """
    here = (vote for vote in action.votes if vote.version == action.version.number and vote.rung in stage)
    refused = (vote.rung for vote in here if vote.kind is VoteKind.REJECT)
    return range(max(refused, default=stage.start - 1) + 1, stage.stop)


def climb(
    action: Action, now: datetime, by: Actor, *, rule: Rule, reason: str, deadline_at: datetime | None = None
) -> Transition | None:
    """The action, asked of the next tier, with another deadline where one is given; None where no tier is higher."""
    position = action.position
    if position is None or position.next_up is None:
        return None
    assignment = position.assignment.opening(position.next_up, now)
    climbed = action.waiting(replace(assignment, deadline_at=deadline_at or assignment.deadline_at))
    event = Escalated(action.id, now, by, rule, reason, from_tier=action.tier, to_tier=climbed.tier)
    return Transition(climbed, (event,), at_rung=position.assignment.rung)


def begin_again(action: Action, position: Position, now: datetime, by: Actor, *, reason: str) -> Transition:
    """The action, asked again from the lowest rung of its stage; votes of earlier rounds do not count."""
    assignment = position.assignment
    again = assignment.opening(asked_again(action, position.stage).start, now)
    asked = action.waiting(replace(again, round=assignment.round + 1))
    event = BeganAgain(
        *(action.id, now, by, Rule.REPEAT_LADDER, reason),
        from_tier=action.tier,
        to_tier=asked.tier,
        round=assignment.round + 1,
    )
    return Transition(asked, (event,), at_rung=assignment.rung)


def enter_next_stage(action: Action, now: datetime, by: Actor) -> Transition | None:
    """The action, asked of the first rung of the next stage, because this one has said yes; None in the last stage."""
    assignment = action.assignment
    following = next_stage(action.route.ladder, assignment.rung) if assignment else None
    if assignment is None or following is None:
        return None
    entered = action.waiting(assignment.opening(following, now))
    event = StagePassed(
        *(action.id, now, by, Rule.QUORUM),
        stage=action.stage or LADDER,
        next_stage=entered.stage or LADDER,
        to_tier=entered.tier,
    )
    return Transition(entered, (event,), at_rung=assignment.rung)
