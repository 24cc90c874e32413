"""The answer is about the version that was seen, it counts once a person, and the first final answer stays."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.decision import DeciderKind, VoteKind
from oversight.action.event_kind import EventKind
from oversight.action.moves import climb
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.rule import Rule
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.audit.leaf import leaf
from oversight.exact_json.canonical import sha256
from oversight.voting.click import refuse_late
from oversight.voting.decide import Answer, cast_vote, decide
from oversight.voting.quorum import Undecided, approvals_on, count, counted_votes, required_approvals
from tests.unit.oversight.builders import NOW, a_person, a_rung, an_action, approve, human, modify, reject

LATER = NOW + timedelta(minutes=1)


def after(action: Action, answer: Answer, user_id: str = "U1") -> Action:
    step = cast_vote(action, answer, a_person(user_id), LATER)
    assert isinstance(step, Transition), step
    assert step.action.revision == action.revision + 1
    assert step.action.votes == (*action.votes, *step.cast)
    return step.action


def refusal(action: Action, answer: Answer, user_id: str = "U1") -> RefusalCode:
    answered = cast_vote(action, answer, a_person(user_id), LATER)
    assert isinstance(answered, Refusal), answered
    assert answered.sentence
    return answered.code


def test_one_approval_releases_the_original():
    action = after(an_action(), approve())
    assert action.status is Status.APPROVED
    assert action.decision is not None
    assert action.decision.decided_by == human()
    assert action.decision.modified_payload is None
    assert action.decision.changes == ()
    assert action.decision.at == LATER


@pytest.mark.parametrize(
    ("chosen", "remark", "words"),
    [
        ("Wrong customer", None, "Wrong customer"),
        ("Wrong customer", "It is Tom's order", "Wrong customer: It is Tom's order"),
        ("Not now.", "Ask on Monday", "Not now: Ask on Monday"),
        (None, "It is Tom's order", "It is Tom's order"),
    ],
)
def test_a_chosen_reason_and_the_words_beside_it_are_kept_apart(chosen, remark, words):
    step = cast_vote(an_action(), replace(reject(remark), reject_reason=chosen), a_person("U1"), LATER)
    assert isinstance(step, Transition)
    [vote], decision = step.cast, step.action.decision
    assert decision is not None
    for said in (vote, decision):
        assert (said.reject_reason, said.reason, said.reason_in_words) == (chosen, remark, words)
    for event in step.events:
        told = json.loads(leaf(event, step.action))
        assert told["reason"] == words
        assert told["details"].get("reject_reason") == chosen


@pytest.mark.parametrize("remark", [None, "", "   ", "\u200b\u2060"])
def test_a_no_without_any_reason_is_refused(remark):
    assert refusal(an_action(), reject(remark)) is RefusalCode.REASON_MISSING
    assert after(an_action(), replace(reject(remark), reject_reason="Too much")).status is Status.REJECTED


def test_one_no_is_enough_whatever_the_quorum():
    action = after(an_action(a_rung(approvals_required=3)), approve(), "U1")
    rejected = after(action, reject("Not this customer"), "U2")
    assert rejected.status is Status.REJECTED
    assert rejected.decision is not None
    assert rejected.decision.reason == "Not this customer"


@pytest.mark.parametrize("reason", [None, "", "  ", "\n\t", "\u200b\u3164"])
def test_a_no_needs_its_reason(reason):
    assert refusal(an_action(), reject(reason)) is RefusalCode.REASON_MISSING


def test_a_quorum_counts_people_and_not_clicks():
    rung = a_rung(approvals_required=2)
    action = after(an_action(rung), approve(), "U1")
    assert action.status is Status.PENDING
    assert count(action) == Undecided(1, 2)
    again = replace(action, votes=(*action.votes, action.votes[0]))
    assert count(again) == Undecided(1, 2)
    assert after(action, approve(), "U2").status is Status.APPROVED


def test_an_edit_makes_a_new_version_and_starts_the_count_anew():
    action = after(an_action(a_rung(approvals_required=2)), approve(), "U1")
    edited = after(action, modify({"amount": 50}), "U2")
    assert edited.status is Status.PENDING
    assert (edited.version.number, edited.version.edited_by) == (2, human("U2"))
    assert edited.version.digest == sha256({"amount": 50})
    assert [vote.reviewer.id for vote in counted_votes(edited)] == ["U2"]
    done = after(edited, approve(version=2), "U1")
    assert done.status is Status.MODIFIED
    assert done.decision is not None
    assert done.decision.modified_payload == {"amount": 50}
    assert [(change.path, change.before, change.after) for change in done.decision.changes] == [("$.amount", 100, 50)]
    assert done.proposal.payload == {"amount": 100}


def test_an_edit_needs_a_second_person_where_the_tier_says_so():
    rung = a_rung(modified_needs_second=True)
    assert after(an_action(rung), approve()).status is Status.APPROVED
    edited = after(an_action(rung), modify({"amount": 50}), "U1")
    assert edited.status is Status.PENDING
    assert required_approvals(edited) == 2
    assert after(edited, approve(version=2), "U2").status is Status.MODIFIED


def test_an_edit_without_that_rule_is_released_by_its_editor():
    assert after(an_action(), modify({"amount": 50})).status is Status.MODIFIED


@pytest.mark.parametrize("answer", [approve(), reject(), modify({"amount": 1})])
def test_an_answer_to_an_older_version_is_refused_whatever_it_says(answer):
    edited = after(an_action(a_rung(approvals_required=2)), modify({"amount": 50}), "U1")
    assert refusal(edited, answer, "U2") is RefusalCode.STALE_CARD
    assert refusal(edited, replace(answer, seen_version=3), "U2") is RefusalCode.STALE_CARD


@pytest.mark.parametrize("same", [{"amount": 100}, {"amount": 100.0}])
def test_an_edit_that_changes_nothing_is_no_edit(same):
    assert refusal(an_action(), modify(same)) is RefusalCode.UNCHANGED


def test_a_climb_starts_the_count_anew():
    action = after(an_action(a_rung(approvals_required=2), a_rung(tier="team_lead", approvals_required=2)), approve())
    step = climb(action, LATER, human(), rule=Rule.REVIEWER, reason="up")
    assert step is not None
    assert counted_votes(step.action) == ()
    assert after(step.action, approve(rung=1), "U2").status is Status.PENDING


def test_an_answer_on_the_card_of_a_lower_rung_does_not_count():
    """A reviewer of both tiers looked at what was asked of the first; the second is asked with other words."""
    step = climb(an_action(a_rung(), a_rung(tier="team_lead")), LATER, human(), rule=Rule.REVIEWER, reason="up")
    assert step is not None
    for answer in (approve(), reject(), modify({"amount": 1}), approve(rung=2)):
        assert refusal(step.action, answer, "U2") is RefusalCode.STALE_CARD
    assert after(step.action, approve(rung=1), "U2").status is Status.APPROVED


def test_the_editor_alone_never_releases_what_once_needed_a_second_person():
    """Climbing away from the rung that asked for a second person must not do away with the second person."""
    action = an_action(a_rung(modified_needs_second=True), a_rung(tier="team_lead"))
    edited = after(action, modify({"amount": 50}), "U1")
    step = climb(edited, LATER, human("U2"), rule=Rule.ESCALATE_AFTER, reason="up")
    assert step is not None
    alone = after(step.action, approve(version=2, rung=1), "U1")
    assert alone.status is Status.PENDING
    assert required_approvals(alone) == 2
    both = after(alone, approve(version=2, rung=1), "U3")
    assert both.status is Status.MODIFIED


def test_a_demand_for_a_second_person_holds_upwards_from_its_rung_and_only_for_edits():
    ladder = (a_rung(), a_rung(tier="team_lead", modified_needs_second=True), a_rung(tier="executive"))
    edited = replace(an_action(*ladder), version=replace(an_action().version, number=2, edited_by=human()))
    assert edited.assignment is not None
    needed = [
        required_approvals(replace(edited, assignment=replace(edited.assignment, rung=rung))) for rung in range(3)
    ]
    assert needed == [1, 2, 2]
    assert [approvals_on(edited.route, rung, edited=True) for rung in range(3)] == needed
    assert [approvals_on(edited.route, rung, edited=False) for rung in range(3)] == [1, 1, 1]


def test_those_who_stood_behind_it_are_named_with_the_one_who_decided():
    action = after(an_action(a_rung(approvals_required=3)), approve(), "U1")
    decided = after(after(action, approve(), "U2"), approve(), "U3").decision
    assert decided is not None
    assert [actor.id for actor in decided.together_with] == ["U1", "U2"]
    rejected = after(action, reject(), "U2").decision
    assert rejected is not None
    assert rejected.together_with == ()


def test_deciding_raises_the_revision_by_one_however_many_facts_it_makes():
    assert decide(an_action(), Status.CANCELLED, human(), NOW, rule="withdrawn").action.revision == 2


def test_facts_are_told_in_the_order_in_which_they_happened():
    step = cast_vote(an_action(), modify({"amount": 50}), a_person(), LATER)
    assert isinstance(step, Transition)
    assert [event.kind for event in step.events] == [EventKind.MODIFIED, EventKind.VOTED, EventKind.DECIDED]
    assert {event.actor for event in step.events} == {human()}
    assert {event.at for event in step.events} == {LATER}


@given(st.sampled_from(Status), st.sampled_from(Status))
def test_decide_follows_the_transition_table(before, status):
    action = replace(an_action(), status=before)
    if before is Status.PENDING and status is not Status.PENDING:
        assert decide(action, status, human(), NOW, rule="quorum").action.status is status
    else:
        with pytest.raises(ValueError, match="never becomes"):
            decide(action, status, human(), NOW, rule="quorum")


def test_a_late_click_is_told_the_answer_that_stands_and_whose_it_is():
    assert refuse_late(an_action()) is None
    late = refuse_late(after(an_action(), approve()))
    assert late is not None
    assert late.code is RefusalCode.ALREADY_DECIDED
    assert "Approved by Person U1" in late.sentence


@given(
    st.lists(
        st.tuples(st.sampled_from(["U1", "U2", "U3", "U4"]), st.sampled_from([VoteKind.APPROVE, VoteKind.MODIFY]))
    ),
    st.integers(1, 4),
    st.booleans(),
)
def test_nothing_is_released_without_enough_distinct_people_behind_the_same_bytes(clicks, required, second):
    """Even where nobody checks for double votes first."""
    rung = a_rung(approvals_required=required, modified_needs_second=second)
    action = an_action(rung)
    behind: set[str] = set()
    for index, (user_id, kind) in enumerate(clicks):
        if action.status.is_final:
            break
        number = action.version.number
        answer = approve(number) if kind is VoteKind.APPROVE else modify({"amount": 1_000 + index}, number)
        behind = {user_id} if kind is VoteKind.MODIFY else behind | {user_id}
        action = after(action, answer, user_id)
    need = max(required, 2) if second and action.version.number > 1 else required
    assert action.status.releases == (len(behind) >= need)
    if action.decision:
        assert action.decision.decided_by.kind is DeciderKind.HUMAN
