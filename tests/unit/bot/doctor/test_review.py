"""What runs without a person is looked at afterwards, or the doctor says that it is not."""

import pytest

from bot.doctor.diagnosis import Health
from bot.doctor.review import check_review
from oversight.policy.file.reading import read_policy

POLICY = """version: 1
tiers: {team_member: {channel: "#m", reviewers: [U1]}}
action_types: {mail.send: {risk: medium}}
"""
STANDING = "standing_approvals: {for_at_most: 7d, uses_at_most: 50}\n"
TEMPLATES = "templates: [{name: hello, action_type: mail.send, when: \"payload.text == 'hello'\", reason: Harmless}]\n"
DIGEST = 'lazy_review: {digest: {channel: "#d"}}\n'


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", []),
        (STANDING, ["standing approvals"]),
        (TEMPLATES, ["templates"]),
        (STANDING + TEMPLATES, ["standing approvals and templates"]),
        (STANDING + TEMPLATES + DIGEST, []),
    ],
)
def test_what_nobody_looks_at_is_named(more, said):
    found = list(check_review(read_policy(POLICY + more)))
    assert [finding.what.partition(" by ")[2].partition(":")[0] for finding in found] == said
    assert {finding.health for finding in found} <= {Health.WARN}
