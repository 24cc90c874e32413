"""What is on its way to Slack, and what is posted there."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from oversight.action.event import Event
from oversight.audit.shown import Shown


class MessageKind(StrEnum):
    """What the outbox can carry to Slack."""

    CARD = "card"
    """Make the card of one rung show the action as it is now (post or update)."""
    NOTE = "note"
    """Say one event in the thread of the card of one rung."""
    DIGEST = "digest"
    """Make a digest's first message show how far its review is."""
    SAMPLES = "sample"
    """Make a message with samples in its digest's thread show what is known of them now."""
    HALTED = "halted"
    """Make the message that announced a halt show how it stands now."""
    RESUMED = "resumed"
    """Announce that a halt is over."""
    STANDING = "standing"
    """Make the reply that tells of a standing approval show how it stands now."""
    STANDING_ENDED = "standing_ended"
    """Say that a standing approval was revoked."""
    CHECKPOINT = "checkpoint"
    """Post a signed checkpoint of the audit log."""
    AUDIT_REFUSED = "audit_refused"
    """Say that the audit log is not signed any more."""


class Message(Struct, frozen=True):
    """One row of the outbox: what to tell, in which channel, how urgently. Its content is read when it is sent."""

    kind: MessageKind
    ref: str
    """What it is about: a card's id (:func:`~oversight.ports.message_id.card_id`), a digest's, a checkpoint's."""
    channel: str
    urgency: int
    """0 is the most urgent. Within one channel the most urgent goes first, then the oldest."""
    event: Event | None = None
    """Only with ``note``: what to say."""


class Lane(Struct, frozen=True):
    """What goes out one at a time: the new messages of a channel, or the changes of those posted in it.

    Slack takes new messages far more slowly than changes, so a card that was decided must not wait behind those that
    nobody has seen yet.
    """

    channel: str
    is_posted: bool


class Claimed(Struct, frozen=True):
    """One message that the caller alone may send until its lease ends."""

    id: int
    message: Message
    attempts: int
    """How often it was claimed, this time included."""
    in_doubt: bool
    """An earlier attempt ended without an answer, so it may already be in Slack: look before posting."""
    covers: int
    """The newest row about the same card or sample; sending today's state serves them all."""
    last_error: str | None = None
    is_posted: bool = False
    """Whether its message was known to be posted, so that it is to be changed there."""

    @property
    def lane(self) -> Lane:
        """Whose turn it took."""
        return Lane(self.message.channel, self.is_posted)


class OutboxCounts(Struct, frozen=True):
    """How many messages wait and how many are dead."""

    waiting: int
    dead: int
    oldest_waiting_at: datetime | None


class Outbox(Protocol):
    """Messages that must reach Slack at least once, and are made to look as if exactly once."""

    async def claim(self, now: datetime, busy: Collection[Lane]) -> Sequence[Claimed]:
        """The most urgent, then oldest, available message of each lane that is not busy, leased for a few seconds.

        The claim is durable and marks the message as in doubt until the caller reports. Two rows about one card or
        sample are never leased at the same time.
        """

    async def claim_of(self, kind: MessageKind, ref: str, now: datetime) -> Claimed | None:
        """A message about just this card or sample, leased before its turn because somebody looks at it.

        None where nothing about it waits, or somebody is sending it now.
        """

    async def renew(self, claimed: Sequence[Claimed], now: datetime) -> None:
        """Their leases begin anew, except those that were lost to another replica."""

    async def done(self, claimed: Claimed) -> None:
        """It is posted; it and what it covers are gone from the outbox."""

    async def postpone(self, claimed: Claimed, until: datetime, error: str, *, in_doubt: bool) -> None:
        """It is tried again after ``until``; ``in_doubt`` where the answer is unknown rather than a refusal.

        Nothing changes where the lease was lost to another replica.
        """

    async def bury(self, claimed: Claimed, error: str, now: datetime, *, again_at: datetime | None = None) -> None:
        """It is kept as a dead letter, visible to the operator.

        The card of a tier that is asked still is tried again after ``again_at``, and at once when its channel takes
        another message that it had refused.
        """

    async def counts(self) -> OutboxCounts:
        """How many wait, how many are dead, and since when the oldest waits."""

    async def dead_letters(self, limit: int) -> Sequence[Claimed]:
        """The newest dead letters, with their last error."""


class Posting(Struct, frozen=True):
    """One message of ours in Slack: the card of a rung, a digest or a sample."""

    kind: MessageKind
    ref: str
    token: str
    """Opaque; what its buttons carry instead of anything decisive."""
    channel_id: str | None = None
    ts: str | None = None
    shown_revision: int = 0
    """The newest state that it shows."""
    shown: str | None = None
    """The digest of what it shows, where somebody is to decide by it."""


class Postings(Protocol):
    """Where our messages are in Slack."""

    async def prepare(self, kind: MessageKind, ref: str, token: str) -> Posting:
        """The posting for this card, made with this token unless it exists already."""

    async def posting(self, kind: MessageKind, ref: str) -> Posting | None:
        """The posting, if it was prepared."""

    async def by_token(self, token: str) -> Posting | None:
        """What a button belongs to."""

    async def posting_to(self, posting: Posting, channel_id: str, shown: Shown | None) -> None:
        """It is about to be posted to this channel, unless it is posted already, and to show this."""

    async def lost(self, kind: MessageKind, ref: str) -> None:
        """The message is no longer where it was: somebody deleted it, or it cannot be changed."""

    async def seen_at(self, token: str, *, channel_id: str, ts: str) -> Posting | None:
        """The posting, known to be at this place if it was being posted to this channel and its place was not known.

        Only for a place that Slack itself names: one whose message carries the token.
        """

    async def posted(self, posting: Posting, shown: Shown | None) -> None:
        """It is at this place and shows this revision; with the leaf of what is ``shown``, where it is new there."""
