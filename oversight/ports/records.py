"""What travels between the use cases and storage: changes and their fates, messages, digests."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from oversight.action.action import Action
from oversight.action.decision import Vote
from oversight.action.event import Event
from oversight.action.status import Status
from oversight.review.sampling import Sample
from oversight.standing.standing_approval import StandingUse


class MessageKind(StrEnum):
    """What the outbox can carry to Slack."""

    CARD = "card"
    """Make the card of one rung show the action as it is now (post or update)."""
    NOTE = "note"
    """Say one event in the thread of the card of one rung."""
    DIGEST = "digest"
    """Post a digest's first message."""
    SAMPLE = "sample"
    """Make a sample's message in its digest's thread show what is known of it now."""
    HALTED = "halted"
    """Make the message that announced a halt show how it stands now."""
    RESUMED = "resumed"
    """Announce that a halt is over."""
    STANDING = "standing"
    """Make the reply that tells of a standing approval show how it stands now."""
    STANDING_ENDED = "standing_ended"
    """Say that a standing approval was revoked."""


LAST_USE_URGENCY = 3
"""That the last use of a standing approval was taken is told after everything that somebody waits for."""


class Message(Struct, frozen=True):
    """One row of the outbox: what to tell, in which channel, how urgently. Its content is read when it is sent."""

    kind: MessageKind
    ref: str
    """What it is about: a card's id (:func:`card_id`), a digest's or a sample's id."""
    channel: str
    urgency: int
    """0 is the most urgent. Within one channel the most urgent goes first, then the oldest."""
    event: Event | None = None
    """Only with ``note``: what to say."""


class Change(Struct, frozen=True):
    """What one use case wants written: state, votes, leaves and messages, all of it or none."""

    action: Action
    """The state after the change; its revision is the expected one plus 1."""
    events: tuple[Event, ...]
    messages: tuple[Message, ...]
    cast: tuple[Vote, ...] = ()
    """The votes that this change adds."""
    is_new: bool = False
    halts: int | None = None
    """Only of a new action: the number of the halts that it was routed under. It is Overtaken where others stand."""
    standing: StandingUse | None = None
    """Only of a new action that a standing approval released: the use that counts. Overtaken where none is left."""


class Committed(Struct, frozen=True):
    """It is durable."""


class Conflict(Struct, frozen=True):
    """Somebody changed the action first; nothing was written. Look again and decide anew."""


class Duplicate(Struct, frozen=True):
    """The agent has used this idempotency key before; nothing was written."""

    action_id: str
    request_digest: str | None


CommitResult = Committed | Conflict | Duplicate


class ActionFilter(Struct, frozen=True):
    """Which of an agent's actions to list; newest first."""

    agent_id: str
    status: Status | None = None
    action_type: str | None = None
    before: str | None = None
    """Only actions older than this id (ids sort by time)."""
    limit: int = 50
    most_bytes: int = 1024 * 1024
    """The list ends before its actions are larger than this together; the first is always in it."""


class ActionList(Struct, frozen=True):
    """Some of an agent's actions, newest first."""

    actions: tuple[Action, ...]
    older_than: str | None
    """The id before which the list goes on; None where nothing was left out for its number or its size."""


class TierBacklog(Struct, frozen=True):
    """What waits at one tier."""

    tier: str
    waiting: int
    next_deadline_at: datetime | None
    """None where a halt stopped the time of all of them."""


class RecordedEvent(Struct, frozen=True):
    """One leaf as it is read back: its place in the log, its kind and its bytes."""

    position: int
    kind: str
    leaf: bytes


class DigestNumbers(Struct, frozen=True):
    """The week in numbers."""

    total: int
    by_status: dict[str, int]
    by_decider: dict[str, int]
    """Keys are :class:`~oversight.action.decision.DeciderKind` values."""
    median_minutes_to_decide: float | None
    """Over people's decisions only."""
    errors_found: int
    reviewed_right: int
    reviewed_wrong: int
    reviewed_unsure: int
    """Findings of people in the period, whichever digest asked."""


class DigestRecord(Struct, frozen=True):
    """One digest: the period it covers, its numbers, its samples in the order of the thread."""

    id: str
    since: datetime
    until: datetime
    numbers: DigestNumbers
    samples: tuple[Sample, ...]
    channel: str


def announcement_id(halt_id: str, place: int) -> str:
    """The announcement of one halt in one channel, by the channel's place in the halt's list."""
    return f"{halt_id}.{place}"


def card_id(action_id: str, rung: int) -> str:
    """The card of one rung of one action: there is at most one."""
    return f"{action_id}.{rung}"


def used_up(use: StandingUse) -> Message:
    """What is to be told where somebody took the last use."""
    return Message(MessageKind.STANDING, use.approval_id, use.channel, LAST_USE_URGENCY)
