"""What a policy may say of drafts."""

import pytest

from oversight.policy.draft_settings import DraftSettings
from oversight.policy.file.reading import read_policy, warnings_in
from tests.unit.oversight.policy.file.bad_policy import only_fault

POLICY = """version: 1
tiers:
  team_member: {channel: "#a", reviewers: [U1]}
action_types:
  letter.send:
    risk: low
    card: {redact: [secret, customer.note]}
"""


def settings(draft: str) -> DraftSettings | None:
    return read_policy(f"{POLICY}    draft: {draft}\n").action_types["letter.send"].draft


def test_without_the_section_a_type_has_no_drafting_and_keeps_its_hash():
    assert read_policy(POLICY).action_types["letter.send"].draft is None
    assert "draft" not in POLICY
    assert read_policy(POLICY).hash != read_policy(f"{POLICY}    draft: {{}}\n").hash


def test_an_empty_section_takes_the_defaults():
    assert settings("{}") == DraftSettings()
    assert settings("{}") is not None


def test_everything_can_be_said():
    said = "{target: $.text, evidence_required: true, must_cover: [price], spot_check: false, second_person: true}"
    assert settings(said) == DraftSettings("$.text", True, ("price",), False, True)


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ("{target: text}", "no JSON path"),
        ("{target: $.secret}", "off every card"),
        ("{target: $.customer.note}", "off every card"),
        ("{target: '$.Secret.text'}", "off every card"),
        ("{must_cover: [a, b, a]}", "twice"),
        ("{must_cover: ['']}", "empty"),
        ("{spot_check: 'yes'}", "true or false"),
        ("{evidence: true}", "no such key"),
    ],
)
def test_what_cannot_be_meant_is_refused(draft, words):
    fault = only_fault(f"{POLICY}    draft: {draft}\n")
    assert words in str(fault)


@pytest.mark.parametrize(
    ("tier", "kind", "warns"),
    [
        ("reviewers: [U1]", "risk: high, draft: {}", True),
        ("reviewers: [U1]", "risk: low, draft: {}", True),
        ("reviewers: [U1]", "risk: low, reversible: true, draft: {}", False),
        ("reviewers: [U1]", "risk: low, reversible: true, draft: {second_person: true}", True),
        ("reviewers: [U1]", "risk: high", False),
        ("reviewers: [U1, U2]", "risk: high, draft: {}", False),
        ('reviewers: ["@writers"]', "risk: high, draft: {}", False),
        ("reviewers: [U1], fallback_reviewers: [U2], fallback_after: 5m", "risk: high, draft: {}", False),
    ],
)
def test_a_draft_that_nobody_could_let_go_is_warned_of(tier, kind, warns):
    text = f'version: 1\ntiers: {{team_member: {{channel: "#a", {tier}}}}}\naction_types: {{x: {{{kind}}}}}\n'
    said = [warning.problem for warning in warnings_in(read_policy(text), text)]
    assert [problem.endswith("names two") for problem in said] == [True] * warns
