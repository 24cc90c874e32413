"""What the policy says of stages, stand-ins, reminders, deadlines: read as written, and every fault with its line."""

from datetime import timedelta

import pytest

from oversight.action.route import Extension, OnTimeout
from oversight.policy.file.reading import read_policy
from tests.unit.oversight.policy.file.bad_policy import only_fault

MINUTE = timedelta(minutes=1)
PLAIN = """version: 1
tiers:
  team_member: {channel: "#m", reviewers: [U1, U2], remind_after: 5m}
  executive: {channel: "#x", reviewers: [U9]}
action_types:
  deploy: {risk: high}
rules:
  - {name: big, when: "payload.n > 1", tier: executive, reason: r}
"""
WHOLE = """version: 1
stages:
  security:
    {channel: "#s", reviewers: [U3], fallback_reviewers: ["@soc"], fallback_after: 5m, remind_every: 10m}
  legal: {channel: "#l", reviewers: [U4, U5], approvals_required: 2, on_disagreement: escalate}
tiers:
  team_member: {channel: "#m", reviewers: [U1, U2], remind_after: 5m, remind_every: 10m, remind_at_most: 4}
  executive: {channel: "#x", reviewers: [U9]}
defaults: {on_timeout: hold, repeat_ladder: 2, extension: {by: 15m, at_most: 1h}}
action_types:
  deploy: {risk: high, stages: [security], on_timeout: escalate, repeat_ladder: 0}
rules:
  - {name: big, when: "payload.n > 1", stages: [legal], reason: r}
"""


def test_it_is_read_as_it_is_written():
    policy = read_policy(WHOLE)
    security, legal = policy.stages
    assert (security.name, security.fallback, security.fallback_after) == ("security", ("@soc",), 5 * MINUTE)
    assert (security.remind_after, security.remind_every, security.remind_at_most) == (10 * MINUTE, 10 * MINUTE, 3)
    assert (legal.approvals_required, legal.disagreement_climbs) == (2, True)
    member, executive = policy.tiers
    assert (member.remind_after, member.remind_every, member.remind_at_most) == (5 * MINUTE, 10 * MINUTE, 4)
    assert (executive.remind_after, executive.remind_at_most, executive.disagreement_climbs) == (None, 1, False)
    assert policy.defaults.on_timeout is OnTimeout.HOLD
    assert policy.defaults.extension == Extension(15 * MINUTE, 60 * MINUTE)
    deploy = policy.action_types["deploy"]
    assert (deploy.stages, deploy.on_timeout, deploy.repeat_ladder) == (("security",), OnTimeout.ESCALATE, 0)
    assert policy.rules[0].stages == ("legal",)


def test_a_policy_without_any_of_it_keeps_the_hash_that_it_had():
    """Pinned by actions of older versions; the value was computed by one."""
    assert read_policy(PLAIN).hash == HASH_OF_OLD
    said = PLAIN.replace("remind_after: 5m}", "remind_after: 5m, on_disagreement: reject, fallback_reviewers: []}")
    assert read_policy(said).hash == HASH_OF_OLD


HASH_OF_OLD = "sha256:57264dbd4c86046191092f40b88699f0e35603b83f10c5918414c753791455de"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("by: 15m", "by: 20m"),
        ("fallback_after: 5m", "fallback_after: 6m"),
        ("remind_at_most: 4", "remind_at_most: 5"),
        ("on_disagreement: escalate", "on_disagreement: reject"),
        ("stages: [legal], ", "stages: [legal], risk: high, "),
        ("stages: [security]", "stages: [security, legal]"),
        ("repeat_ladder: 2", "repeat_ladder: 3"),
    ],
)
def test_whatever_changes_the_meaning_changes_the_hash(before, after):
    assert read_policy(WHOLE.replace(before, after)).hash != read_policy(WHOLE).hash


def test_the_order_of_the_stages_is_part_of_the_hash():
    lines = WHOLE.splitlines(keepends=True)
    turned = "".join([*lines[:2], lines[4], *lines[2:4], *lines[5:]])
    policy = read_policy(turned)
    assert [stage.name for stage in policy.stages] == ["legal", "security"]
    assert policy.hash != read_policy(WHOLE).hash


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("stages: [legal]", "stages: [lega]", "line 13, $.rules[0].stages[0]: 'lega' is not defined. Define it under"),
        ("stages: [security]", "stages: [secure]", "line 11, $.action_types.deploy.stages[0]: 'secure' is not defined"),
        ("  legal: {", "  executive: {", "executive is a name of the ladder's; give the stage another one"),
        ("  legal: {", "  ladder: {", "ladder is a name of the ladder's"),
        ("  legal: {", "  Legal: {", "$.stages.Legal"),
        (", stages: [legal]", "", "it needs a tier, a risk, or both; or stages"),
        ('fallback_reviewers: ["@soc"], ', "", "fallback_after asks nobody; add fallback_reviewers"),
        ('fallback_reviewers: ["@soc"]', "fallback_reviewers: [U3]", "all fallback_reviewers are reviewers already"),
        ("remind_after: 5m, remind_every: 10m, ", "remind_after: 5m, ", "remind_at_most counts what remind_every"),
        ("remind_at_most: 4", "remind_at_most: 0", "$.tiers.team_member.remind_at_most"),
        ("at_most: 1h", "at_most: 10m", "line 9, $.defaults.extension: at_most is less than by"),
        ("on_timeout: hold", "on_timeout: approve", "$.defaults.on_timeout"),
        ("repeat_ladder: 2", "repeat_ladder: 6", "$.defaults.repeat_ladder"),
        ("reviewers: [U4, U5]", "fallback_reviewers: [U4]", "2 approvals are required of 1 fallback_reviewers"),
        (
            "reviewers: [U3]",
            "reviewers: [U3], business_hours: night",
            "$.stages.security.business_hours: 'night' is not",
        ),
    ],
)
def test_each_fault_says_where_and_what(right, wrong, told):
    text = WHOLE.replace(right, wrong)
    if wrong in ("  executive: {", "  ladder: {", "  Legal: {"):
        text = text.replace("stages: [legal]", "stages: [security]")
    assert told in str(only_fault(text))


def test_opening_hours_keep_every_date_within_sight():
    hours = "calendars:\n  office: {timezone: UTC, hours: {mon-fri: 09:00-17:00}}\n"
    near = WHOLE.replace("reviewers: [U3]", "reviewers: [U3], business_hours: office") + hours
    read_policy(near)
    assert "30d of them away at most" in str(only_fault(near.replace("fallback_after: 5m", "fallback_after: 31d")))
    assert "30d of them away at most" in str(only_fault(near.replace("remind_every: 10m}", "remind_every: 11d}")))
