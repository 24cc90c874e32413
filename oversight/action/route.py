"""Who must approve an action and why, fixed when it arrives."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.risk import Risk
from oversight.calendar import BusinessHours, Roster


class Pattern(StrEnum):
    """The five patterns of the article, by which an action is overseen."""

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


class Reason(Struct, frozen=True, array_like=True):
    """Why the route is what it is: the policy's rule by name, and a sentence for a person."""

    rule: str
    text: str


class Shadow(Struct, frozen=True):
    """What would have been asked of an action, had its type or its rules not been in shadow."""

    verdict: Verdict
    tier: str
    """Who would have been asked first; ``auto`` where the policy alone would have answered."""


class OnTimeout(StrEnum):
    """What becomes of an action whose deadline passes."""

    REJECT = "reject"
    """It ends as ``timed_out``: no permission, and not a person's no."""
    HOLD = "hold"
    """It goes on waiting without a deadline; only a person or the agent ends it."""
    ESCALATE = "escalate"
    """The next tier is asked, with as much time again; at the top it ends."""


class Extension(Struct, frozen=True, array_like=True):
    """How reviewers may move a deadline."""

    by: timedelta
    """By how much at a time."""
    at_most: timedelta
    """How far at most, beyond the original deadline."""


class RungOptions(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the policy says of a tier, and each rung that is made of it keeps."""

    approvals_required: int = 1
    modified_needs_second: bool = False
    """An edited payload needs a second person even where one approval is enough."""
    remind_after: timedelta | None = None
    escalate_after: timedelta | None = None
    hours: BusinessHours | None = None
    """The hours in which these two are counted; None counts all time."""
    fallback: tuple[str, ...] = ()
    """Who is also asked where too few of the reviewers are there, and after ``fallback_after`` of silence."""
    fallback_after: timedelta | None = None
    remind_every: timedelta | None = None
    """The time between one reminder and the next."""
    remind_at_most: int = 1
    disagreement_climbs: bool = False
    """Whether a no that meets another person's yes asks the next tier instead of ending it."""

    def options(self) -> dict[str, Any]:
        """These alone, by name, to be handed on."""
        return {name: getattr(self, name) for name in RungOptions.__struct_fields__}


class Rung(RungOptions, frozen=True, omit_defaults=True):
    """One tier of the ladder as it stood when the action arrived; a later policy does not move it."""

    tier: str
    channel: str
    """Slack channel, ``#name`` or id."""
    reviewers: tuple[str, ...]
    """Slack user ids (``U…``) and user group handles (``@support``). Empty: nobody may decide."""
    roster: Roster | None = None
    """Who of its people is there, where that depends on the moment at which it opens."""
    stage: str | None = None
    """The stage that it belongs to; None on the ladder itself."""

    def asks(self, at: datetime) -> tuple[str, ...]:
        """Whom it asks if it opens at this instant."""
        there = self.reviewers if self.roster is None else self.roster.there(self.reviewers, at)
        if not self.fallback or self.are_enough(there):
            return there
        return tuple(dict.fromkeys((*there, *self.present(self.fallback, at))))

    def present(self, people: tuple[str, ...], at: datetime) -> tuple[str, ...]:
        """Those of these people who are there at this instant, or their deputies."""
        return people if self.roster is None else self.roster.present(people, at)

    def fallen_back_on(self, since: datetime) -> tuple[str, ...]:
        """Whom it falls back on if it opened at this instant: after silence, or where its groups have no members."""
        asked_at = since if self.fallback_after is None else self.after(since, self.fallback_after)
        return self.present(self.fallback, asked_at)

    def opened(self, at: datetime) -> "Rung":
        """This rung with the people whom it asks since it opened."""
        if self.roster is None and not self.fallback:
            return self
        return replace(self, reviewers=self.asks(at), roster=None)

    def can_decide(self, at: datetime) -> bool:
        """Whether those whom it asks at this instant are enough; who is in a user group, only Slack knows."""
        if self.roster is None:
            return self.can_ever_decide
        return self.are_enough(self.asks(at))

    @property
    def can_ever_decide(self) -> bool:
        """Whether it names anybody at all."""
        return bool(self.reviewers or self.fallback or (self.roster is not None and self.roster.rotation is not None))

    def are_enough(self, people: tuple[str, ...]) -> bool:
        """Whether these people could be as many as it needs; who is in a user group, only Slack knows."""
        return len(people) >= self.approvals_required or any(person.startswith("@") for person in people)

    def after(self, since: datetime, span: timedelta) -> datetime:
        """When a span that began at this instant is over, counted in the hours of this rung."""
        return since + span if self.hours is None else self.hours.after(since, span)


def answering(ladder: tuple[Rung, ...]) -> tuple[Rung, ...]:
    """The rungs that name anybody. Where none does, only the last one, on which nobody can be asked."""
    return tuple(rung for rung in ladder if rung.reviewers or rung.roster or rung.fallback) or ladder[-1:]


def tier_words(tier: str) -> str:
    """A tier's name as people say it: ``team_lead`` is “team lead”."""
    return tier.replace("_", " ")


class Route(Struct, frozen=True, omit_defaults=True):
    """Who must approve, and why."""

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
    on_timeout: OnTimeout = OnTimeout.REJECT
    repeat_ladder: int = 0
    """How often silence at the top asks the first rung again."""
    extension: Extension | None = None
    """How reviewers may move its deadline; None where nobody may."""
    standing: str | None = None
    """The standing approval that released it, by its id; None where none did."""
    requesters: tuple[str, ...] | None = None
    """Slack user ids of those whom ``on_behalf_of`` named when it came in; None where nobody looked."""

    @property
    def first_tier(self) -> str:
        """Who is asked first; ``auto`` where no person is."""
        return self.ladder[0].tier if self.ladder else "auto"
