"""How an action's payload is shown: as the policy said when it came in, without what today's policy hides."""

from oversight.action.action import Action
from oversight.policy import CardHints
from oversight.ports.world import PolicySource


async def card_hints(action: Action, policies: PolicySource) -> CardHints:
    """What the card shows first, and what it never shows in clear; a reload can hide more and never less.

    Where the policy that it came in under is lost, nobody knows what that hid: channels show nothing of it.
    """
    pinned, today = await policies.pinned(action.policy_hash), policies.policy
    known = [
        policy.action_types[action.proposal.action_type].card
        for policy in (pinned, today)
        if policy is not None and action.proposal.action_type in policy.action_types
    ]
    is_quiet = pinned is None or any(hints.summary_only for hints in known)
    redact = dict.fromkeys(key for hints in known for key in hints.redact)
    return CardHints(known[0].headline if known else (), tuple(redact), is_quiet)
