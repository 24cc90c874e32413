"""Facts, in the past tense: what happened to an action, written as one audit leaf each and told to those who wait.

One record for each kind. Format 1, append-only: kinds and fields are only ever added, fields last and with a default.
The name of a field is its name in the details of the leaf, unless ``rename`` gives another.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from msgspec import Struct
from msgspec.structs import fields

from oversight.action.decision import Actor, VoteKind, reason_words
from oversight.action.risk import Risk
from oversight.action.route import Pattern, Shadow, Verdict
from oversight.action.status import OutcomeKind
from oversight.exact_json.canonical import Json


class EventKind(StrEnum):
    """What can happen. Append-only: stored leaves carry these names."""

    SUBMITTED = "action.submitted"
    VOTED = "action.voted"
    MODIFIED = "action.modified"
    DECIDED = "action.decided"
    ESCALATED = "action.escalated"
    REMINDED = "action.reminded"
    OUTCOME_REPORTED = "action.outcome_reported"
    FROZEN = "action.frozen"
    THAWED = "action.thawed"
    DEADLINE_EXTENDED = "action.deadline_extended"
    HANDED_OVER = "action.handed_over"
    STAGE_PASSED = "action.stage_passed"
    HELD = "action.held"
    FALLBACK_ASKED = "action.fallback_asked"
    SAMPLED = "sample.drawn"
    REVIEWED = "sample.reviewed"
    BEGAN_AGAIN = "action.began_again"
    REOPENED = "action.reopened"
    REVEALED = "action.revealed"


class Event(Struct, frozen=True):
    """One fact: what, to which action, by whom, when, and on what grounds."""

    kind: ClassVar[EventKind]
    action_id: str
    at: datetime
    actor: Actor
    rule: str
    """The rule behind it, by name: a :class:`~oversight.action.rule.Rule`, or one of the policy."""
    reason: str | None = None

    @property
    def in_words(self) -> str | None:
        """The reason as the log keeps it."""
        return self.reason


class Submitted(Event, frozen=True, kw_only=True):
    """An agent proposed it, and this is its route."""

    kind = EventKind.SUBMITTED
    verdict: Verdict
    patterns: tuple[Pattern, ...]
    risk: Risk
    reversible: bool
    rules: tuple[str, ...]
    ladder: tuple[str, ...]
    """Tiers, the first that is asked first."""
    stages: tuple[str, ...] = ()
    requesters: tuple[str, ...] = ()
    """Slack user ids of those whom ``on_behalf_of`` named."""
    standing: str | None = None
    """The standing approval that released it, by its id."""
    shadow: Shadow | None = None


class Voted(Event, frozen=True, kw_only=True):
    """A reviewer answered."""

    kind = EventKind.VOTED
    vote: VoteKind
    removed: tuple[str, ...] = ()
    """Slack user ids of those whose earlier votes no longer count."""
    draft: str | None = None
    """The digest of the finished draft that the vote is about."""
    reject_reason: str | None = None
    """The one of the policy's reasons that was chosen."""

    @property
    def in_words(self) -> str | None:
        """The chosen reason and the reviewer's own words, as one text."""
        return reason_words(self.reject_reason, self.reason)


class Modified(Event, frozen=True):
    """A reviewer's edit made a new version."""

    kind = EventKind.MODIFIED


class Decided(Event, frozen=True, kw_only=True):
    """It has its final answer."""

    kind = EventKind.DECIDED
    reject_reason: str | None = None
    """The one of the policy's reasons that was chosen."""

    @property
    def in_words(self) -> str | None:
        """The chosen reason and the person's own words, as one text."""
        return reason_words(self.reject_reason, self.reason)


class Escalated(Event, frozen=True, kw_only=True, rename={"from_tier": "from", "to_tier": "to"}):
    """The next tier is asked."""

    kind = EventKind.ESCALATED
    from_tier: str
    to_tier: str


class BeganAgain(Event, frozen=True, kw_only=True, rename={"from_tier": "from", "to_tier": "to"}):
    """Nobody answered at the top, so the first tier of the stage is asked once more."""

    kind = EventKind.BEGAN_AGAIN
    from_tier: str
    to_tier: str
    round: int
    """How often it has begun again by now."""


