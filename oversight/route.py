"""The way one action takes through oversight, frozen into it when it arrives, with the reasons."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from oversight.calendar import BusinessHours, Roster
from oversight.risk import Risk


class Pattern(StrEnum):
    """The five ways of the article in which an action is overseen."""

    APPROVAL_GATE = "approval_gate"
    ESCALATION_LADDER = "escalation_ladder"
    CONFIDENCE_ROUTING = "confidence_routing"
    COLLABORATIVE_DRAFTING = "collaborative_drafting"
    LAZY_REVIEW = "lazy_review"


class Verdict(StrEnum):
    """What the policy does with an action at once."""

    APPROVE = "approve"
    REJECT = "reject"
    ASK = "ask"
    """A person decides."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the route is what it is: the policy's rule by name, and a sentence for a person."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Shadow:
    """What would have been asked of an action, had its type or its rules not been in shadow."""

    verdict: Verdict
    tier: str
    """Who would have been asked first; ``auto`` where the policy alone would have answered."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One tier of the ladder as it stood when the action arrived; a later policy does not move it."""

    tier: str
    channel: str
    """Slack channel, ``#name`` or id."""
    reviewers: tuple[str, ...]
    """Slack user ids (``U…``) and user group handles (``@support``). Empty: nobody may decide."""
    approvals_required: int = 1
    modified_needs_second: bool = False
    """An edited payload needs a second person even where one approval is enough."""
    remind_after: timedelta | None = None
    escalate_after: timedelta | None = None
    hours: BusinessHours | None = None
    """The hours in which its reminder and its climb are counted; None counts all time."""
    roster: Roster | None = None
    """Who of its people is there, where that depends on the moment at which it opens."""

    def asks(self, at: datetime) -> tuple[str, ...]:
        """Whom it asks if it opens at this instant."""
        return self.reviewers if self.roster is None else self.roster.there(self.reviewers, at)

    def opened(self, at: datetime) -> "Rung":
        """This rung with the people whom it asks since it opened."""
        return self if self.roster is None else replace(self, reviewers=self.asks(at), roster=None)

    def can_decide(self, at: datetime) -> bool:
        """Whether those whom it asks at this instant are enough; who is in a user group, only Slack knows."""
        if self.roster is None:
            return bool(self.reviewers)
        there = self.asks(at)
        return len(there) >= self.approvals_required or any(each.startswith("@") for each in there)

    def after(self, since: datetime, span: timedelta) -> datetime:
        """When this span is over that began at an instant, in its own hours."""
        return since + span if self.hours is None else self.hours.after(since, span)


def answering(ladder: tuple[Rung, ...]) -> tuple[Rung, ...]:
    """The rungs that anybody stands on. Where nobody stands on any, the last rung stays: silence there times out."""
    return tuple(rung for rung in ladder if rung.reviewers or rung.roster) or ladder[-1:]


def tier_words(tier: str) -> str:
    """A tier's name as people say it: ``team_lead`` is “team lead”."""
    return tier.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Route:
    """Who must countersign, and why."""

    patterns: tuple[Pattern, ...]
    verdict: Verdict
    risk: Risk
    reversible: bool
    reasons: tuple[Reason, ...]
    """Never empty: every action is routed for at least one reason."""
    ladder: tuple[Rung, ...] = ()
    """From the first tier that is asked up to the last; empty unless a person decides."""
    review_timeout: timedelta = timedelta(minutes=30)
    known_type: bool = True
    """False when the policy does not know the action's type, which the card says."""
    shadow: Shadow | None = None
    """Present where the route would have been another one without ``mode: shadow``; always reviewed afterwards."""

    @property
    def first_tier(self) -> str:
        """Who is asked first; ``auto`` where no person is."""
        return self.ladder[0].tier if self.ladder else "auto"
