"""Is anybody there to answer now, where that depends on rotations and absences?"""

from collections.abc import Iterator
from datetime import datetime

from bot.doctor.finding import Finding, ok, warn
from oversight.policy import Policy, Tier


def who_is_there(policy: Policy, now: datetime) -> Iterator[Finding]:
    """Who of each tier is on call, or that too few are there; nothing where its reviewers are simply asked."""
    for tier in policy.tiers:
        yield from _of_tier(f"tier {tier.name}", tier, policy, now)


def _of_tier(role: str, tier: Tier, policy: Policy, now: datetime) -> Iterator[Finding]:
    rung = tier.rung(policy.absences)
    if rung.roster is None:
        return
    there = rung.asks(now)
    if rung.can_decide(now):
        if tier.rotation is not None:
            yield ok(f"{role}: {there[0]} is on call")
        return
    if tier.rotation is None:
        yield warn(
            f"{role}: too few people are there now, {len(there)} of {tier.approvals_required}",
            "Name deputies under out_of_office in the policy; until then it is skipped or runs out",
        )
    elif tier.rotation.turn(now) is None and tier.rotation.override(now) is None:
        yield warn(
            f"{role}: nobody is on call before {tier.rotation.begins(0):%Y-%m-%d %H:%M} UTC",
            "Let the rotation start earlier; until then it is skipped or runs out",
        )
    else:
        yield warn(
            f"{role}: nobody is on call now, everybody of its rotation is away",
            "Name a deputy or an override in the policy; until then it is skipped or runs out",
        )