class StagePassed(Event, frozen=True, kw_only=True, rename={"next_stage": "next", "to_tier": "to"}):
    """One stage has said yes, and the next one is asked."""

    kind = EventKind.STAGE_PASSED
    stage: str
    next_stage: str
    to_tier: str


class Reminded(Event, frozen=True, kw_only=True):
    """Those who are asked were asked once more."""

    kind = EventKind.REMINDED
    tier: str


class Held(Event, frozen=True, kw_only=True):
    """Its deadline passed, or nobody was there to answer, and it goes on waiting."""

    kind = EventKind.HELD
    tier: str

    @property
    def in_words(self) -> str:
        """The reason as the log keeps it: what passed, and what follows."""
        return f"{self.reason}. It is held until somebody answers."


class Reopened(Event, frozen=True, kw_only=True):
    """It was held, and is asked anew because somebody is there again."""

    kind = EventKind.REOPENED
    tier: str


class FallbackAsked(Event, frozen=True, kw_only=True):
    """Silence brought in those whom the tier falls back on."""

    kind = EventKind.FALLBACK_ASKED
    tier: str
    people: tuple[str, ...]


class HandedOver(Event, frozen=True, kw_only=True):
    """A reviewer named somebody who may answer it, too; the reason is their note."""

    kind = EventKind.HANDED_OVER
    to: str
    to_name: str
    tier: str


class DeadlineExtended(Event, frozen=True, kw_only=True):
    """A reviewer gave it more time."""

    kind = EventKind.DEADLINE_EXTENDED
    tier: str
    seconds: int
    until: datetime


class OutcomeReported(Event, frozen=True, kw_only=True):
    """The agent said what came of it."""

    kind = EventKind.OUTCOME_REPORTED
    outcome: OutcomeKind


class Frozen(Event, frozen=True, kw_only=True):
    """A halt stopped its time."""

    kind = EventKind.FROZEN
    halt: str


class Thawed(Event, frozen=True, kw_only=True):
    """The halt is over, and every date moved by as long as it stood."""

    kind = EventKind.THAWED
    stood_seconds: int


class Sampled(Event, frozen=True, kw_only=True):
    """It was picked for review."""

    kind = EventKind.SAMPLED
    sample: str


class Reviewed(Event, frozen=True, kw_only=True):
    """A reviewer looked at it afterwards."""

    kind = EventKind.REVIEWED
    sample: str
    finding: str


class Revealed(Event, frozen=True, kw_only=True):
    """Somebody entitled asked to see values that cards hide; it changes nothing."""

    kind = EventKind.REVEALED
    version: int
    """The version of the payload that was shown."""
    paths: tuple[str, ...]
    """JSON paths of the values that were shown, such as ``$.payload.card_number``."""


EVENTS: dict[EventKind, type[Event]] = {
    event.kind: event
    for event in (
        *(Submitted, Voted, Modified, Decided, Escalated, BeganAgain, StagePassed, Reminded, Held, Reopened),
        *(FallbackAsked, HandedOver, DeadlineExtended, OutcomeReported, Frozen, Thawed, Sampled, Reviewed, Revealed),
    )
}
"""The record of each kind."""
_OWN = {
    event: tuple(
        (field.name, field.encode_name, field.default) for field in fields(event)[len(Event.__struct_fields__) :]
    )
    for event in EVENTS.values()
}


_AS_JSON: dict[type, Callable[[Any], Json]] = {
    tuple: list,
    datetime: datetime.isoformat,
    Shadow: lambda shadow: {"verdict": shadow.verdict, "tier": shadow.tier},
}


def event_details(event: Event) -> dict[str, Json]:
    """What only this kind of event says, as it stands in the log; what has its default is left out."""
    details: dict[str, Json] = {}
    for field, name, default in _OWN[type(event)]:
        said = getattr(event, field)
        if said is not default:
            as_json = _AS_JSON.get(type(said))
            details[name] = said if as_json is None else as_json(said)
    return details
