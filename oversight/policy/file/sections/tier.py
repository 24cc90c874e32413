"""What ``policy.yml`` says of one tier of the ladder."""

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from oversight.policy.file.entries import LATER, Section, Span
from oversight.policy.file.slack_names import Channel, Reviewer

LONGEST_WORKING = timedelta(days=30)
"""Some 180 working days of eight hours. A schedule is counted out day by day, so it has to end within sight."""


REPEATED = 3
"""Reminders where they are repeated and nobody says how often."""


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
    fallback_reviewers: Annotated[tuple[Reviewer, ...], LATER] = Field(
        default=(), description="who is asked, too, where too few of the others are there"
    )
    fallback_after: Annotated[Span | None, LATER] = Field(
        default=None, description="silence for so long asks the fallback_reviewers, too"
    )
    remind_every: Annotated[Span | None, LATER] = Field(
        default=None, description="from one reminder to the next; the first comes after remind_after, or after this"
    )
    remind_at_most: Annotated[int | None, LATER] = Field(
        default=None, ge=1, le=20, description="how many reminders; 3 with remind_every, else 1"
    )
    on_disagreement: Annotated[Literal["reject", "escalate"], LATER] = Field(
        default="reject", description="what a no does that meets another person's yes; alone it always rejects"
    )

    @model_validator(mode="after")
    def _enough_people(self) -> Self:
        # How many are in a user group only Slack knows; `sayso doctor` asks.
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
    def _falls_back(self) -> Self:
        if self.fallback_after is not None and not self.fallback_reviewers:
            raise ValueError("fallback_after asks nobody; add fallback_reviewers, or leave it out")
        if self.fallback_reviewers and set(self.fallback_reviewers) <= set(self.reviewers):
            raise ValueError("all fallback_reviewers are reviewers already; name somebody else, or leave them out")
        listed = len(set(self.fallback_reviewers))
        alone = (
            not self.reviewers and self.on_call is None and not any(r.startswith("@") for r in self.fallback_reviewers)
        )
        if self.fallback_reviewers and alone and self.approvals_required > listed:
            raise ValueError(f"{self.approvals_required} approvals are required of {listed} fallback_reviewers")
        return self

    @model_validator(mode="after")
    def _reminds(self) -> Self:
        if self.remind_at_most is not None and self.remind_every is None:
            raise ValueError("remind_at_most counts what remind_every repeats; add it, or leave both out")
        return self

    @model_validator(mode="after")
    def _falls_due(self) -> Self:
        if self.business_hours is None:
            return self
        nothing = timedelta(0)
        longest = max(self.remind_after or nothing, self.escalate_after or nothing)
        if longest > LONGEST_WORKING:
            raise ValueError("with business_hours, remind_after and escalate_after are 30d of opening hours at most")
        reminding = (self.first_reminder or nothing) + (self.reminders - 1) * (self.remind_every or nothing)
        if max(reminding, self.fallback_after or nothing) > LONGEST_WORKING:
            raise ValueError("with business_hours, fallback_after and the last reminder are 30d of them away at most")
        return self

    @property
    def first_reminder(self) -> timedelta | None:
        """After how much silence the first reminder comes; None where none does."""
        return self.remind_after or self.remind_every

    @property
    def reminders(self) -> int:
        """How many reminders there are at most."""
        return self.remind_at_most or (REPEATED if self.remind_every else 1)
