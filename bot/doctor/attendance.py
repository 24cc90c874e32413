"""Is anybody there to answer now, where that depends on rotations and absences?"""

from collections.abc import Iterator
from datetime import datetime

from bot.doctor.diagnosis import Diagnosis, ok, warn
from bot.doctor.people import tiers_and_stages
from oversight.policy import Policy, Tier


def who_is_there(policy: Policy, now: datetime) -> Iterator[Diagnosis]:
    """Who of each tier and stage is on call, or that too few are; nothing where its reviewers are simply asked."""
    for role, tier in tiers_and_stages(policy):
        yield from _of_tier(role, tier, policy, now)


def _of_tier(role: str, tier: Tier, policy: Policy, now: datetime) -> Iterator[Diagnosis]:
    rung = tier.rung(policy.absences)
    if rung.roster is None:
        return
    there = rung.asks(now)
    if rung.can_decide(now):
        if tier.rotation is not None:
            on_call = rung.roster.there(rung.reviewers, now)
            yield ok(
                f"{role}: {on_call[0]} is on call" if on_call else f"{role}: the fallback is asked, nobody is on call"
            )
        return
    if tier.rotation is None:
        yield warn(
            f"{role}: too few people are there now, {len(there)} of {tier.approvals_required}",
            "Name deputies under out_of_office in the policy; until then it is passed over",
        )
    elif tier.rotation.turn(now) is None and tier.rotation.override(now) is None:
        yield warn(
            f"{role}: nobody is on call before {tier.rotation.begins(0):%Y-%m-%d %H:%M} UTC",
            "Let the rotation start earlier; until then it is passed over",
        )
    else:
        yield warn(
            f"{role}: nobody is on call now, everybody of its rotation is away",
            "Name a deputy or an override in the policy; until then it is passed over",
        )
