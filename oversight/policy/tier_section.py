"""What ``policy.yml`` says of one tier of the ladder."""

from typing import Self

from pydantic import Field, model_validator

from oversight.policy.entries import Channel, Reviewer, Section, Span


class TierSection(Section):
    """One tier: who is asked, where, and how long silence is borne."""

    channel: Channel = Field(description="Slack channel, '#name' or id")
    reviewers: tuple[Reviewer, ...] = Field(default=(), description="user ids (U…) and user groups (@handle)")
    approvals_required: int = Field(default=1, ge=1, le=10, description="distinct people who must approve")
    modified_needs_second: bool = Field(default=False, description="an edited payload needs a second person")
    remind_after: Span | None = None
    escalate_after: Span | None = None

    @model_validator(mode="after")
    def _enough_people(self) -> Self:
        # How many are in a user group only Slack knows; `countersign doctor` asks.
        listed = len(set(self.reviewers))
        if self.reviewers and self.approvals_required > listed and not any(r.startswith("@") for r in self.reviewers):
            raise ValueError(f"{self.approvals_required} approvals are required of {listed} reviewers")
        return self
