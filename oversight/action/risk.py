"""How much can go wrong: four levels, ordered."""

from enum import StrEnum


class Risk(StrEnum):
    """The article's levels, with its examples."""

    LOW = "low"
    """Internal tags, drafts."""
    MEDIUM = "medium"
    """User-visible changes, notifications."""
    HIGH = "high"
    """Money, deletion, external communication."""
    CRITICAL = "critical"
    """Security, compliance, production."""

    @property
    def rank(self) -> int:
        """0 for low to 3 for critical."""
        return _RANKS[self]

    def raised_to(self, other: "Risk") -> "Risk":
        """The higher of the two: a claim can raise the policy's floor and never lower it."""
        return self if self.rank >= other.rank else other


_RANKS = {risk: rank for rank, risk in enumerate(Risk)}
