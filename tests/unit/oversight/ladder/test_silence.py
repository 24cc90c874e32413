"""What silence does beside climbing: it reminds again, falls back, begins again; never twice."""

import pytest
from msgspec.structs import replace

from oversight.action.assignment import Assignment
from oversight.action.decision import VoteKind
from oversight.action.event_details import event_details
from oversight.action.event_kind import EventKind
from oversight.action.moves import climb
from oversight.action.rule import Rule
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.calendar import Absence, Roster
from oversight.ladder.deadline import due_at
from oversight.voting.decide import cast_vote
from oversight.voting.quorum import counted_votes
from tests.unit.oversight.builders import NOW, a_person, a_rung, approve, human, modify, reject
from tests.unit.oversight.silence import LOW, MINUTE, OFFICE, TOP, asked, late, on_time, told

REMINDING = a_rung(remind_after=5 * MINUTE, remind_every=10 * MINUTE, remind_at_most=3)


def test_reminders_repeat_as_often_as_the_tier_says():
    assert told(on_time(asked(REMINDING, timeout=60))) == [
        ("reminded", 5),
        ("reminded", 15),
        ("reminded", 25),
        ("decided", 60),
    ]


def test_however_many_reminders_were_missed_one_is_sent():
    [step] = late(asked(REMINDING, timeout=60), NOW + 24 * MINUTE)
    assert step.action.assignment is not None
    assert (step.action.assignment.reminders, step.action.assignment.reminded) == (2, True)
    assert due_at(step.action) == NOW + 25 * MINUTE


def test_an_action_of_an_older_version_that_was_reminded_once_is_not_reminded_of_the_same_again():
    old = Assignment(0, NOW, NOW + 60 * MINUTE, reminded=True)
    assert due_at(replace(asked(a_rung(remind_after=5 * MINUTE)), assignment=old)) == NOW + 60 * MINUTE
    assert due_at(replace(asked(REMINDING), assignment=old)) == NOW + 15 * MINUTE
    assert old.opening(1, NOW).asked == (0,)
    assert replace(old, rung=2).opening(3, NOW).asked == (0, 1, 2)


def test_under_a_halt_only_those_reminders_count_that_had_fallen_due():
    action = asked(REMINDING, timeout=60)
    assert action.assignment is not None
    frozen = replace(action, assignment=replace(action.assignment, frozen_at=NOW + 16 * MINUTE))
    [step] = late(frozen, NOW + 50 * MINUTE)
    assert step.action.assignment is not None
    assert step.action.assignment.reminders == 2


FALLING_BACK = a_rung(reviewers=("U1",), fallback=("U8", "U9"), fallback_after=6 * MINUTE)


def test_silence_brings_in_those_whom_the_tier_falls_back_on():
    action = asked(FALLING_BACK)
    assert action.rung is not None
    assert action.rung.reviewers == ("U1",)
    step = on_time(action)[0]
    assert told([step]) == [("fallback_asked", 6)]
    assert event_details(step.events[0]) == {"tier": "team_member", "people": ["U8", "U9"]}
    assert step.action.rung is not None
    assert step.action.rung.reviewers == ("U1", "U8", "U9")
    assert told(on_time(step.action)) == [("decided", 30)]


def test_nobody_is_brought_in_who_may_answer_already():
    assert told(on_time(asked(replace(FALLING_BACK, fallback=("U1",))))) == [("decided", 30)]
    action = asked(FALLING_BACK)
    assert action.assignment is not None
    handed = replace(action, assignment=replace(action.assignment, handed_to=("U8",)))
    assert event_details(on_time(handed)[0].events[0])["people"] == ["U9"]


def test_the_fallback_is_asked_at_once_where_too_few_are_there():
    away = Roster(None, (Absence("U1", NOW, NOW + 60 * MINUTE), Absence("U8", NOW, NOW + 60 * MINUTE)))
    action = asked(replace(FALLING_BACK, roster=away))
    assert action.rung is not None
    assert action.rung.reviewers == ("U9",)
    assert told(on_time(action)) == [("decided", 30)], "nobody is left to fall back on later"
    nobody_listed = asked(replace(FALLING_BACK, reviewers=(), fallback_after=None))
    assert nobody_listed.rung is not None
    assert nobody_listed.rung.reviewers == ("U8", "U9")


def test_a_fallback_is_counted_in_the_tiers_hours():
    rung = replace(FALLING_BACK, hours=OFFICE, remind_after=30 * MINUTE, remind_every=150 * MINUTE, remind_at_most=2)
    action = asked(rung, timeout=600)
    noon = NOW.replace(hour=11, minute=57)
    assert action.assignment is not None
    opened = replace(action, assignment=replace(action.assignment, opened_at=noon))
    assert [event.at for step in on_time(opened) for event in step.events][:3] == [
        noon.replace(hour=13, minute=3),
        noon.replace(hour=13, minute=27),
        noon.replace(hour=15, minute=57),
    ]


