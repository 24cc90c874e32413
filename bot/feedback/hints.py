"""What was, and is, to be kept off cards of past actions."""

from oversight.action.action import Action
from oversight.policy import CardHints, Policy
from oversight.policy.file.reading import BadPolicy, read_policy
from oversight.usecases.actions.card_hints import card_hints
from storage.engine.database import Database
from storage.policies import SqlPolicies

KEPT = 1_000
"""Types of actions, under each policy, whose hints are remembered at a time."""


class HintsOfThen:
    """Looks up each policy once: actions come in the order of time, and so do the policies that they came in under."""

    def __init__(self, policy: Policy, database: Database) -> None:
        """Beside the policy in force, which can only add to what the earlier ones hide."""
        self.policy = policy
        self._policies = SqlPolicies(database)
        self._recalled: tuple[str, Policy | None] = (policy.hash, policy)
        self._hints: dict[tuple[str, str], CardHints] = {}

    async def hints(self, action: Action) -> CardHints | None:
        """What neither policy shows; None where the action's own is lost, and nobody knows what it hid."""
        key = (action.policy_hash, action.proposal.action_type)
        if (known := self._hints.get(key)) is not None:
            return known
        if await self.pinned(action.policy_hash) is None:
            return None
        if len(self._hints) >= KEPT:
            self._hints.clear()
        hints = self._hints[key] = await card_hints(action, self)
        return hints

    async def pinned(self, policy_hash: str) -> Policy | None:
        """The policy with this hash, if its text is still there and can be read."""
        if policy_hash == self.policy.hash:
            return self.policy
        if self._recalled[0] != policy_hash:
            text = await self._policies.recall(policy_hash)
            self._recalled = (policy_hash, None if text is None else _read(text))
        return self._recalled[1]


def _read(text: str) -> Policy | None:
    try:
        return read_policy(text)
    except BadPolicy:
        return None
