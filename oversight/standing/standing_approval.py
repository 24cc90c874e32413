"""A standing approval: a reviewer allows what looks like this, until it is used up, expired or revoked."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.decision import Actor
from oversight.action.risk import Risk
from oversight.policy.standing_limits import StandingLimits
from oversight.standing.choices import Choices

NO_SIGNALS: Mapping[str, float] = MappingProxyType({})


class StandingApproval(Struct, frozen=True):
    """What may run without asking a person, who allowed it, and how much of it is left."""

    id: str
    agent_id: str
    action_type: str
    condition: str
    """CEL over the payload; what makes it exactly true is let through."""
    tier: str
    risk: Risk
    grounds: tuple[str, ...]
    """The rules behind the route of the action that it came from; any other reason asks a person again."""
    from_action: str
    granted_by: Actor
    granted_at: datetime
    expires_at: datetime
    uses_at_most: int
    uses: int = 0
    revoked_at: datetime | None = None
    revoked_by: Actor | None = None
    agent_name: str = ""
    choices: Choices | None = None
    """What the reviewer chose, to say the condition in words."""
    seen: tuple[str, ...] = ()
    """The rules and checks that called for a person then, word for word; see :mod:`oversight.standing.grounds`."""
    on_behalf_of: str | None = None
    """The person for whom the agent said that it asked; for anybody else, a person is asked again."""
    channel: str = ""
    """Where the reviewer decided."""
    card: str = ""
    """The card on which they did, by its id."""
    reversible: bool = True
    """Whether the action counted as reversible; for one that does not, a person is asked again."""
    signals: Mapping[str, float] = NO_SIGNALS
    """The signals of the action then. For an action with clearly lower ones, a person is asked again."""
    owner: str | None = None
    """The agent's owner then. Under another owner a person is asked again: it could be the one who allowed it."""
    salt: str | None = None
    """Where the condition repeats personal values: what makes its digest in the audit log unguessable."""

    @property
    def uses_left(self) -> int:
        """How often it can still be used."""
        return max(self.uses_at_most - self.uses, 0)

    def stands(self, now: datetime) -> bool:
        """Whether it still lets anything through."""
        return self.revoked_at is None and self.uses_left > 0 and now < self.expires_at

    def under(self, limits: StandingLimits) -> "StandingApproval":
        """The approval within today's caps: a policy that allows less also holds for what was allowed before."""
        return replace(
            self,
            expires_at=min(self.expires_at, self.granted_at + limits.for_at_most),
            uses_at_most=min(self.uses_at_most, limits.uses_at_most),
        )


class StandingUse(Struct, frozen=True):
    """One use, to be counted in the transaction that writes the action, if the approval is still valid then."""

    approval_id: str
    uses_at_most: int
    expires_at: datetime
    channel: str = ""
    """The channel that is told when the last use is taken."""
