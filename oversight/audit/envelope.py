"""The one table of what the log can hold. Append-only: a number, once used, means the same for ever.

Each format is one record with one writer (its own file makes the bytes) and one reader (here). What is stored is what
was written: nothing is ever written anew from a record that was read.
"""

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from oversight.action.event_kind import EventKind
from oversight.audit import halt_leaf, key_leaf, log_leaf, policy_leaf, standing_leaf
from oversight.audit.halt_leaf import HaltLeaf
from oversight.audit.key_leaf import KeyLeaf
from oversight.audit.leaf import ActionLeaf
from oversight.audit.log_leaf import LogLeaf
from oversight.audit.policy_leaf import PolicyLeaf
from oversight.audit.record import Record
from oversight.audit.standing_leaf import StandingLeaf


class BadLeaf(ValueError):
    """Bytes that are no entry of the log, and why."""


class Format(Struct, frozen=True):
    """One format: its record, and the kinds of entries that are written so."""

    record: type[Record]
    kinds: frozenset[str]


def table(*formats: tuple[int, type[Record], Iterable[str]]) -> Mapping[int, Format]:
    """The formats by their numbers; ValueError where a number or a kind is used twice, or a record has another."""
    known: dict[int, Format] = {}
    kinds: set[str] = set()
    for number, record, its_kinds in formats:
        own = frozenset(map(str, its_kinds))
        if number in known or record.format != number or own & kinds:
            raise ValueError(f"format {number} ({record.__name__}) is used twice, or says that it is another")
        known[number] = Format(record, own)
        kinds |= own
    return known


FORMATS = table(
    (1, ActionLeaf, EventKind),
    (2, HaltLeaf, (halt_leaf.BEGAN, halt_leaf.ENDED)),
    (3, StandingLeaf, (standing_leaf.GRANTED, standing_leaf.REVOKED)),
    (4, PolicyLeaf, (policy_leaf.LOADED,)),
    (5, KeyLeaf, (key_leaf.MADE, key_leaf.ENDS, key_leaf.REVOKED)),
    (6, LogLeaf, (log_leaf.BEGAN,)),
)


class _Head(Struct):
    format: int


def read_leaf(leaf: bytes) -> Record:
    """The record; raises BadLeaf for a format that is not known, and where it is not written as its format says."""
    try:
        number = msgspec.json.decode(leaf, type=_Head).format
        known = FORMATS.get(number)
        if known is None:
            raise BadLeaf(f"format {number} is not known to this version of the program")
        record = msgspec.json.decode(leaf, type=known.record)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadLeaf(f"it is no entry of the log: {error}") from error
    if record.kind not in known.kinds:
        raise BadLeaf(f"format {number} has no entries of the kind {record.kind}")
    return record
