"""The kill switch's rules: a halt adds oversight and never takes any away, and time that stood does not count."""

import dataclasses
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.assignment import Assignment
from oversight.action.decision import Actor, DeciderKind
from oversight.action.event_kind import EventKind
from oversight.action.moves import climb
from oversight.action.risk import Risk
from oversight.action.route import Verdict
from oversight.action.rule import Rule
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.audit.halt_leaf import began_leaf, ended_leaf
from oversight.halts.frozen_time import settle
from oversight.halts.halt import EVERYTHING, NO_HALTS, Auto, Ending, Halt, HaltLimits, Halts, Scope, ScopeKind
from oversight.ladder.deadline import due_at, expire_if_overdue, next_step
from oversight.policy.file.reading import BadPolicy
from oversight.routing.routing import choose_route
from oversight.routing.under_halts import under_halts
from tests.unit.oversight.builders import (
    ALL_GOOD,
    NOW,
    POLICY,
    a_policy,
    a_proposal,
    a_rung,
    an_action,
    an_agent,
    human,
)

MINUTE = timedelta(minutes=1)
TYPES = ("tag.add", "ticket.update", "mail.send", "refund.issue", "prod.change", "never.heard")
STRICTNESS = {Verdict.APPROVE: 0, Verdict.ASK: 1, Verdict.REJECT: 1}


def a_halt(number=1, scope=EVERYTHING, **fields):
    return Halt(f"hlt_{number}", scope, human("ULEAD"), **{"at": NOW, "reason": "prices are wrong", **fields})


def ended(halt, at, by="ULEAD"):
    return replace(halt, ending=Ending(human(by), at))


def halts(*standing):
    return Halts(len(standing), standing)


def settled(*given) -> Transition:
    step = settle(*given)
    assert step is not None
    return step


def assignment(action: Action) -> Assignment:
    assert action.assignment is not None
    return action.assignment


def agent_scope(agent_id="agt_1"):
    return Scope(ScopeKind.AGENT, agent_id, "refund-bot")


def type_scope(written):
    return Scope(ScopeKind.TYPE, written, written)


SCOPES = st.sampled_from(
    [EVERYTHING, agent_scope(), agent_scope("agt_2"), type_scope("tag.add"), type_scope("refund.*"), type_scope("*")]
)
SHARE = st.sampled_from([0.0, 0.4, 0.6, 1.0])


@pytest.mark.parametrize(
    ("scope", "agent_id", "action_type", "covered"),
    [
        (EVERYTHING, "agt_2", "x", True),
        (agent_scope(), "agt_1", "x", True),
        (agent_scope(), "agt_2", "x", False),
        (type_scope("refund.issue"), "agt_2", "refund.issue", True),
        (type_scope("refund.issue"), "agt_2", "refund.issue.again", False),
        (type_scope("refund.*"), "agt_2", "refund.issue", True),
        (type_scope("refund.*"), "agt_2", "Refund.issue", False),
        (type_scope("refund*"), "agt_2", "refunds", True),
        (type_scope("refund.*"), "agt_2", "refund", False),
    ],
)
def test_a_scope_covers_what_it_names(scope, agent_id, action_type, covered):
    assert scope.covers(agent_id, action_type) is covered


def test_what_would_run_by_itself_is_asked_of_people():
    policy = a_policy()
    route = under_halts(choose_route(a_proposal("tag.add"), an_agent(), policy), (a_halt(),), "tag.add", policy)
    assert route.verdict is Verdict.ASK
    assert [rung.tier for rung in route.ladder] == ["team_member", "team_lead", "domain_expert", "executive"]
    assert (route.reasons[0].rule, route.reasons[0].text) == ("halt", "Halted by Person ULEAD: prices are wrong")
    assert [reason.rule for reason in route.reasons[1:]] == ["low_risk"]


