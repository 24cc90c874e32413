"""Putting a backup in the place of the database, and what that will mean for what came after the backup."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from msgspec import Struct
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from oversight.halts.halt import Halt, Halts
from storage.backup.backup import contents, copy_database, fold_log, put_in_place
from storage.engine.engines import open_database
from storage.engine.errors import StorageError
from storage.engine.read_only import read_only_engine
from storage.engine.schema import migrate
from storage.engine.sqlite.file import parts
from storage.engine.sqlite.lock import ServingLock
from storage.halts import load_active
from storage.private_files import make_folder
from storage.tables.actions import actions
from storage.tables.agents import agent_keys, agents
from storage.tables.outbox import outbox


class State(Struct, frozen=True):
    """What of a database matters when it comes back."""

    newest: datetime | None
    """When the last thing happened that it knows of."""
    pending: frozenset[str]
    overdue: int
    """Pending actions whose deadline has passed and whose time does not stand still."""
    actions: frozenset[str]
    waiting: int
    """Messages that wait for Slack."""
    agents: frozenset[str]
    live_keys: frozenset[tuple[str, str]]
    """The prefix of each key that opens something, with its agent's name."""
    dead_keys: frozenset[str]
    halts: Halts


class Outlook(Struct, frozen=True):
    """What a restored backup will do, and what it has forgotten of the database in whose place it comes."""

    newest: datetime | None
    pending: int
    overdue: int
    waiting: int
    is_compared: bool
    """Whether that database could be read; else nothing is known of what came after the backup."""
    decisions_lost: int = 0
    actions_lost: int = 0
    agents_lost: tuple[str, ...] = ()
    revived: tuple[str, ...] = ()
    """Agents with a key that opens something again, although it was revoked or replaced since."""
    keys_lost: tuple[str, ...] = ()
    """Agents who are known, and were given a key since that opens nothing any more."""
    halts_lost: tuple[Halt, ...] = ()


@contextmanager
def unserved(database: Path) -> Iterator[None]:
    """Nobody serves the database while the block runs; raises AlreadyServed where somebody does."""
    if not database.exists():
        yield
        return
    lock = ServingLock(database)
    try:
        yield
    finally:
        lock.release()


async def prepared(backup: Path, database: Path) -> Path:
    """A copy of the backup, whole and with the tables of this version, in the folder where it is wanted.

    Raises StorageError where the backup is damaged, of a newer version, or none of ours.
    """
    await asyncio.to_thread(contents, backup)
    make_folder(database.parent)
    copy = database.with_name(f".{database.name}.{token_hex(4)}.restoring")
    try:
        await asyncio.to_thread(copy_database, backup, copy)
        async with open_database(f"sqlite:///{copy}", serving=False) as opened:
            await migrate(opened)
    except BaseException:
        discard(copy)
        raise
    return copy


def discard(copy: Path) -> None:
    """No copy is left, nor what SQLite kept beside it."""
    for part in parts(copy):
        part.unlink(missing_ok=True)


def outlook(copy: Path, database: Path, now: datetime) -> Outlook:
    """What the copy will do in the database's place, and what it has forgotten of it."""
    then, today = _state(copy, now), _state_if_readable(database, now)
    if today is None:
        return Outlook(then.newest, len(then.pending), then.overdue, then.waiting, is_compared=False)
    return Outlook(
        newest=then.newest,
        pending=len(then.pending),
        overdue=then.overdue,
        waiting=then.waiting,
        is_compared=True,
        decisions_lost=len((then.pending & today.actions) - today.pending),
        actions_lost=len(today.actions - then.actions),
        agents_lost=tuple(sorted(today.agents - then.agents)),
        revived=tuple(sorted({agent for prefix, agent in then.live_keys if prefix in today.dead_keys})),
        keys_lost=tuple(sorted({agent for _, agent in today.live_keys - then.live_keys if agent in then.agents})),
        halts_lost=tuple(halt for halt in today.halts.active if then.halts.on(halt.scope) is None),
    )


def put_back(copy: Path, database: Path, stamp: str) -> Path | None:
    """The copy is the database; where there was one, it lies beside it under the name that is returned."""
    kept = _move_aside(database, stamp)
    put_in_place(copy, database)
    return kept


def _move_aside(database: Path, stamp: str) -> Path | None:
    """Nothing is left under the database's name: SQLite would write a log of the old one into the new one."""
    there = [part for part in parts(database) if part.exists() and part.stat().st_size]
    if not there:
        return None
    with suppress(StorageError):  # damaged, which may be why a backup comes: its parts are kept as they are
        fold_log(database)
    kept = database.with_name(f"{database.name}.before-restore-{stamp}")
    number = 1
    while any(part.exists() for part in parts(kept)):
        number += 1
        kept = database.with_name(f"{database.name}.before-restore-{stamp}-{number}")
    for part, kept_part in zip(parts(database), parts(kept), strict=True):
        if part.exists():
            part.rename(kept_part)
    return kept if kept.exists() else None


def _state_if_readable(path: Path, now: datetime) -> State | None:
    try:
        contents(path)
        return _state(path, now)
    except (StorageError, DBAPIError, OSError):
        return None  # damaged, empty, or of another version


def _state(path: Path, now: datetime) -> State:
    engine = read_only_engine(path)
    try:
        with engine.begin() as connection:
            return _load(connection, now)
    finally:
        engine.dispose()


def _load(connection: Connection, now: datetime) -> State:
    a = actions.c
    found = connection.execute(select(a.id, a.status, a.deadline_at, a.frozen_at)).all()
    pending = [row for row in found if row.status == "pending"]
    moments = connection.execute(select(func.max(a.created_at), func.max(a.decided_at), func.max(a.outcome_at))).one()
    keys = _keys(connection)
    return State(
        newest=max((moment for moment in moments if moment is not None), default=None),
        pending=frozenset(row.id for row in pending),
        overdue=sum(
            row.frozen_at is None and row.deadline_at is not None and row.deadline_at <= now for row in pending
        ),
        actions=frozenset(row.id for row in found),
        waiting=connection.execute(
            select(func.count()).select_from(outbox).where(outbox.c.dead_at.is_(None))
        ).scalar_one(),
        agents=frozenset(connection.execute(select(agents.c.name)).scalars()),
        live_keys=frozenset((prefix, name) for prefix, name, end in keys if end is None or now < end),
        dead_keys=frozenset(prefix for prefix, _, end in keys if end is not None and end <= now),
        halts=load_active(connection),
    )


def _keys(connection: Connection) -> Sequence[tuple[str, str, datetime | None]]:
    k = agent_keys.c
    found = connection.execute(
        select(k.prefix, agents.c.name, k.expires_at, k.revoked_at).join(agents, k.agent_id == agents.c.id)
    )
    return [(row.prefix, row.name, min(filter(None, (row.expires_at, row.revoked_at)), default=None)) for row in found]
