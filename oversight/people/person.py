"""A person as Slack knows them."""

from datetime import datetime

from msgspec import Struct

from oversight.action.decision import Actor, DeciderKind
from oversight.people.naming import Key, keys_of


class Person(Struct, frozen=True):
    """A Slack user as the workspace says, never as a message claims."""

    id: str
    team_id: str
    name: str
    email: str | None = None
    is_bot: bool = False
    is_deactivated: bool = False
    is_guest: bool = False
    is_stranger: bool = False
    """Belongs to another workspace and reaches us through a shared channel."""
    names: tuple[str, ...] = ()
    """Everything else that Slack calls them: user name, display name, real name, and the id in their organisation."""
    vouched_by: str | None = None
    """By what their acts are known to be theirs: ``slack_socket`` or ``slack_signature``."""
    checked_at: datetime | None = None
    """When the workspace was asked."""

    @property
    def actor(self) -> Actor:
        """The person as one who does things."""
        return Actor(DeciderKind.HUMAN, self.id, self.name)

    @property
    def keys(self) -> frozenset[Key]:
        """All their names, as they are compared."""
        return keys_of((self.id,), (self.name, *self.names), self.email)
