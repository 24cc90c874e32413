"""The reasons that a policy offers for a no: as many and as long as Slack shows, each once."""

import pytest

from oversight.policy.file.reading import read_policy
from tests.unit.oversight.policy.file.bad_policy import only_fault

BEFORE = """version: 1
tiers: {team_member: {channel: "#a", reviewers: [U1]}}
"""
TYPE = BEFORE + "action_types: {refund.issue: {risk: high, reject_reasons: %s}}\n"


def test_a_type_has_its_own_or_the_default_and_an_empty_list_has_none():
    policy = read_policy(
        BEFORE
        + """defaults: {reject_reasons: [Wrong, Not now]}
action_types:
  own: {risk: high, reject_reasons: [Too much]}
  like_all: {risk: high}
  none: {risk: high, reject_reasons: []}
"""
    )
    assert {name: policy.reject_reasons(name) for name in ("own", "like_all", "none", "unknown")} == {
        "own": ("Too much",),
        "like_all": ("Wrong", "Not now"),
        "none": (),
        "unknown": ("Wrong", "Not now"),
    }


def test_a_policy_that_offers_none_keeps_its_hash():
    plain = BEFORE + "action_types: {refund.issue: {risk: high}}\n"
    assert read_policy(plain).hash == read_policy(plain + "defaults: {reject_reasons: []}\n").hash
    assert len({read_policy(text).hash for text in (plain, TYPE % "[]", TYPE % "[Too much]")}) == 3


@pytest.mark.parametrize(
    ("written", "path", "problem"),
    [
        ("[a, b, c, d, e, f, g, h, i, j]", "$.action_types['refund.issue'].reject_reasons", "10 reasons are too many"),
        ("[Too much, too much]", "$.action_types['refund.issue'].reject_reasons", "stands here twice"),
        ("[Wrong, ' ']", "$.action_types['refund.issue'].reject_reasons[1]", "without words"),
        ("[' Wrong']", "$.action_types['refund.issue'].reject_reasons[0]", "not one line of visible text"),
        (r'["two\nlines"]', "$.action_types['refund.issue'].reject_reasons[0]", "not one line of visible text"),
        (r'["hid\u200bden"]', "$.action_types['refund.issue'].reject_reasons[0]", "not one line of visible text"),
        (f"[{'x' * 76}]", "$.action_types['refund.issue'].reject_reasons[0]", "76 characters"),
        (f"['{'x' * 71}&']", "$.action_types['refund.issue'].reject_reasons[0]", "76 characters"),
    ],
)
def test_what_slack_could_not_show_is_told_with_its_path(written, path, problem):
    fault = only_fault(TYPE % written)
    assert fault.path == path
    assert problem in fault.problem


def test_the_longest_and_the_most_are_taken():
    policy = read_policy(TYPE % [str(number) * 75 for number in range(1, 10)])
    assert len(policy.reject_reasons("refund.issue")) == 9


def test_the_defaults_are_checked_alike():
    assert only_fault(BEFORE + "defaults: {reject_reasons: ['']}\n").path == "$.defaults.reject_reasons[0]"
