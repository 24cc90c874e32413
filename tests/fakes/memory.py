"""The world in memory: time, ids, the policy. The books are in :mod:`tests.fakes.books`."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from oversight.policy import Policy


@dataclass(slots=True)
class MemoryClock:
    """A clock that stands still until it is told otherwise."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def advance(self, span: timedelta) -> None:
        self.at += span


@dataclass(slots=True)
class CountedIds:
    """Identifiers that sort by the order in which they were made."""

    made: int = 0

    def action_id(self) -> str:
        return f"act_{self._next():026}"

    def digest_id(self) -> str:
        return f"dig_{self._next():026}"

    def halt_id(self) -> str:
        return f"hlt_{self._next():026}"

    def standing_id(self) -> str:
        return f"sta_{self._next():026}"

    def agent_id(self) -> str:
        return f"agt_{self._next():026}"

    def edit_token(self) -> str:
        return f"edt_{self._next():026}"

    def salt(self) -> str:
        return f"{self._next():032x}"

    def _next(self) -> int:
        self.made += 1
        return self.made


@dataclass(slots=True)
class FixedPolicy:
    """The policy in force; the ones before stay known, as pinned policies do."""

    policy: Policy
    _known: dict[str, Policy] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known[self.policy.hash] = self.policy

    async def pinned(self, policy_hash: str) -> Policy | None:
        return self._known.get(policy_hash)

    def reload(self, policy: Policy) -> None:
        """This policy is in force from now on, and the ones before stay known."""
        self.policy = policy
        self._known[policy.hash] = policy

    def forget(self, policy_hash: str) -> None:
        """The policy with this hash is known no longer."""
        del self._known[policy_hash]