def test_the_ladder_begins_again_as_often_as_the_policy_says():
    steps = on_time(asked(LOW, TOP, timeout=60, repeat_ladder=2))
    assert told(steps) == [
        ("escalated", 10),
        ("began_again", 15),
        ("escalated", 25),
        ("began_again", 30),
        ("escalated", 40),
        ("decided", 60),
    ]
    again = steps[1]
    event = again.events[0]
    assert (event.rule, event_details(event)) == (
        "repeat_ladder",
        {"from": "executive", "to": "team_member", "round": 1},
    )
    assert again.action.assignment is not None
    assert (again.at_rung, again.action.assignment.rung, again.action.assignment.asked) == (1, 0, (0, 1))


def test_a_vote_of_an_earlier_round_does_not_count_and_may_be_given_again():
    voted = cast_vote(asked(LOW, TOP, timeout=60, repeat_ladder=1), approve(), a_person("U1"), NOW)
    assert isinstance(voted, Transition)
    again = on_time(voted.action, NOW + 15 * MINUTE)[-1].action
    assert again.assignment is not None
    assert (again.assignment.rung, counted_votes(again), len(again.votes)) == (0, (), 1)
    other = cast_vote(again, approve(), a_person("U2"), NOW + 15 * MINUTE)
    assert isinstance(other, Transition)
    assert other.action.status is Status.PENDING
    done = cast_vote(other.action, approve(), a_person("U1"), NOW + 15 * MINUTE)
    assert isinstance(done, Transition)
    assert done.action.status is Status.APPROVED
    assert done.cast[0].round == 1


def test_a_ladder_of_one_rung_can_begin_again():
    steps = on_time(asked(replace(LOW, remind_after=2 * MINUTE), repeat_ladder=1))
    assert told(steps) == [("reminded", 2), ("began_again", 10), ("reminded", 12), ("decided", 30)]


DISPUTING = replace(LOW, disagreement_climbs=True)


@pytest.mark.parametrize(
    ("ladder", "yes_first", "status", "rung"),
    [
        ((DISPUTING, TOP), True, Status.PENDING, 1),
        ((DISPUTING, TOP), False, Status.REJECTED, 0),
        ((LOW, TOP), True, Status.REJECTED, 0),
        ((DISPUTING,), True, Status.REJECTED, 0),
        ((DISPUTING, replace(TOP, roster=Roster(None, ()), reviewers=())), True, Status.REJECTED, 0),
    ],
)
def test_a_no_against_a_yes_asks_the_next_tier_where_the_policy_says_so_and_somebody_is_there(
    ladder, yes_first, status, rung
):
    action = asked(*ladder)
    if yes_first:
        voted = cast_vote(action, approve(), a_person("U1"), NOW)
        assert isinstance(voted, Transition)
        action = voted.action
    step = cast_vote(action, reject("Too much"), a_person("U2"), NOW)
    assert isinstance(step, Transition)
    assert step.action.assignment is not None
    assert (step.action.status, step.action.assignment.rung) == (status, rung)
    assert step.cast[0].kind is VoteKind.REJECT
    if status is Status.PENDING:
        assert [event.kind for event in step.events] == [EventKind.VOTED, EventKind.ESCALATED]
        assert step.events[1].rule == "disagreement"
        assert step.events[1].reason == "Person U1 said yes and Person U2 no: Too much"
        assert counted_votes(step.action) == ()


def test_silence_at_the_top_does_not_take_back_the_no_that_sent_it_there():
    """Else those below released it without the tier that was to settle it. After an edit they are asked about that."""
    action = asked(DISPUTING, replace(TOP, approvals_required=2), timeout=60, repeat_ladder=1)
    for answer, person in ((approve(), "U1"), (reject("Too much"), "U2")):
        step = cast_vote(action, answer, a_person(person), NOW)
        assert isinstance(step, Transition)
        action = step.action
    again = on_time(action, NOW + 5 * MINUTE)[-1].action
    assert again.assignment is not None
    assert (again.assignment.rung, again.assignment.round) == (1, 1)
    edited = cast_vote(action, modify({"amount": 7}, rung=1), a_person("U8"), NOW)
    assert isinstance(edited, Transition)
    back = on_time(edited.action, NOW + 5 * MINUTE)[-1].action
    assert back.assignment is not None
    assert (back.assignment.rung, back.assignment.round) == (0, 1)


def test_climbing_forgets_what_belonged_to_one_rung_and_keeps_what_belongs_to_the_action():
    action = asked(LOW, TOP)
    assert action.assignment is not None
    touched = replace(
        action.assignment,
        reminded=True,
        reminders=2,
        fallback_asked=True,
        handed_to=("U7",),
        handed_by=human(),
        extended=MINUTE,
        extended_by=human(),
        round=1,
    )
    step = climb(replace(action, assignment=touched), NOW + MINUTE, human(), rule=Rule.REVIEWER, reason="up")
    assert step is not None
    assert step.action.assignment == Assignment(
        1, NOW + MINUTE, action.assignment.deadline_at, extended=MINUTE, extended_by=human(), round=1, asked=(0,)
    )
