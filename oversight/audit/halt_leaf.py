"""A halt began or ended: format 2, about no one action. Fields are only ever added, optional."""

from datetime import datetime

from msgspec import Struct

from oversight.audit.record import ActorRecord, Record, actor_record, kept, timestamp
from oversight.halts.halt import Halt

BEGAN, ENDED = "halt.began", "halt.ended"
"""The kinds, as they are stored. Append-only."""


class ScopeRecord(Struct, frozen=True):
    """What is halted."""

    kind: str
    name: str
    of: str


class HaltLeaf(Record, frozen=True, kw_only=True):
    """One halt, at its beginning or at its end."""

    format = 2
    halt_id: str
    reason: str | None
    scope: ScopeRecord
    freezes: bool
    began_at: str


def began_leaf(halt: Halt) -> bytes:
    """The bytes of the leaf that says that the halt began."""
    return _leaf(BEGAN, halt, actor_record(halt.by), halt.at, halt.reason)


def ended_leaf(halt: Halt) -> bytes:
    """The bytes of the leaf that says that the halt ended."""
    assert halt.ending is not None, "only an ended halt has such a leaf"
    return _leaf(ENDED, halt, actor_record(halt.ending.by), halt.ending.at, halt.ending.reason)


def _leaf(kind: str, halt: Halt, by: ActorRecord, at: datetime, reason: str | None) -> bytes:
    return HaltLeaf(
        kind=kind,
        at=timestamp(at),
        actor=by,
        halt_id=halt.id,
        reason=kept(reason),
        scope=ScopeRecord(str(halt.scope.kind), halt.scope.name, halt.scope.of),
        freezes=halt.freezes,
        began_at=timestamp(halt.at),
    ).written()
