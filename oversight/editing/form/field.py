"""A field: one value that is typed or chosen, whatever schema it came from."""

from enum import StrEnum
from typing import Final

from msgspec import UNSET, Struct

from oversight.exact_json.canonical import Json
from oversight.exact_json.walk import Path

ABSENT: Final = UNSET
"""Where there is no value at all: neither null nor an empty text."""

Entered = str | int | tuple[str, ...] | None
"""What an element gives: a text, an option's key, a date, seconds since 1970, several keys; None if it is empty."""


class FieldKind(StrEnum):
    """What a field is filled in with."""

    TEXT = "text"
    MULTILINE = "multiline"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    """Two options, ``true`` and ``false``: a box that is not ticked could not tell no from nothing."""
    CHOICE = "choice"
    """One of its options, of which there are at most 100."""
    SEARCH = "search"
    """One of more than 100 options: :func:`~oversight.editing.form.options.found` finds some by what was typed."""
    DATE = "date"
    DATE_TIME = "date_time"
    EMAIL = "email"
    URL = "url"
    LINES = "lines"
    """A list of texts or numbers, one on each line."""
    CHOICES = "choices"
    """A list of different options, of which there are at most 100."""
    KEPT = "kept"
    """A value that cards hide: it is told that it stays, and cannot be edited."""


class Clearing(StrEnum):
    """What an emptied field becomes."""

    NULL = "null"
    ABSENT = "absent"
    EMPTY = "empty"
    """The empty text, or the empty list."""


class Option(Struct, frozen=True):
    """One value that may be chosen."""

    key: str
    """Short, and different from all others of its field."""
    label: str
    value: Json


class Field(Struct, frozen=True, kw_only=True):
    """One value of the payload that can be filled in by itself."""

    path: Path
    kind: FieldKind
    label: str
    hint: str = ""
    """What the schema says of it, its unit and limits, what emptying it does, how hidden characters are spelled."""
    value: Json = ABSENT
    """What there is now."""
    before: Json = ABSENT
    """What the edit began from."""
    is_required: bool = False
    is_changed: bool = False
    clearing: Clearing | None = None
    """None: it cannot be emptied, only changed."""
    options: tuple[Option, ...] = ()
    items: FieldKind = FieldKind.TEXT
    """Of lines: what each of them is."""
    unread: str | None = None
    """What somebody typed here that could not be read; it stands in the field instead of the value."""


class Unread(Struct, frozen=True):
    """Why what was typed is no value of its field."""

    problem: str
