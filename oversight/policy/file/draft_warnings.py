"""Drafts that need two people, where no tier that is asked has two."""

from collections.abc import Iterator

from oversight.action.risk import Risk
from oversight.policy.file.fault import PolicyFault
from oversight.policy.policy import ActionType, Policy, Tier

_TWO = 2


def draft_warnings(policy: Policy) -> Iterator[PolicyFault]:
    """Each type whose drafts nobody could let go."""
    names = [tier.name for tier in policy.tiers]
    for known in policy.action_types.values():
        asked = policy.tiers[names.index(known.tier or policy.first_tier) :]
        if _needs_two(known) and not known.stages and not any(map(_may_have_two, asked)):
            yield PolicyFault(
                ("action_types", known.name, "draft"),
                "its drafts need one person who finishes them and another who lets them go, "
                "but no tier that is asked names two",
                "Name two reviewers or a user group in one of its tiers",
            )


def _needs_two(known: ActionType) -> bool:
    is_serious = known.risk.rank >= Risk.HIGH.rank or not known.reversible
    return known.draft is not None and (is_serious or known.draft.second_person)


def _may_have_two(tier: Tier) -> bool:
    at_once = (*tier.reviewers, *tier.fallback) if tier.rotation is None else ("one on call", *tier.fallback)
    return len(at_once) >= _TWO or any(name.startswith("@") for name in at_once)
