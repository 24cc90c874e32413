"""What ``policy.yml`` says of the audit log's checkpoints."""

from datetime import timedelta

from pydantic import Field

from oversight.policy.audit_channel import AuditChannel
from oversight.policy.file.entries import Section, Span
from oversight.policy.file.slack_names import Channel


class AuditSection(Section):
    """Where the audit log's checkpoints leave the house for; without this section none is posted."""

    channel: Channel = Field(description="where checkpoints are posted, and where it is said if signing stops")
    every: Span = Field(
        default=timedelta(hours=1),
        ge=timedelta(minutes=1),
        le=timedelta(days=7),
        description="the newest checkpoint is posted at most so often",
    )

    def to_value(self) -> AuditChannel:
        """The channel that this section describes."""
        return AuditChannel(self.channel, self.every)