def test_or_rejected_where_the_policy_says_so():
    policy = a_policy("halt: {auto: reject}\n")
    route = under_halts(choose_route(a_proposal("tag.add"), an_agent(), policy), (a_halt(),), "tag.add", policy)
    assert (route.verdict, route.ladder) == (Verdict.REJECT, ())
    assert route.patterns


def test_what_ran_in_shadow_is_asked_of_those_who_would_have_been():
    policy = a_policy()
    shadowed = replace(policy.action_types["prod.change"], shadow=True, risk=Risk.HIGH)
    policy = dataclasses.replace(policy, action_types={**policy.action_types, "prod.change": shadowed})
    route = choose_route(a_proposal("prod.change"), an_agent(), policy)
    assert route.shadow is not None
    assert (route.verdict, route.shadow.tier) == (Verdict.APPROVE, "domain_expert")
    halted = under_halts(route, (a_halt(),), "prod.change", policy)
    assert (halted.verdict, halted.ladder[0].tier, halted.shadow) == (Verdict.ASK, "domain_expert", None)


@given(
    st.lists(SCOPES, max_size=3),
    st.sampled_from(TYPES),
    st.sampled_from([None, *Risk]),
    st.dictionaries(st.sampled_from(sorted(ALL_GOOD)), SHARE),
    st.sampled_from(Auto),
)
def test_a_halt_never_lowers_oversight(scopes, action_type, claimed, signals, auto):
    policy = dataclasses.replace(a_policy(), halt=HaltLimits(auto))
    proposal = a_proposal(action_type, risk_level=claimed, signals=signals)
    before = choose_route(proposal, an_agent(), policy)
    over = halts(*(a_halt(n, scope) for n, scope in enumerate(scopes))).over("agt_1", action_type)
    after = under_halts(before, over, action_type, policy)
    assert STRICTNESS[after.verdict] >= STRICTNESS[before.verdict]
    assert not over or after.verdict is not Verdict.APPROVE
    if before.verdict is not Verdict.APPROVE or not over:
        assert after == before
    assert set(before.reasons) <= set(after.reasons)
    assert bool(after.ladder) is (after.verdict is Verdict.ASK)


def test_time_stands_still_from_the_halt_on_and_moves_by_its_length():
    action = an_action(a_rung(remind_after=5 * MINUTE, escalate_after=10 * MINUTE), a_rung(tier="team_lead"))
    halt = a_halt(at=NOW + 3 * MINUTE)
    frozen = settled(action, halts(halt), (), NOW + 3 * MINUTE).action
    assert assignment(frozen).frozen_at == NOW + 3 * MINUTE
    assert due_at(frozen) is None
    assert next_step(frozen, NOW + timedelta(days=9)) is None
    assert expire_if_overdue(frozen, NOW + timedelta(days=9)) is None
    step = settled(frozen, NO_HALTS, (ended(halt, NOW + 63 * MINUTE),), NOW + 64 * MINUTE)
    assert [event.kind for event in step.events] == [EventKind.THAWED]
    assert due_at(step.action) == NOW + 65 * MINUTE
    assert step.action.deadline_at == NOW + 90 * MINUTE
    assert step.action.revision == action.revision + 2


def test_what_fell_due_before_the_halt_still_happens():
    action = an_action(timeout=2 * MINUTE)
    frozen = settled(action, halts(a_halt(at=NOW + 3 * MINUTE)), (), NOW + 3 * MINUTE).action
    assert due_at(frozen) == NOW + 2 * MINUTE
    step = expire_if_overdue(frozen, NOW + 4 * MINUTE)
    assert step is not None
    assert step.action.status is Status.TIMED_OUT


