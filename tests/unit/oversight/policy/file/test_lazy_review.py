"""What the policy may say of lazy review, and what it means."""

from __future__ import annotations

import pytest

from oversight.policy.file.reading import BadPolicy, read_policy
from oversight.review.sampler.settings import SecondLook
from oversight.usecases.review.draw_sample import sampler_settings

SMALL = """
version: 1
tiers: {team_member: {channel: "#agent-approvals", reviewers: [U0MEMBER]}}
action_types: {refund.issue: {risk: low, reversible: true}}
"""


def settings(lazy):
    return sampler_settings(read_policy(f"{SMALL}lazy_review: {lazy}\n"))


def test_a_policy_that_says_nothing_new_keeps_its_hash_and_what_it_meant():
    spelled = "{base_rate: 0.05, minutes_a_week: null, second_look: {}, money: null}"
    assert read_policy(f"{SMALL}lazy_review: {spelled}\n").hash == read_policy(SMALL).hash
    plain = settings("{base_rate: 0.1}")
    assert (plain.base_rate, plain.budget_minutes, dict(plain.amounts)) == (0.1, None, {})
    assert plain.second_look == SecondLook()


def test_what_is_written_is_what_the_sampler_gets():
    full = settings(
        "{base_rate: 0.1, minutes_a_week: 90, second_look: {approved: 0.02, rejected: 0.1, auto_rejected: 0.2}, "
        "money: {amounts: {refund.issue: order.total}, picks_a_week: 7}}"
    )
    assert (full.budget_minutes, full.money_picks, dict(full.amounts)) == (90, 7, {"refund.issue": "order.total"})
    assert full.second_look == SecondLook(0.02, 0.1, 0.2)


@pytest.mark.parametrize(
    ("lazy", "path"),
    [
        ("{minutes_a_week: 0}", "$.lazy_review.minutes_a_week"),
        ("{minutes_a_week: .inf}", "$.lazy_review.minutes_a_week"),
        ("{second_look: {approved: 2}}", "$.lazy_review.second_look.approved"),
        ("{money: {}}", "$.lazy_review.money.amounts"),
        ("{money: {amounts: {}}}", "$.lazy_review.money.amounts"),
        ("{money: {amounts: {refund.issue: ''}}}", "$.lazy_review.money.amounts"),
        ("{money: {amounts: {refund.issue: amount}, picks_a_week: 0}}", "$.lazy_review.money.picks_a_week"),
        ("{money: {amounts: {refund.isue: amount}}}", "$"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(lazy, path):
    with pytest.raises(BadPolicy) as caught:
        settings(lazy)
    assert any(fault.path.startswith(path) for fault in caught.value.faults)
