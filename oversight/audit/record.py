"""What every entry of the log is: a record of a numbered format, written as RFC 8785 bytes and read back from them."""

from datetime import UTC, datetime
from typing import ClassVar

import msgspec
import orjson
from msgspec import Struct

from oversight.action.decision import Actor
from oversight.exact_json.canonical import canonical


class ActorRecord(Struct, frozen=True):
    """Who did it."""

    id: str
    kind: str
    name: str


class Record(Struct, frozen=True, kw_only=True):
    """One entry. The names of the fields are the names in the log; a new one comes with a default that is left out."""

    format: ClassVar[int]
    kind: str
    """What happened; no two formats have one in common."""
    at: str
    """When: UTC with microseconds and a ``Z``."""
    actor: ActorRecord

    def written(self) -> bytes:
        """The bytes that are hashed, stored and exported."""
        return canonical({**msgspec.to_builtins(self), "format": self.format})


MOST_TEXT = 10_000
"""Characters of somebody's words that an entry keeps: an export has room for 65,535 bytes."""


def kept(words: str | None) -> str | None:
    """The words as an entry keeps them: whole, or as many as there is room for, and how many there were."""
    if words is None or len(words) <= MOST_TEXT:
        return words
    return f"{words[:MOST_TEXT]}… ({len(words):,} characters)"


def actor_record(actor: Actor) -> ActorRecord:
    """The actor as the log names them."""
    return ActorRecord(actor.id, str(actor.kind), actor.name)


def timestamp(at: datetime) -> str:
    """UTC with microseconds and a ``Z``: one spelling, so that equal times are equal bytes. Naive times raise."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone is nobody's time")
    if at.tzinfo is not UTC:
        at = at.astimezone(UTC)
    if at.microsecond:  # else orjson, which is five times faster, would leave the microseconds out
        return orjson.dumps(at, option=orjson.OPT_UTC_Z)[1:-1].decode()
    return at.isoformat(timespec="microseconds")[: -len("+00:00")] + "Z"


def timestamped(at: str) -> datetime:
    """The moment that is written so."""
    return datetime.fromisoformat(at)
