"""What is known of a value before there is one: its kind, and the fields and items within."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """The kinds of values; each is what a person calls one of them."""

    ANY = "anything"
    NUMBER = "a number"
    TEXT = "a text"
    BYTES = "bytes"
    TRUTH = "true or false"
    LIST = "a list"
    MAP = "a map"
    MOMENT = "a timestamp"
    SPAN = "a duration"
    NULL = "null"
    TYPE = "the type of a value"


class Known(Struct, frozen=True):
    """What is known of one value."""

    kind: Kind = Kind.ANY
    fields: Mapping[str, Known] | None = None
    """What is known of its fields, by name."""
    is_closed: bool = False
    """It has no other fields."""
    items: Known | None = None
    """What is known of each item of a list."""
    values: Known | None = None
    """What is known of each value of a map, whatever its key."""
    choices: tuple[str, ...] = ()
    """The texts that it can be; none where any."""
    between: tuple[float, float] | None = None
    """The least and the most that the number can be."""
    is_plain: bool = False
    """It is a number that cannot be huge, so that a sum or product of some of them stays within the numbers."""

    def may_be(self, *kinds: Kind) -> bool:
        """Whether it is one of the kinds, or nothing speaks against it."""
        return self.kind is Kind.ANY or self.kind in kinds


ANY, NUMBER, TEXT, BYTES, TRUTH = map(Known, (Kind.ANY, Kind.NUMBER, Kind.TEXT, Kind.BYTES, Kind.TRUTH))
LIST, MAP, MOMENT, SPAN, NULL = map(Known, (Kind.LIST, Kind.MAP, Kind.MOMENT, Kind.SPAN, Kind.NULL))
TYPE = Known(Kind.TYPE)
PLAIN = Known(Kind.NUMBER, is_plain=True)


def listed(items: Iterable[Known]) -> Known:
    """What is known of a list of such items."""
    items = tuple(items)
    kinds = {item.kind for item in items}
    if len(kinds) != 1:
        return LIST
    return Known(Kind.LIST, items=Known(kinds.pop(), is_plain=all(item.is_plain for item in items)))


def common(one: Known, other: Known) -> Known:
    """What is known of a value that is one or the other."""
    return Known(one.kind) if one.kind is other.kind else ANY
