"""What ``policy.yml`` says of how much is looked at afterwards, and by whom."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from oversight.calendar.cron import check_cron
from oversight.policy.file.entries import LATER, Section, Share, Span, TimeZone
from oversight.policy.file.slack_names import Channel, Reviewer
from oversight.policy.policy import DigestSchedule, LazyReview
from oversight.review.sampler.settings import SecondLook

WEEK_MINUTES = 7 * 24 * 60
AmountKey = Annotated[str, Field(pattern=r"^[^.\s]+(\.[^.\s]+)*$", max_length=200)]
"""A key of the payload, such as ``amount`` or ``order.total``."""


def _cron(cron: str) -> str:
    check_cron(cron)
    return cron


class DigestSection(Section):
    """Where and when managers get their digest."""

    channel: Channel
    cron: Annotated[str, AfterValidator(_cron)] = "0 9 * * MON"
    timezone: TimeZone = "UTC"


class MoneySection(Section):
    """Drawing by amount: ``{amounts: {refund.issue: amount}}``."""

    amounts: dict[str, AmountKey] = Field(min_length=1, description="by type, the key of the payload with the amount")
    picks_a_week: int = Field(
        default=20,
        ge=1,
        le=10_000,
        description="about so many are drawn by amount alone; above 1/n of a week's sum all",
    )


class SecondLookSection(Section):
    """Which share of what was decided is looked at anew, without the first answer."""

    approved: Share = Field(default=0.0, description="of what people approved, edited or not")
    rejected: Share = Field(default=0.0, description="of what people rejected")
    auto_rejected: Share = Field(default=0.0, description="of what the policy rejected by itself")


class LazyReviewSection(Section):
    """How much of what ran by itself is looked at, and by whom."""

    base_rate: Share = 0.05
    reviewers: tuple[Reviewer, ...] = ()
    digest: DigestSection | None = None
    settle_within: Span = Field(default=timedelta(days=7), description="kept for later; nothing reads it yet")
    minutes_a_week: Annotated[float | None, LATER] = Field(
        default=None, gt=0, le=WEEK_MINUTES * 1_000, description="reviewers' minutes that the sample may take"
    )
    second_look: Annotated[SecondLookSection, LATER] = SecondLookSection()
    money: Annotated[MoneySection | None, LATER] = Field(default=None, description="drawing by amount; without it none")

    def to_value(self) -> LazyReview:
        """The settings that this section describes."""
        money = self.money
        return LazyReview(
            self.base_rate,
            self.reviewers,
            DigestSchedule(**dict(self.digest)) if self.digest else None,
            self.minutes_a_week,
            SecondLook(**dict(self.second_look)),
            amounts={} if money is None else money.amounts,
            money_picks=0 if money is None else money.picks_a_week,
        )
