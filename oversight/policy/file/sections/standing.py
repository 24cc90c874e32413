"""What ``policy.yml`` says of what reviewers may allow in advance."""

from datetime import timedelta

from pydantic import Field

from oversight.policy.file.entries import Section, Share, Span
from oversight.policy.standing_limits import DEFAULT, StandingLimits


class StandingSection(Section):
    """The caps of standing approvals; without this section there are none."""

    for_at_most: Span = Field(
        default=DEFAULT.for_at_most, le=timedelta(days=90), description="no longer than this, however long was asked"
    )
    uses_at_most: int = Field(default=DEFAULT.uses_at_most, ge=1, le=10_000, description="no more often than this")
    sample_rate: Share = Field(
        default=DEFAULT.sample_rate,
        description="how much of what they release is looked at afterwards; at least lazy_review.base_rate",
    )

    def to_value(self) -> StandingLimits:
        """The limits that this section describes."""
        return StandingLimits(self.for_at_most, self.uses_at_most, self.sample_rate)
