"""What ``policy.yml`` says of one tier of the ladder."""

from datetime import timedelta
from typing import Self

from pydantic import Field, model_validator

from oversight.policy.entries import Channel, Reviewer, Section, Span

LONGEST_WORKING = timedelta(days=30)
"""Some 180 working days of eight hours. A schedule is counted out day by day, so it has to end within sight."""


class TierSection(Section):
    """One tier: who is asked, where, and how long silence is borne."""

    channel: Channel = Field(description="Slack channel, '#name' or id")
    reviewers: tuple[Reviewer, ...] = Field(default=(), description="user ids (U…) and user groups (@handle)")
    approvals_required: int = Field(default=1, ge=1, le=10, description="distinct people who must approve")
    modified_needs_second: bool = Field(default=False, description="an edited payload needs a second person")
    remind_after: Span | None = None
    escalate_after: Span | None = None
    business_hours: str | None = Field(
        default=None, description="the calendar whose opening hours remind_after and escalate_after count"
    )
    on_call: str | None = Field(default=None, description="the rotation that says who is asked, instead of reviewers")

    @model_validator(mode="after")
    def _enough_people(self) -> Self:
        # How many are in a user group only Slack knows; `countersign doctor` asks.
        listed = len(set(self.reviewers))
        if self.reviewers and self.approvals_required > listed and not any(r.startswith("@") for r in self.reviewers):
            raise ValueError(f"{self.approvals_required} approvals are required of {listed} reviewers")
        return self

    @model_validator(mode="after")
    def _one_on_call(self) -> Self:
        if self.on_call is None:
            return self
        if self.reviewers:
            raise ValueError("a tier has reviewers or is on_call, not both: whoever is on call is asked instead")
        if self.approvals_required > 1:
            raise ValueError(f"{self.approvals_required} approvals are required, but one person is on call")
        if self.modified_needs_second:
            raise ValueError("an edited payload would need a second person, but one person is on call")
        return self

    @model_validator(mode="after")
    def _falls_due(self) -> Self:
        longest = max(self.remind_after or timedelta(0), self.escalate_after or timedelta(0))
        if self.business_hours is not None and longest > LONGEST_WORKING:
            raise ValueError("with business_hours, remind_after and escalate_after are 30d of opening hours at most")
        return self
