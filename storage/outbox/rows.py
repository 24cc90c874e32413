"""Rows of the outbox as claims on them."""

from collections.abc import Sequence

from sqlalchemy import Row

from oversight.ports.delivery import Claimed, Message, MessageKind
from storage.documents.document import NOT_AS_WRITTEN, read
from storage.documents.events import event_of

COALESCED = (MessageKind.CARD, MessageKind.DIGEST, MessageKind.SAMPLES, MessageKind.HALTED)
"""Kinds that say "show today's state": once shown, every older row about the same thing has been served."""


def readable(rows: Sequence[Row[*tuple[object, ...]]]) -> tuple[list[Claimed], list[int]]:
    """New claims on these rows, and the ids of damaged ones, with which every claim would fail."""
    claims, damaged = [], []
    for row in rows:
        try:
            claims.append(claimed_of(row, attempts=row.attempts + 1, covers=row.covers, in_doubt=row.doubts > 0))
        except NOT_AS_WRITTEN:
            damaged.append(row.id)
    return claims, damaged


def claimed_of(row: Row[*tuple[object, ...]], *, attempts: int, covers: int, in_doubt: bool) -> Claimed:
    """The claim on this row."""
    event = event_of(read(row.event, dict)) if row.event else None
    message = Message(MessageKind(row.kind), row.ref, row.channel, row.urgency, event)
    alike = message.kind in COALESCED
    return Claimed(
        id=row.id,
        message=message,
        attempts=attempts,
        in_doubt=in_doubt if alike else row.in_doubt,
        covers=covers if alike else row.id,
        last_error=row.last_error,
        is_posted=bool(row.stands),
    )
