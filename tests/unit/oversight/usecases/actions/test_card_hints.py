"""A reload hides more and never less, and where the earlier policy is lost, channels show nothing."""

from dataclasses import replace

from oversight.usecases.actions.card_hints import card_hints
from tests.builders import policy_of
from tests.fakes.memory import FixedPolicy
from tests.unit.oversight.builders import an_action

POLICY = """
version: 1
tiers: {team_member: {channel: "#a", reviewers: [U1]}}
action_types: {refund.issue: {risk: high, card: {%s}}}
"""
THEN = replace(policy_of(POLICY % "headline: [amount], redact: [pin], summary_only: true"), hash="sha256:then")
NOW = replace(policy_of(POLICY % "headline: [pin], redact: [iban]"), hash="sha256:now")


def waiting():
    return an_action(policy_hash="sha256:then")


async def test_what_either_policy_hides_is_hidden():
    policies = FixedPolicy(THEN)
    policies.reload(NOW)
    hints = await card_hints(waiting(), policies)
    assert (hints.headline, hints.redact, hints.summary_only) == (("amount",), ("pin", "iban"), True)


async def test_where_the_policy_that_it_came_in_under_is_lost_channels_show_nothing():
    assert (await card_hints(waiting(), FixedPolicy(NOW))).summary_only
    assert not (await card_hints(an_action(policy_hash=NOW.hash), FixedPolicy(NOW))).summary_only
