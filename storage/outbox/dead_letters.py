"""Dead letters: what Slack would not take. The card of an action that still waits there is tried again.

One of each channel at a time, so that a channel that stays closed costs one call now and then, however many wait for
it; once it takes one, the others follow.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from oversight.ports.delivery import MessageKind
from oversight.ports.message_id import MessageId, card_id
from storage.tables.actions import actions
from storage.tables.outbox import outbox

DAMAGED = "damaged in the database"
AT_ONCE = 500
"""Dead letters looked at in one transaction."""


def revive(connection: Connection, now: datetime) -> None:
    """Of each channel the letter that has waited longest for its next try is an ordinary message again.

    Only cards that somebody is still to decide; those that nobody needs any more are not looked at again.
    """
    o = outbox.c
    due = (o.dead_at.is_not(None), o.kind == MessageKind.CARD.value, o.available_at <= now)
    wanted = select(o.id, o.ref, o.channel).where(*due).order_by(o.available_at, o.id).limit(AT_ONCE)
    letters = connection.execute(wanted).all()
    if not letters:
        return
    needed = _still_asked(connection, [letter.ref for letter in letters])
    first: dict[str, int] = {}
    for letter in letters:
        if letter.ref in needed:
            first.setdefault(letter.channel, letter.id)
    over = [letter.id for letter in letters if letter.ref not in needed]
    alive = {"dead_at": None, "available_at": None, "stands": None}
    connection.execute(update(outbox).where(o.id.in_(sorted(first.values()))).values(alive))
    connection.execute(update(outbox).where(o.id.in_(over)).values(available_at=None))


def bury_damaged(connection: Connection, ids: Sequence[int], now: datetime) -> None:
    """Rows that nobody can read are dead letters: what they said is also in the record of its action."""
    given_up = {"dead_at": now, "available_at": None, "leased_until": None, "last_error": DAMAGED, "event": None}
    connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(given_up))


def hurry_others(connection: Connection, channel: str) -> None:
    """The channel takes messages again, so what is tried again there is due."""
    o = outbox.c
    waiting = (o.channel == channel, o.dead_at.is_not(None), o.available_at.is_not(None))
    connection.execute(update(outbox).where(*waiting).values(available_at=o.queued_at))


def _still_asked(connection: Connection, refs: Sequence[str]) -> set[str]:
    """The cards among these whose rung an action is waiting at."""
    a = actions.c
    ids = {action_id for ref in refs if (action_id := _action_of(ref)) is not None}
    pending = connection.execute(select(a.id, a.rung).where(a.id.in_(ids), a.status == "pending"))
    return {card_id(row.id, row.rung) for row in pending}


def _action_of(ref: str) -> str | None:
    """The action whose card this is; None where the row is damaged."""
    try:
        return MessageId.read(ref).of
    except ValueError:
        return None
