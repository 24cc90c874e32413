"""Whom the policy of today names on a tier and on those above it."""

from oversight.policy import Policy


def reviewers_from(tier: str, policy: Policy) -> tuple[str, ...]:
    """User ids and groups: everybody whom the policy names on this tier and those above; nobody where it lost it."""
    names = [each.name for each in policy.tiers]
    above = policy.tiers[names.index(tier) :] if tier in names else ()
    return tuple(dict.fromkeys(person for each in above for person in (*each.people, *each.fallback)))
