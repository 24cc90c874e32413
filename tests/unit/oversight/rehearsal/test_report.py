"""What is counted of a handful of actions, each worked out by hand."""

import dataclasses
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.rehearsal.comparison import Turn, compare
from oversight.rehearsal.replay import Fate
from oversight.rehearsal.report import report
from oversight.rehearsal.threshold_moves import thresholds
from oversight.statistics.shares import plain_share
from tests.unit.oversight.builders import a_policy
from tests.unit.oversight.rehearsal.traffic import (
    POLICY,
    RULES,
    a_tag,
    an_update,
    recorded,
    replayed,
)

MIXED = (
    a_tag(correct=True),
    a_tag(correct=False),
    a_tag(),
    recorded(correct=False),  # high risk
    recorded(payload={"amount": 2000}, correct=False),  # a rule and a check
    recorded(payload={"amount": -1}, correct=True),  # turned away at the door
    an_update(0.9, correct=True),  # runs by its signals
    an_update(0.9, correct=True, context={"vip": True}),  # asked because of a rule alone
    an_update(0.25, correct=False),  # the policy's own no
    recorded("rocket.launch", {"to": "moon"}),  # unknown
)


def test_volumes_and_hours():
    found = report(replayed(*MIXED), POLICY, timedelta(minutes=6))
    assert found.actions == 10
    assert found.fates == {Fate.RUNS: 4, Fate.ASKED: 4, Fate.REJECTED: 1, Fate.REFUSED: 1}
    assert found.asked == plain_share(4, 10)
    assert found.tiers == {"team_member": 2, "team_lead": 1, "domain_expert": 1, "executive": 0}
    assert found.work.looks == 5, "the domain experts have to be two"
    assert found.work.hours == pytest.approx(0.5)
    assert found.work.looks_afterwards == pytest.approx(4 * 0.05)


def test_what_hindsight_says():
    found = report(replayed(*MIXED), POLICY).hindsight
    assert found is not None
    assert found.known == 8
    assert found.wrong_share == plain_share(4, 8)
    assert found.caught == plain_share(3, 4)
    assert found.passed == plain_share(2, 4)
    assert found.needless == plain_share(1, 3), (
        "of the three that people are asked about and of which the truth is known"
    )
    assert found.sound == plain_share(2, 3)
    assert found.turned_down == 1
    assert found.caught_by_chance.expected == pytest.approx(0.4)
    assert found.slipped == ("a2",)
    assert found.needless_ids == ("a8",)


def test_without_truth_no_hindsight():
    assert report(replayed(a_tag(), recorded()), POLICY).hindsight is None


def test_types_are_told_apart():
    lines = {line.action_type: line for line in report(replayed(*MIXED), POLICY).types}
    refunds = lines["refund.issue"]
    assert (refunds.actions, refunds.runs, refunds.wrong, refunds.wrong_caught) == (3, 0, 2, 2)
    assert (refunds.right, refunds.right_run) == (1, 0)


def test_a_rule_stops_alone_only_where_nothing_else_would():
    """“vip” stops an update that would run, and a refund that high risk stops anyway."""
    grounds = {
        ground.rule: ground
        for ground in report(
            replayed(
                an_update(0.9, correct=True, context={"vip": True}),
                recorded(correct=False, context={"vip": True}),
                an_update(0.5, correct=False),
            ),
            POLICY,
        ).grounds
    }
    vip, confidence = grounds["vip"], grounds["confidence"]
    assert (vip.actions, vip.wrong, vip.right, vip.wrong_alone, vip.right_alone) == (2, 1, 1, 0, 1)
    assert (confidence.actions, confidence.wrong_alone) == (1, 1)
    assert set(grounds) == {"vip", "confidence"}


def test_what_is_doubtful_is_looked_at_afterwards_in_any_case():
    found = report(replayed(a_tag(confidence=0.4), a_tag(confidence=0.9)), POLICY)
    assert found.work.looks_afterwards == pytest.approx(1.05)


def test_shadow_is_told_apart_and_always_looked_at():
    policy = a_policy(RULES.replace("reason: A customer who matters", "reason: A customer who matters, mode: shadow"))
    found = report(replayed(an_update(0.9, context={"vip": True}), policy=policy), policy)
    assert (found.fates[Fate.RUNS], found.in_shadow, found.work.looks_afterwards) == (1, 1, 1.0)


def test_which_actions_another_policy_treats_differently():
    other = a_policy(
        RULES.replace("payload.amount > 1000", "payload.amount > 50").replace("context.vip", "false && context.vip")
    )
    actions = (recorded(correct=False), an_update(0.9, correct=True, context={"vip": True}), a_tag())
    found = compare(replayed(*actions), replayed(*actions, policy=other))
    assert [(move.id, move.before, move.after) for move in found.moves] == [
        ("a1", "team_member", "domain_expert"),
        ("a2", "team_lead", "runs"),
    ]
    assert set(found.turns) == {Turn("team_member", "domain_expert", 1), Turn("team_lead", "runs", 1)}
    assert (found.right_now_running, found.right_now_stopped) == (1, 0)
    assert (found.wrong_now_running, found.wrong_now_stopped) == (0, 0), "it was stopped before and is stopped now"


def test_the_threshold_moves_only_what_signals_decide():
    """A rule, a check that fails and the policy's own no stay where they are."""
    found = thresholds(
        replayed(
            an_update(0.905, correct=True),
            an_update(0.505, correct=False),
            an_update(0.9, correct=True, context={"vip": True}),
            an_update(0.25, correct=False),
            recorded(correct=False),
            a_tag(correct=True),
        ),
        POLICY,
    )
    assert found is not None
    assert (found.moved, found.moved_known) == (2, 2)
    assert [(point.threshold, point.asked.hits) for point in found.points] == [(0.31, 2), (0.51, 3), (0.91, 4)]
    assert found.current.caught == plain_share(3, 3)


@given(st.floats(0.31, 1), st.floats(0.3, 1).map(lambda score: round(score, 2)))
def test_the_frontier_says_what_the_policy_with_that_threshold_does(threshold, score):
    """No second opinion: a point of the frontier is what routing under that threshold comes to."""
    actions = (an_update(score, correct=False), an_update(0.9, correct=True))
    strict = dataclasses.replace(
        POLICY,
        confidence=replace(POLICY.confidence, thresholds=replace(POLICY.confidence.thresholds, auto_approve=threshold)),
    )
    found = thresholds(replayed(*actions, policy=strict), strict)
    assert found is not None
    assert found.current.asked == report(replayed(*actions, policy=strict), strict).asked


@given(st.lists(st.sampled_from(MIXED), min_size=1, max_size=20))
def test_every_action_is_counted_once(actions):
    found = report(replayed(*actions), POLICY)
    assert sum(found.fates.values()) == len(actions) == sum(line.actions for line in found.types)
    assert sum(found.tiers.values()) == found.fates[Fate.ASKED]
    if found.hindsight:
        assert found.hindsight.caught.of + found.hindsight.passed.of == found.hindsight.known


def test_the_truth_is_not_looked_at():
    """Whatever is said of it, an action takes the same way."""
    for action in MIXED:
        one, other = replayed(replace(action, truth=None), replace(action, truth=action.truth))
        assert (one.route, one.fate) == (other.route, other.fate)
