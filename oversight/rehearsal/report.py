"""What a policy would have done to recorded traffic, counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from msgspec import Struct

from oversight.policy import Policy
from oversight.rehearsal.grounds import Ground, grounds
from oversight.rehearsal.hindsight import Hindsight, TypeLine, hindsight, type_lines
from oversight.rehearsal.replay import Fate, Replayed
from oversight.review.sampler.reasons.rules import LOW_CONFIDENCE
from oversight.statistics.shares import Share, plain_share

PER_REVIEW = timedelta(minutes=3)
"""What one look costs a reviewer, unless said otherwise: read the card, check one thing elsewhere, answer."""


class Work(Struct, frozen=True):
    """What the policy asks of people."""

    looks: int
    """Answers that are needed before actions run: two where two people must approve."""
    hours: float
    looks_afterwards: float
    """Samples of actions that ran at once, as many as lazy review draws on average."""
    hours_afterwards: float


class Report(Struct, frozen=True):
    """One policy against one recording."""

    policy_hash: str
    actions: int
    fates: Mapping[Fate, int]
    asked: Share
    runs: Share
    in_shadow: int
    """Actions that run only because a type or a rule is in shadow."""
    tiers: Mapping[str, int]
    """How many actions each tier sees first, from the lowest tier to the highest."""
    work: Work
    types: tuple[TypeLine, ...]
    grounds: tuple[Ground, ...]
    """Why actions did not run by themselves, the most frequent reason first."""
    hindsight: Hindsight | None
    """None where nothing is known about what was right."""


def report(replayed: Sequence[Replayed], policy: Policy, per_review: timedelta = PER_REVIEW) -> Report:
    """What happened to these actions under this policy."""
    fates = Counter(action.fate for action in replayed)
    seen_first = Counter(action.tier for action in replayed)
    return Report(
        policy_hash=policy.hash,
        actions=len(replayed),
        fates={fate: fates[fate] for fate in Fate},
        asked=plain_share(fates[Fate.ASKED], len(replayed)),
        runs=plain_share(fates[Fate.RUNS], len(replayed)),
        in_shadow=sum(action.in_shadow for action in replayed),
        tiers={stage.name: seen_first[stage.name] for stage in (*policy.stages, *policy.tiers)},
        work=_work(replayed, policy, per_review),
        types=type_lines(replayed),
        grounds=grounds(replayed, policy),
        hindsight=hindsight(replayed),
    )


def _work(replayed: Sequence[Replayed], policy: Policy, per_review: timedelta) -> Work:
    hour = timedelta(hours=1)
    looks = sum(action.looks for action in replayed)
    afterwards = sum(_likely_sampled(action, policy) for action in replayed if action.fate is Fate.RUNS)
    return Work(looks, looks * per_review / hour, afterwards, afterwards * (per_review / hour))


def _likely_sampled(action: Replayed, policy: Policy) -> float:
    confidence = action.recorded.proposal.confidence
    always = action.in_shadow or (confidence is not None and confidence < LOW_CONFIDENCE)
    return 1.0 if always else policy.lazy_review.base_rate
