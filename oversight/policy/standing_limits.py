"""How far reviewers may allow things in advance, as the policy says."""

from datetime import timedelta

from msgspec import Struct


class StandingLimits(Struct, frozen=True):
    """The caps. Where a policy has none, nobody allows anything in advance, and nothing allowed before counts."""

    for_at_most: timedelta = timedelta(days=7)
    uses_at_most: int = 50
    sample_rate: float = 0.2
    """How much of what they release is looked at afterwards; the base rate at least, and every first use."""


DEFAULT = StandingLimits()
