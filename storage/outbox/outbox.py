"""The outbox: what must still reach Slack, claimed one message a lane.

A channel has two lanes: what is yet to be posted, and what is posted and to be changed. A row's lane is settled when a
claim first meets it, and again when it was put off or its message has been posted meanwhile.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from oversight.ports.delivery import Claimed, Lane, MessageKind, OutboxCounts
from storage.engine.database import Database
from storage.engine.one_at_a_time import one_at_a_time
from storage.engine.utc import UtcDateTime
from storage.outbox.dead_letters import bury_damaged, hurry_others, revive
from storage.outbox.rows import COALESCED, claimed_of, readable
from storage.tables.outbox import outbox
from storage.tables.postings import cards

LEASE = timedelta(seconds=15)
"""A lane is mute for so long after the process that sent in it died; whoever lives renews its leases meanwhile."""
DEAD_EVERY = timedelta(seconds=5)
"""How often dead letters are looked at."""

LOCK = "sayso.outbox.claim"


class SqlOutbox:
    """The outbox in the database."""

    def __init__(self, database: Database) -> None:
        """Over this database."""
        self._database = database
        self._looked_at_dead: datetime | None = None

    async def claim(self, now: datetime, busy: Collection[Lane]) -> Sequence[Claimed]:
        looked_at = self._looked_at_dead
        looks = looked_at is None or not timedelta(0) <= now - looked_at < DEAD_EVERY
        if looks:
            self._looked_at_dead = now

        def query(connection: Connection) -> list[Claimed]:
            if looks:
                revive(connection, now)
            return claim(connection, now, busy)

        return await self._database.write(query)

    async def claim_of(self, kind: MessageKind, ref: str, now: datetime) -> Claimed | None:
        return await self._database.write(lambda connection: claim_of(connection, kind, ref, now))

    async def renew(self, claimed: Sequence[Claimed], now: datetime) -> None:
        await self._database.write(lambda connection: renew(connection, claimed, now))

    async def done(self, claimed: Claimed) -> None:
        await self._database.write(lambda connection: remove(connection, claimed))
        if claimed.last_error is not None:
            self._looked_at_dead = None  # what was wrong here may be over for others, too

    async def postpone(self, claimed: Claimed, until: datetime, error: str, *, in_doubt: bool) -> None:
        # What kept it may have been that its message is gone, so its lane is settled anew.
        values = {
            "available_at": until,
            "leased_until": None,
            "last_error": error,
            "in_doubt": in_doubt,
            "stands": None,
        }
        await self._database.write(lambda connection: release(connection, claimed, values))

    async def bury(self, claimed: Claimed, error: str, now: datetime, *, again_at: datetime | None = None) -> None:
        values = {"dead_at": now, "available_at": again_at, "leased_until": None, "last_error": error}
        await self._database.write(lambda connection: release(connection, claimed, values))

    async def counts(self) -> OutboxCounts:
        return await self._database.read(count)

    async def dead_letters(self, limit: int) -> Sequence[Claimed]:
        return await self._database.read(lambda connection: list_dead(connection, limit))


def claim(connection: Connection, now: datetime, busy: Collection[Lane]) -> list[Claimed]:
    """Leases the next message of each free lane.

    A lane with a live lease is another replica's for as long as that lasts, so that no two replicas overrun one
    channel. On PostgreSQL claims go one after the other, each seeing the leases of the one before.
    """
    one_at_a_time(connection, LOCK)
    connection.execute(SORTED_INTO_LANES)
    lanes = [Lane(channel, stands) for channel in _channels(connection) for stands in (True, False)]
    wanted = [{"channel": lane.channel, "stands": lane.is_posted, "now": now} for lane in lanes if lane not in busy]
    ids = [found for lane in wanted if (found := connection.execute(NEXT_IN_LANE, lane).scalar()) is not None]
    if ids and connection.dialect.name == "postgresql":
        ids = [found for found, is_mine in connection.execute(ARE_MINE, {"ids": ids}) if is_mine]
    taken = connection.execute(TAKEN, {"ids": ids, "now": now}).all() if ids else []
    return sorted(_lease(connection, taken, now), key=lambda claim: (claim.message.urgency, claim.id))


def claim_of(connection: Connection, kind: MessageKind, ref: str, now: datetime) -> Claimed | None:
    """Leases the oldest row about this, whatever its lane is doing, unless one about the same is being leased.

    The lane is busy for as long as that lasts: what nobody looks at waits. Whoever claims lanes is not waited for:
    people press many cards while others climb, and each of them would hold a connection in that queue.
    """
    if connection.dialect.name == "postgresql" and not connection.execute(IS_MINE, {"its": kind.value + ref}).scalar():
        return None
    oldest = connection.execute(OLDEST_OF, {"kind": kind.value, "ref": ref, "now": now})
    return next(iter(_lease(connection, oldest.all(), now)), None)


def _lease(connection: Connection, rows: Sequence[Row[*tuple[object, ...]]], now: datetime) -> list[Claimed]:
    leased, damaged = readable(rows)
    if leased:
        connection.execute(LEASED, {"ids": [claim.id for claim in leased], "until": now + LEASE})
    if damaged:
        bury_damaged(connection, damaged, now)
    return leased


def remove(connection: Connection, claimed: Claimed) -> None:
    """The row and the rows that its sending served are gone; later rows know whether the message is posted."""
    o, message = outbox.c, claimed.message
    served: ColumnElement[bool] = o.id == claimed.id
    if message.kind in COALESCED:
        alike = and_(o.ref == message.ref, o.kind == message.kind.value)
        served = or_(served, and_(alike, o.id <= claimed.covers))
        waits = and_(alike, ~served, o.stands.is_(False), _is_known_to_stand())
        connection.execute(update(outbox).where(waits).values(stands=true()))
    connection.execute(delete(outbox).where(served))
    if claimed.last_error is not None:
        hurry_others(connection, message.channel)


def renew(connection: Connection, claimed: Sequence[Claimed], now: datetime) -> None:
    """What is still the caller's is leased anew; what the caller has just released stays so."""
    o = outbox.c
    for claim in sorted(claimed, key=lambda claim: claim.id):
        its = (o.id == claim.id, o.attempts == claim.attempts, o.leased_until.is_not(None))
        connection.execute(update(outbox).where(*its).values(leased_until=now + LEASE))


