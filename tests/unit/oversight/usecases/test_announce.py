"""What Slack is told of each step: every copy of the card, and one note where the step happened."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.assignment import Assignment
from oversight.action.decision import Outcome
from oversight.action.event_kind import EventKind
from oversight.action.moves import climb
from oversight.action.risk import Risk
from oversight.action.route import OnTimeout
from oversight.action.rule import Rule
from oversight.action.status import OutcomeKind, Status
from oversight.action.transition import Transition
from oversight.ladder.deadline import next_step
from oversight.ports.delivery import MessageKind
from oversight.ports.message_id import card_id
from oversight.usecases.announce import announcements, urgency
from oversight.voting.decide import Answer, cast_vote, decide
from tests.builders import an_event
from tests.unit.oversight.builders import NOW, a_person, a_rung, an_action, approve, human, modify, reject

LADDER = (
    a_rung(approvals_required=2, remind_after=timedelta(minutes=5), escalate_after=timedelta(minutes=10)),
    a_rung(tier="team_lead", channel="#leads"),
)
ABOVE = an_action(*LADDER, assignment=Assignment(1, NOW, NOW + timedelta(minutes=30)))


def voted(action: Action, *answers: tuple[str, Answer]) -> Transition:
    steps = []
    for user_id, answer in answers:
        step = cast_vote(action, answer, a_person(user_id), NOW)
        assert isinstance(step, Transition)
        action = step.action
        steps.append(step)
    return steps[-1]


def time_passes(action: Action, minutes: int) -> Transition:
    step = next_step(action, NOW + timedelta(minutes=minutes))
    assert step is not None
    return step


def climbed() -> Transition:
    step = climb(an_action(*LADDER), NOW, human(), rule=Rule.REVIEWER, reason="up")
    assert step is not None
    return step


def reported() -> Transition:
    action = voted(ABOVE, ("U1", approve(rung=1))).action
    event = an_event(action, EventKind.OUTCOME_REPORTED)
    return Transition(replace(action, outcome=Outcome(OutcomeKind.EXECUTED, NOW)), (event,))


SECURITY = a_rung(tier="security", channel="#members", stage="security")
STAGED = an_action(SECURITY, a_rung(tier="team_lead", channel="#leads"))
IN_STAGE_TWO = replace(STAGED, assignment=Assignment(1, NOW, NOW + timedelta(minutes=30), asked=(0,)))
AT_THE_TOP = replace(
    ABOVE,
    route=replace(
        ABOVE.route,
        repeat_ladder=1,
        ladder=(LADDER[0], replace(LADDER[1], escalate_after=timedelta(minutes=10))),
    ),
)
ROUND_TWO = replace(an_action(*LADDER), assignment=Assignment(0, NOW, NOW + timedelta(minutes=30), asked=(0, 1)))
LONE = (a_rung(),)
BELOW = an_action(*LADDER)
STEPS: dict[str, tuple[Callable[[], Transition], list[tuple[str, int, str | None]]]] = {
    "one of two approves": (
        lambda: voted(BELOW, ("U1", approve())),
        [("card", 0, None), ("note", 0, "action.voted")],
    ),
    "the second approves": (
        lambda: voted(BELOW, ("U1", approve()), ("U2", approve())),
        [("card", 0, None), ("note", 0, "action.decided")],
    ),
    "one of two edits": (
        lambda: voted(BELOW, ("U1", modify({"amount": 1}))),
        [("card", 0, None), ("note", 0, "action.modified")],
    ),
    "an edit decides": (
        lambda: voted(ABOVE, ("U1", modify({"amount": 1}, rung=1))),
        [("card", 1, None), ("card", 0, None), ("note", 1, "action.decided")],
    ),
    "somebody rejects": (
        lambda: voted(BELOW, ("U1", reject())),
        [("card", 0, None), ("note", 0, "action.decided")],
    ),
    "it climbs": (climbed, [("card", 1, None), ("card", 0, None), ("note", 0, "action.escalated")]),
    "a reminder": (lambda: time_passes(BELOW, 5), [("card", 0, None), ("note", 0, "action.reminded")]),
    "silence climbs": (
        lambda: time_passes(BELOW, 10),
        [("card", 1, None), ("card", 0, None), ("note", 0, "action.escalated")],
    ),
    "time runs out above": (
        lambda: time_passes(ABOVE, 30),
        [("card", 1, None), ("card", 0, None), ("note", 1, "action.decided")],
    ),
    "the agent withdraws": (
        lambda: decide(BELOW, Status.CANCELLED, BELOW.agent.actor, NOW, rule="withdrawn"),
        [("card", 0, None), ("note", 0, "action.decided")],
    ),
    "the agent reports": (
        reported,
        [("card", 1, None), ("card", 0, None), ("note", 1, "action.outcome_reported")],
    ),
    "a stage says yes": (
        lambda: voted(STAGED, ("U1", approve())),
        [("card", 1, None), ("card", 0, None), ("note", 0, "action.stage_passed")],
    ),
    "an edit in a later stage starts over": (
        lambda: voted(IN_STAGE_TWO, ("U1", modify({"amount": 1}, rung=1))),
        [("card", 0, None), ("card", 1, None), ("note", 1, "action.modified"), ("note", 0, "action.modified")],
    ),
    "the ladder begins again": (
        lambda: time_passes(AT_THE_TOP, 10),
        [("card", 0, None), ("card", 1, None), ("note", 1, "action.began_again"), ("note", 0, "action.began_again")],
    ),
    "a vote while an upper card stands": (
        lambda: voted(ROUND_TWO, ("U1", approve())),
        [("card", 0, None), ("card", 1, None), ("note", 0, "action.voted")],
    ),
    "held": (
        lambda: time_passes(replace(BELOW, route=replace(BELOW.route, on_timeout=OnTimeout.HOLD, ladder=LONE)), 30),
        [("card", 0, None), ("note", 0, "action.held")],
    ),
    "a proposal": (
        lambda: Transition(BELOW, (an_event(BELOW),)),
        [("card", 0, None)],
    ),
    "the policy decides": (
        lambda: decide(replace(BELOW, assignment=None), Status.APPROVED, human(), NOW, rule="low_risk"),
        [],
    ),
}


@pytest.mark.parametrize(("step", "told"), STEPS.values(), ids=STEPS)
def test_each_step_redraws_every_card_and_says_one_thing(step, told):
    messages = announcements(step())
    assert [
        (message.kind.value, int(message.ref.rpartition(".")[2]), message.event.kind.value if message.event else None)
        for message in messages
    ] == told
    for message in messages:
        assert message.ref in (card_id("act_1", 0), card_id("act_1", 1))
        assert message.channel == ("#leads" if message.ref.endswith(".1") else "#members")
        assert (message.kind is MessageKind.NOTE) == (message.event is not None)


def test_the_graver_is_told_first():
    graver = [urgency(replace(BELOW, route=replace(BELOW.route, risk=risk))) for risk in reversed(Risk)]
    assert graver == [0, 1, 2, 3]
    assert {announcement.urgency for announcement in announcements(climbed())} == {urgency(BELOW)}