def test_a_rung_opened_during_a_halt_gets_its_whole_time():
    action = an_action(
        a_rung(escalate_after=10 * MINUTE), a_rung(tier="team_lead", escalate_after=10 * MINUTE), a_rung()
    )
    halt = a_halt(at=NOW + MINUTE)
    frozen = settled(action, halts(halt), (), NOW + MINUTE).action
    step = climb(frozen, NOW + 5 * MINUTE, human(), rule=Rule.REVIEWER, reason="?")
    assert step is not None
    climbed = step.action
    assert due_at(climbed) is None
    running = settled(climbed, NO_HALTS, (ended(halt, NOW + 21 * MINUTE),), NOW + 21 * MINUTE).action
    assert due_at(running) == NOW + 31 * MINUTE
    assert running.deadline_at == NOW + 50 * MINUTE


def test_while_another_halt_covers_it_time_stands_on():
    action = an_action()
    first, second = a_halt(1), a_halt(2, agent_scope(), at=NOW + MINUTE)
    frozen = settled(action, halts(first), (), NOW).action
    assert settle(frozen, halts(second), (ended(first, NOW + 2 * MINUTE),), NOW + 2 * MINUTE) is None
    over = (ended(first, NOW + 2 * MINUTE), ended(second, NOW + 9 * MINUTE))
    assert settled(frozen, NO_HALTS, over, NOW + 9 * MINUTE).action.deadline_at == NOW + 39 * MINUTE


def test_a_halt_that_lets_time_run_freezes_nothing():
    assert settle(an_action(), halts(a_halt(freezes=False)), (), NOW) is None


def test_settled_and_decided_actions_are_left_alone():
    assert settle(an_action(), NO_HALTS, (), NOW) is None
    frozen = settled(an_action(), halts(a_halt()), (), NOW).action
    assert settle(frozen, halts(a_halt()), (), NOW) is None
    assert settle(replace(an_action(), status=Status.CANCELLED), halts(a_halt()), (), NOW) is None


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), SCOPES)
def test_no_date_moves_back_and_none_moves_further_than_the_halt_was_long(opened, began, length, scope):
    action = an_action(created_at=NOW, timeout=60 * MINUTE)
    action = replace(action, assignment=replace(assignment(action), opened_at=NOW + opened * MINUTE))
    halt = a_halt(1, scope, at=NOW + began * MINUTE)
    now = NOW + 200 * MINUTE
    frozen = settle(action, halts(halt), (), now)
    if frozen is None:
        assert not scope.covers(action.agent.id, action.proposal.action_type)
        return
    over = ended(halt, NOW + (began + length) * MINUTE)
    thawed = settled(frozen.action, NO_HALTS, (over,), now).action
    assert thawed.deadline_at == action.deadline_at + length * MINUTE
    moved = assignment(thawed).opened_at - assignment(action).opened_at
    assert timedelta(0) <= moved <= length * MINUTE


def test_the_leaves_of_a_halt_are_of_format_2_and_tell_it_whole():
    halt = a_halt(scope=type_scope("refund.*"))
    began = json.loads(began_leaf(halt))
    assert (began["format"], began["kind"], began["reason"]) == (2, "halt.began", "prices are wrong")
    assert began["scope"] == {"kind": "type", "name": "refund.*", "of": "refund.*"}
    over = replace(halt, ending=Ending(Actor(DeciderKind.HUMAN, "U9", "Nine"), NOW + MINUTE, "mended"))
    told = json.loads(ended_leaf(over))
    assert (told["kind"], told["actor"]["id"], told["reason"]) == ("halt.ended", "U9", "mended")
    assert told["halt_id"] == began["halt_id"] == "hlt_1"


def test_the_policy_says_what_a_halt_does():
    assert a_policy().halt == HaltLimits()
    written = a_policy("halt: {auto: reject, deadlines: run, may: ['@sre', U9], channel: '#halts'}\n").halt
    assert written == HaltLimits(Auto.REJECT, freezes=False, may=("@sre", "U9"), channel="#halts")
    with pytest.raises(BadPolicy, match=r"\$\.halt\.deadlines"):
        a_policy("halt: {deadlines: pause}\n")
    assert "halt" not in POLICY