def release(connection: Connection, claimed: Claimed, values: Mapping[str, object]) -> None:
    """The row is no longer leased; the number of attempts tells whether the lease was still the caller's."""
    o = outbox.c
    connection.execute(update(outbox).where(o.id == claimed.id, o.attempts == claimed.attempts).values(dict(values)))


def end_leases(connection: Connection) -> None:
    """No row is leased. Those that were stay in doubt: whoever held them died in the middle of sending."""
    connection.execute(update(outbox).where(outbox.c.leased_until.is_not(None)).values(leased_until=None))


def count(connection: Connection) -> OutboxCounts:
    """How many messages wait and how many are dead."""
    o = outbox.c
    waiting, oldest = connection.execute(select(func.count(), func.min(o.queued_at)).where(o.dead_at.is_(None))).one()
    dead = connection.execute(select(func.count()).where(o.dead_at.is_not(None))).scalar_one()
    return OutboxCounts(waiting, dead, oldest)


def list_dead(connection: Connection, limit: int) -> list[Claimed]:
    """Dead letters, newest first."""
    o = outbox.c
    wanted = select(outbox).where(o.dead_at.is_not(None)).order_by(o.dead_at.desc(), o.id.desc()).limit(limit)
    return [
        claimed_of(row, attempts=row.attempts, covers=row.id, in_doubt=row.in_doubt)
        for row in connection.execute(wanted)
    ]


def _channels(connection: Connection) -> list[str]:
    """Channels in which something waits, one index look-up each, however many rows wait in them."""
    return list(connection.execute(WAITED_FOR).scalars())


def _waited_for() -> Select[str]:
    o = outbox.c
    first = select(func.min(o.channel).label("channel")).where(o.dead_at.is_(None)).cte("channels", recursive=True)
    after = select(func.min(o.channel)).where(o.dead_at.is_(None), o.channel > first.c.channel).scalar_subquery()
    channels = first.union_all(select(after).where(first.c.channel.is_not(None)))
    return select(channels.c.channel).where(channels.c.channel.is_not(None))


