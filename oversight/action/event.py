"""Facts, in the past tense: what happened to an action, written as one audit leaf each and told to those who wait.

One record for each kind. Format 1, append-only: kinds and fields are only ever added, fields last and with a default.
The name of a field is its name in the details of the leaf, unless ``rename`` gives another.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar

from msgspec import Struct

from oversight.action.decision import Actor, VoteKind, reason_words
from oversight.action.event_kind import EventKind
from oversight.action.risk import Risk
from oversight.action.route import Pattern, Shadow, Verdict
from oversight.action.status import OutcomeKind, Severity

NOTHING: Mapping[str, Any] = MappingProxyType({})


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
    key: str | None = None
    """The first part of the key that it came with."""
    on_behalf_of: str | None = None
    """For whom the agent says that it asks, in its words."""
    answers: Mapping[str, bool | None] = NOTHING
    """What each rule of the policy that was asked said; None where it could not be evaluated, which counts as yes."""
    checks: Mapping[str, bool | None] = NOTHING
    """What each check of its type said; None where it could not be evaluated, which counts as no."""
    signals: Mapping[str, float] = NOTHING
    """What it was weighed by."""
    idempotency_key: str | None = None
    trace: str | None = None
    """The agent's own id of this call or run: the W3C header ``traceparent``."""
    personal: Mapping[str, str] = NOTHING
    """Commitments to the values that belong to a person, by JSON path."""


class Posted(Event, frozen=True, kw_only=True):
    """A card stands in Slack; it changes nothing."""

    kind = EventKind.POSTED
    tier: str
    channel: str
    """The channel's id in Slack."""
    message: str
    """The message's timestamp, which is its id there."""
    shown: str
    """The digest of what it shows; what that was is kept beside the log."""


class Erased(Event, frozen=True, kw_only=True):
    """A person's values were erased, with everything that was written about them; the log keeps its commitments."""

    kind = EventKind.ERASED
    erased: tuple[str, ...]
    """JSON paths of the values."""


class Answered(Event, frozen=True, kw_only=True):
    """An answer that may rest on one of the policy's reasons, beside somebody's own words."""

    reject_reason: str | None = None
    """The one of the policy's reasons that was chosen."""

    @property
    def in_words(self) -> str | None:
        """The chosen reason and the person's own words, as one text."""
        return reason_words(self.reject_reason, self.reason)


class Voted(Answered, frozen=True, kw_only=True):
    """A reviewer answered."""

    kind = EventKind.VOTED
    vote: VoteKind
    removed: tuple[str, ...] = ()
    """Slack user ids of those whose earlier votes no longer count."""
    draft: str | None = None
    """The digest of the finished draft that the vote is about."""
    workspace: str | None = None
    """The Slack workspace that the reviewer belongs to."""
    vouched_by: str | None = None
    """By what the click was known to be theirs: ``slack_socket`` or ``slack_signature``."""
    checked_at: datetime | None = None
    """When Slack was asked who they are."""
    shown: str | None = None
    """The digest of what they were shown when they answered; what that was is kept beside the log."""


class Modified(Event, frozen=True):
    """A reviewer's edit made a new version."""

    kind = EventKind.MODIFIED
    personal: Mapping[str, str] = NOTHING
    """Commitments to the values that belong to a person, as they are now, by JSON path."""


class Decided(Answered, frozen=True, kw_only=True):
    """It has its final answer."""

    kind = EventKind.DECIDED


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
    """The agent or a person said what came of it; the reason is what they wrote."""

    kind = EventKind.OUTCOME_REPORTED
    outcome: OutcomeKind
    severity: Severity | None = None
    happened_at: datetime | None = None
    """When the error happened, as whoever found it says."""
    detected_at: datetime | None = None
    """When it was noticed."""


class Frozen(Event, frozen=True, kw_only=True):
    """A halt stopped its time."""

    kind = EventKind.FROZEN
    halt: str


class Thawed(Event, frozen=True, kw_only=True):
    """The halt is over, and every date moved by as long as it stood."""

    kind = EventKind.THAWED
    stood_seconds: int


class Sampled(Event, frozen=True, kw_only=True):
    """It was picked for review; the rule is the weightiest reason."""

    kind = EventKind.SAMPLED
    sample: str
    probability: float | None = None
    """How likely that was, exactly: the draw was made at this number."""
    also: tuple[str, ...] = ()
    """The other reasons, the weightier first."""


class Reviewed(Event, frozen=True, kw_only=True):
    """A reviewer looked at it afterwards."""

    kind = EventKind.REVIEWED
    sample: str
    finding: str
    severity: str | None = None
    """How bad it is, where it was wrong; the reason is what would have been right."""
    failed: tuple[str, ...] = ()
    """The questions of the type's rubric that it fails."""


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
        *(
            FallbackAsked,
            HandedOver,
            DeadlineExtended,
            OutcomeReported,
            Frozen,
            Thawed,
            Sampled,
            Reviewed,
            Revealed,
            *(Posted, Erased),
        ),
    )
}
"""The record of each kind."""
