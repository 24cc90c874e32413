"""Who may see hidden values: those whom the policy names for it, who are full members here, and nobody else."""

import pytest
from msgspec.structs import replace

from oversight.action.refusal import RefusalCode
from oversight.voting.reveal import may_reveal, named_to_reveal, refuse_reveal
from tests.builders import policy_of
from tests.unit.oversight.builders import a_person, an_action

POLICY = policy_of(
    """
version: 1
tiers: {team_member: {channel: "#a", reviewers: [U1]}}
action_types:
  refund.issue: {risk: high, card: {redact: [pin], reveal: ["@fraud", U7]}}
  other: {risk: high, card: {redact: [pin]}}
"""
)
PERSON = a_person()
NAMED = frozenset({PERSON.id})


@pytest.mark.parametrize(
    ("person", "entitled", "code"),
    [
        (PERSON, NAMED, None),
        (PERSON, frozenset(), RefusalCode.CANNOT_REVEAL),
        (PERSON, frozenset({"U99"}), RefusalCode.CANNOT_REVEAL),
        (replace(PERSON, team_id="T9"), NAMED, RefusalCode.FOREIGN_WORKSPACE),
        (replace(PERSON, is_stranger=True), NAMED, RefusalCode.FOREIGN_WORKSPACE),
        (replace(PERSON, is_guest=True), NAMED, RefusalCode.GUEST),
        (replace(PERSON, is_bot=True), NAMED, RefusalCode.BOT),
        (replace(PERSON, is_deactivated=True), NAMED, RefusalCode.DEACTIVATED),
    ],
)
def test_each_refusal_names_its_rule(person, entitled, code):
    refused = refuse_reveal(person, PERSON.team_id, entitled)
    assert (refused and refused.code) == code
    assert may_reveal(person, PERSON.team_id, entitled) is (code is None)


def test_where_the_workspace_is_not_known_nobody_may():
    assert not may_reveal(PERSON, "", NAMED)


def test_the_type_of_the_action_says_who_is_named():
    assert named_to_reveal(an_action(), POLICY) == ("@fraud", "U7")
    assert named_to_reveal(an_action(), None) == ()
    unnamed = policy_of('version: 1\ntiers: {team_member: {channel: "#a", reviewers: [U1]}}\n')
    assert named_to_reveal(an_action(), unnamed) == ()