def _is_being_sent(now: BindParameter[datetime]) -> ColumnElement[bool]:
    """Two senders of one card could end with the older state: whoever sends it is alone, whichever lane that is in."""
    o, same = outbox.c, outbox.alias("same")
    return exists(literal(1)).where(same.c.ref == o.ref, same.c.kind == o.kind, same.c.leased_until > now)


def _next_in_lane() -> Select[int]:
    o, held, earlier = outbox.c, outbox.alias("held"), outbox.alias("earlier")
    channel: BindParameter[str] = bindparam("channel")
    stands: BindParameter[bool] = bindparam("stands")
    now = bindparam("now", type_=UtcDateTime)
    leased = exists(literal(1)).where(held.c.channel == channel, held.c.stands == stands, held.c.leased_until > now)
    # A note is a reply to the card: it never overtakes the row that posts or redraws that card.
    overtakes = exists(literal(1)).where(earlier.c.ref == o.ref, earlier.c.id < o.id, earlier.c.dead_at.is_(None))
    return (
        select(o.id)
        .where(
            o.channel == channel,
            o.stands == stands,
            o.dead_at.is_(None),
            or_(o.available_at.is_(None), o.available_at <= now),
            ~leased,
            ~_is_being_sent(now),
            or_(o.kind != MessageKind.NOTE.value, ~overtakes),
        )
        .order_by(o.urgency, o.id)
        .limit(1)
    )


def _is_known_to_stand() -> ColumnElement[bool]:
    c, o = cards.c, outbox.c
    return exists(literal(1)).where(c.kind == o.kind, c.ref == o.ref, c.ts.is_not(None))


def _mine(its: ColumnElement[str]) -> ColumnElement[bool]:
    """PostgreSQL: whether this transaction alone leases what is about this. Until it ends, others are told no."""
    return func.pg_try_advisory_xact_lock(func.hashtext("sayso.outbox.lease"), func.hashtext(its))


def _about_the_same() -> tuple[ColumnElement[int], ...]:
    """The newest row about the same thing, and how many of them were tried and got no answer.

    Any of those may have posted the very message that this row wants posted.
    """
    o, same = outbox.c, outbox.alias("same")
    there = (same.c.ref == o.ref, same.c.kind == o.kind)
    covers = select(func.max(same.c.id)).where(*there, same.c.dead_at.is_(None)).scalar_subquery()
    doubts = select(func.count()).where(*there, same.c.in_doubt).select_from(same).scalar_subquery()
    return covers.label("covers"), doubts.label("doubts")


# Built once: every commit may ring for a claim, and building statements would cost more than running them.
THESE = outbox.c.id.in_(bindparam("ids", expanding=True))
SORTED_INTO_LANES = update(outbox).where(outbox.c.stands.is_(None)).values(stands=_is_known_to_stand())
WAITED_FOR = _waited_for()
NEXT_IN_LANE = _next_in_lane()
ARE_MINE = select(outbox.c.id, _mine(outbox.c.kind.concat(outbox.c.ref))).where(THESE)
IS_MINE = select(_mine(bindparam("its", type_=Text)))
# Looked at again: whoever claims just one message does not wait for those who claim lanes.
SETTLED = func.coalesce(outbox.c.stands, _is_known_to_stand()).label("stands")
AVAILABLE = select(*(column for column in outbox.c if column.name != "stands"), SETTLED, *_about_the_same()).where(
    ~_is_being_sent(bindparam("now", type_=UtcDateTime))
)
TAKEN = AVAILABLE.where(THESE)
ITS = (outbox.c.kind == bindparam("kind"), outbox.c.ref == bindparam("ref"), outbox.c.dead_at.is_(None))
OLDEST_OF = AVAILABLE.where(*ITS).order_by(outbox.c.id).limit(1)
LEASED = (
    update(outbox)
    .where(THESE)
    .values(
        attempts=outbox.c.attempts + 1,
        in_doubt=true(),
        leased_until=bindparam("until", type_=UtcDateTime),
        stands=SETTLED.element,
    )
)
