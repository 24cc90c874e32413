"""What of a period is looked at: everything that was decided, weighed by the sampler under the policy in force."""

from datetime import datetime
from typing import TYPE_CHECKING

from oversight.policy import Policy
from oversight.policy.standing_limits import DEFAULT
from oversight.ports import Ports
from oversight.review.sampler.settings import SamplerSettings

if TYPE_CHECKING:
    from oversight.review.sampler.assessment import Assessment


async def assess_period(since: datetime, until: datetime, ports: Ports) -> "Assessment":
    """The probability of everything that was decided in the period. Draws nothing and writes nothing."""
    settings = sampler_settings(ports.policies.policy)
    candidates = await ports.review.candidates(since, until)
    past = await ports.review.sampling_past(since)

    def work() -> "Assessment":
        from oversight.review.sampler.sampler import assess  # noqa: PLC0415 - its libraries take long to load

        return assess(candidates, settings, past, since=since, until=until)

    return await ports.apart(work)


def sampler_settings(policy: Policy) -> SamplerSettings:
    """What this policy says of sampling."""
    lazy, thresholds = policy.lazy_review, policy.confidence.thresholds
    return SamplerSettings(
        base_rate=lazy.base_rate,
        standing_rate=(policy.standing_approvals or DEFAULT).sample_rate,
        budget_minutes=lazy.minutes_a_week,
        amounts=lazy.amounts,
        money_picks=lazy.money_picks,
        second_look=lazy.second_look,
        auto_approve=thresholds.auto_approve,
        signal_weights=thresholds.weights,
    )
