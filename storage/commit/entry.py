"""One change, made ready to be written: everything that can fail for its own sake has been done when it exists."""

from datetime import datetime

from msgspec import Struct

from oversight.action.event import Event
from oversight.action.status import Status
from oversight.ports.actions import Change
from oversight.ports.delivery import Message
from oversight.ports.standing import used_up
from oversight.standing.standing_approval import StandingUse
from storage.documents.document import write
from storage.documents.events import event_document
from storage.documents.rows import Moment, Values, fixed_values, moving_values, version_values, vote_values

LEAF = ("action_id", "kind", "leaf")
MESSAGE = ("kind", "ref", "channel", "urgency", "event", "queued_at", "stands")


Owner = tuple[str, str | None]
"""An agent and its idempotency key."""


class Entry(Struct, frozen=True):
    """A change as rows."""

    action_id: str
    is_new: bool
    fixed: Values
    """Only of a new action: the columns that are written once."""
    moving: Values
    revision: int
    """The revision that the action has once this is written."""
    from_status: tuple[str, ...]
    """The statuses that the action may have before."""
    owner: Owner
    """Agent and idempotency key."""
    leaves: list[Values]
    messages: list[Values]
    votes: list[Values]
    versions: list[Values]
    halts: int | None = None
    """Only of a new action: written only while the halts have this number."""
    standing: StandingUse | None = None
    """Only of a new action that a standing approval released: written only while that has a use left."""
    at: datetime | None = None
    """Only with ``standing``: when."""
    used_up: Values = ()
    """Only with ``standing``: the message that says that this was its last use, if it was."""


PENDING = (Status.PENDING.value,)
RELEASED = tuple(status.value for status in Status if status.releases)


def entry_of(change: Change, moment: Moment) -> Entry:
    """The change as rows of the engine at hand."""
    action = change.action
    queued_at = moment(change.events[-1].at if change.events else action.created_at)
    return Entry(
        action_id=action.id,
        is_new=change.is_new,
        fixed=fixed_values(action, moment) if change.is_new else (),
        moving=moving_values(action, change.due_at, moment),
        revision=action.revision,
        from_status=PENDING if action.outcome is None else RELEASED,
        owner=(action.agent.id, action.idempotency_key),
        leaves=[
            (event.action_id, str(event.kind), leaf) for event, leaf in zip(change.events, change.leaves, strict=True)
        ],
        messages=[message_values(message, queued_at, is_new=change.is_new) for message in change.messages],
        votes=vote_values(action, change.cast, moment),
        versions=version_values(action),
        halts=change.halts,
        standing=change.standing,
        at=None if change.standing is None else action.created_at,
        used_up=() if change.standing is None else message_values(used_up(change.standing), queued_at),
    )


def message_values(message: Message, queued_at: object, *, is_new: bool = False) -> Values:
    """One row of the outbox, in the order of `MESSAGE`. A new action's are not posted; a claim looks for others."""
    event: Event | None = message.event
    return (
        str(message.kind),
        message.ref,
        message.channel,
        message.urgency,
        write(event_document(event)) if event else None,
        queued_at,
        False if is_new else None,
    )
