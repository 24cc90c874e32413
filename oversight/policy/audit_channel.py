"""Where what was signed of the audit log is posted, as the policy says."""

from datetime import timedelta

from msgspec import Struct


class AuditChannel(Struct, frozen=True):
    """A channel that keeps checkpoints where nobody who can change the database can change them."""

    channel: str
    every: timedelta = timedelta(hours=1)
    """The newest checkpoint is posted at most so often."""
