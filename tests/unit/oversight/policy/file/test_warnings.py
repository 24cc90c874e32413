"""Steps that the policy's own deadlines overtake are told: they never happen."""

from pathlib import Path

import pytest

from oversight.policy.file.reading import read_policy, warnings_in

POLICY = """version: 1
tiers:
  team_member: {channel: "#a", reviewers: [U1], escalate_after: 30m%s}
  team_lead: {channel: "#b", reviewers: [U2]%s}
defaults: {review_timeout: %s}
%s
"""
ROOT = Path(__file__).parents[5]


def told(member: str = "", lead: str = "", limit: str = "2h", more: str = "") -> list[str]:
    text = POLICY % (member, lead, limit, more)
    return [str(fault) for fault in warnings_in(read_policy(text), text)]


@pytest.mark.parametrize(
    ("said", "path", "words"),
    [
        (
            {"limit": "5m"},
            "line 3, $.tiers.team_member.escalate_after",
            "asks the team lead after 30m, but",
        ),
        ({"limit": "30m"}, "$.tiers.team_member.escalate_after", "review_timeout 30m of defaults) comes first"),
        ({"member": ", remind_after: 30m"}, "$.tiers.team_member.remind_after", "it has climbed by then"),
        ({"member": ", remind_every: 40m"}, "$.tiers.team_member", "it has climbed by then"),
        (
            {"member": ", fallback_reviewers: [U3], fallback_after: 1h"},
            "$.tiers.team_member.fallback_after",
            "it has climbed by then",
        ),
        (
            {"lead": ", remind_after: 100m"},
            "$.tiers.team_lead.remind_after",
            "a reminder comes after 1h40m",
        ),
        (
            {"more": "action_types: {a: {risk: high, review_timeout: 10m}}"},
            "$.tiers.team_member.escalate_after",
            "review_timeout 10m of action_types.a",
        ),
        (
            {"more": 'stages: {legal: {channel: "#l", reviewers: [U4], escalate_after: 3h}}'},
            "$.stages.legal.escalate_after",
            "asks the team member after 3h",
        ),
        (
            {"limit": "2h, repeat_ladder: 1", "lead": ", escalate_after: 95m"},
            "$.tiers.team_lead.escalate_after",
            "begins the ladder again after 2h5m, but the deadline",
        ),
        (
            {"limit": "5m, extension: {by: 15m, at_most: 1h}"},
            "$.tiers.team_member.escalate_after",
            "so it happens only where a reviewer gives more time",
        ),
        ({"more": "action_types: {a: {risk: high, repeat_ladder: 1}}"}, "$.action_types.a.repeat_ladder", "never does"),
    ],
)
def test_a_step_behind_the_deadline_is_told_with_its_place(said, path, words):
    (warning,) = told(**said)
    assert path in warning
    assert words in warning


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"member": ", remind_after: 10m", "lead": ", remind_after: 80m"},
        {"limit": "5m, on_timeout: escalate"},
        {"limit": "5m, on_timeout: hold"},
        {"limit": "2h, repeat_ladder: 1", "lead": ", escalate_after: 20m"},
        {"more": "action_types: {a: {risk: high, tier: team_lead, review_timeout: 10m}}"},
    ],
)
def test_what_comes_in_time_is_not_told(said):
    assert told(**said) == []


SHIPPED = [*ROOT.glob("docs/policies/*.yml"), ROOT / "policy.yml", ROOT / "bot/demo/policy.yml"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_no_policy_that_we_ship_has_such_a_step(path):
    text = path.read_text()
    assert warnings_in(read_policy(text), text, of_types=path.parent.name != "demo") == ()


def test_what_no_form_can_show_is_told_and_what_one_can_is_not():
    schema = (
        "{type: object, properties: {a: {}, b: {type: array, items: {properties: {c: {title: C}}}}, d: {type: string}}}"
    )
    what = told(more=f"action_types: {{a: {{risk: high, schema: {schema}}}}}")
    assert [line.partition(", so")[0] for line in what] == [
        "line 6, $.action_types.a.schema: payload.a may be anything",
        "line 6, $.action_types.a.schema: payload.b[].c may be anything",
    ]
