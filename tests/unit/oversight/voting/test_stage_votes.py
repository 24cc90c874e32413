"""Walking through stages: who is asked after whom, what an edit undoes, and that nobody counts twice."""

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.event_details import event_details
from oversight.action.event_kind import EventKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.rule import Rule
from oversight.action.stages import next_stage, rungs_of_stage, stage_names
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.ladder.deadline import climb_from
from oversight.voting.decide import Answer, cast_vote
from oversight.voting.eligibility import refuse_vote
from oversight.voting.quorum import counted_votes, required_approvals, votes_of_stages
from tests.unit.oversight.builders import (
    NOW,
    a_person,
    a_rung,
    an_action,
    approve,
    human,
    modify,
    reject,
)

LADDER = (
    a_rung(tier="security", stage="security", reviewers=("U1", "U2"), approvals_required=2),
    a_rung(tier="team_lead", stage="security", reviewers=("U3", "U4")),
    a_rung(tier="legal", stage="legal", reviewers=("U5", "U1"), modified_needs_second=True),
    a_rung(tier="team_lead", stage="legal", reviewers=("U3", "U4")),
    a_rung(tier="team_lead", reviewers=("U4", "U6")),
)


def walk(*answers: tuple[str, Answer]) -> Transition:
    action = an_action(*LADDER)
    steps: list[Transition] = []
    for user, answer in answers:
        assert action.rung is not None
        assert refuse_vote(action, a_person(user), frozenset(action.rung.reviewers)) is None, user
        step = cast_vote(action, answer, a_person(user), NOW)
        assert isinstance(step, Transition), step
        assert step.action.revision == action.revision + 1
        action = step.action
        steps.append(step)
    return steps[-1]


SECURITY = (("U1", approve()), ("U2", approve()))


def test_the_runs_of_a_ladder_are_found():
    assert [(number.start, number.stop) for number in (rungs_of_stage(LADDER, i) for i in range(5))] == [
        (0, 2),
        (0, 2),
        (2, 4),
        (2, 4),
        (4, 5),
    ]
    assert [next_stage(LADDER, i) for i in range(5)] == [2, 2, 4, 4, None]
    assert stage_names(LADDER) == ("security", "legal")


def test_a_yes_of_one_stage_opens_the_next_and_says_so():
    step = walk(*SECURITY)
    assert [event.kind for event in step.events] == [EventKind.VOTED, EventKind.STAGE_PASSED]
    assert event_details(step.events[1]) == {"stage": "security", "next": "legal", "to": "legal"}
    assert step.at_rung == 0
    action = step.action
    assert (action.stage, action.tier, action.status) == ("legal", "legal", Status.PENDING)
    assert action.assignment is not None
    assert (action.assignment.asked, action.assignment.opened_at) == ((0,), NOW)
    assert counted_votes(action) == ()
    assert len(votes_of_stages(action)) == 2


def test_the_last_stage_is_the_ladder_and_everybody_behind_it_is_named():
    step = walk(*SECURITY, ("U5", approve(rung=2)), ("U4", approve(rung=4)))
    assert [event.kind for event in step.events] == [EventKind.VOTED, EventKind.DECIDED]
    assert step.action.status is Status.APPROVED
    assert step.action.decision is not None
    assert step.action.decision.decided_by == human("U4")
    assert {decider.id for decider in step.action.decision.together_with} == {"U1", "U2", "U5"}
    assert event_details(walk(*SECURITY, ("U5", approve(rung=2))).events[1])["next"] == "ladder"


def test_any_no_ends_it_in_whatever_stage():
    assert walk(("U1", reject())).action.status is Status.REJECTED
    assert walk(*SECURITY, ("U5", reject(rung=2))).action.status is Status.REJECTED
    ended = walk(*SECURITY, ("U5", approve(rung=2)), ("U6", reject(rung=4)))
    assert ended.action.status is Status.REJECTED


def test_whoever_answered_in_one_stage_answers_in_no_other():
    action = walk(*SECURITY).action
    refused = refuse_vote(action, a_person("U1"), frozenset({"U1", "U5"}))
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.OTHER_STAGE
    assert refused.sentence.startswith("You answered this in the stage security. Each stage needs people of its own:")
    on_the_ladder = walk(*SECURITY, ("U5", approve(rung=2))).action
    assert refuse_vote(on_the_ladder, a_person("U5"), frozenset({"U5"})) is not None


def test_an_edit_in_the_first_stage_stays_there():
    step = walk(("U1", modify({"amount": 5})))
    assert step.action.assignment is not None
    assert (step.action.assignment.rung, step.action.version.number) == (0, 2)
    assert [vote.reviewer.id for vote in counted_votes(step.action)] == ["U1"]


def test_an_edit_in_a_later_stage_starts_the_stages_over():
    step = walk(*SECURITY, ("U5", modify({"amount": 5}, rung=2)))
    action = step.action
    assert [event.kind for event in step.events] == [EventKind.MODIFIED, EventKind.VOTED]
    assert action.assignment is not None
    assert (action.assignment.rung, action.assignment.asked, step.at_rung) == (0, (0, 2), 2)
    assert (action.version.number, counted_votes(action)) == (2, ())


def test_whoever_edited_is_asked_again_in_their_own_stage_and_in_no_other():
    edited = (*SECURITY, ("U5", modify({"amount": 5}, rung=2)))
    action = walk(*edited).action
    barred = refuse_vote(action, a_person("U5"), frozenset({"U5"}))
    assert isinstance(barred, Refusal)
    assert barred.code is RefusalCode.OTHER_STAGE
    again = (*edited, ("U1", approve(2)), ("U2", approve(2)))
    back = walk(*again).action
    assert back.stage == "legal"
    assert (counted_votes(back), required_approvals(back)) == ((), 2), "the edit's own vote does not stand"
    one = walk(*again, ("U5", approve(2, rung=2))).action
    assert (one.stage, len(counted_votes(one))) == ("legal", 1)


def test_an_edit_needs_a_second_person_only_in_the_stages_that_say_so():
    edited = an_action(*LADDER)
    step = cast_vote(edited, modify({"amount": 5}), a_person("U1"), NOW)
    assert isinstance(step, Transition)
    assert [required_approvals(_at(step, rung)) for rung in range(5)] == [2, 1, 2, 2, 1]


def _at(step: Transition, rung: int) -> Action:
    assert step.action.assignment is not None
    return replace(step.action, assignment=step.action.assignment.opening(rung, NOW))


def test_a_person_hands_it_up_within_the_stage_only():
    action = walk(*SECURITY).action
    assert action.position is not None
    assert action.position.next_up == 3
    up = climb_from(2, action, NOW, human("U5"), rule=Rule.REVIEWER, reason="up")
    assert isinstance(up, Transition)
    assert (up.action.stage, up.action.tier) == ("legal", "team_lead")
    assert up.action.position is not None
    assert up.action.position.next_up is None
    refused = climb_from(3, up.action, NOW, human("U3"), rule=Rule.REVIEWER, reason="up")
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.NO_HIGHER_TIER
