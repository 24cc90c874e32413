"""A page: what one window of a form shows."""

from enum import StrEnum

from msgspec import Struct

from oversight.editing.form.field import ABSENT, Field, Option
from oversight.exact_json.canonical import Json
from oversight.exact_json.walk import Path


class RowKind(StrEnum):
    """What a row leads to."""

    OBJECT = "object"
    LIST = "list"
    UNION = "union"
    """One of several shapes: its page says which one, and the choice can be changed there."""
    VALUE = "value"
    """A single value of a list: its page is one field."""
    TEXT = "text"
    """What fits no form, or a text of more than 3,000 characters: its page is a :class:`TextPage`."""
    KEPT = "kept"
    """An entry that cards hide; it leads nowhere."""


class Row(Struct, frozen=True, kw_only=True):
    """One line that leads to a page of its own."""

    path: Path
    kind: RowKind
    label: str
    hint: str = ""
    summary: str = ""
    """What can be seen in it, on one line; hidden values are masked."""
    is_required: bool = False
    is_absent: bool = False
    is_changed: bool = False
    is_entry: bool = False
    """An entry of a list: it can be removed, and moved where ``may_move_up`` and ``may_move_down`` say so."""
    may_move_up: bool = False
    may_move_down: bool = False
    may_add: bool = False
    """A list that takes another entry; its entries follow right after it on this page where they are few."""
    may_clear: bool = False
    """It can be left out, or become null."""


class Branches(Struct, frozen=True):
    """The shapes that the value of a page may have."""

    options: tuple[Option, ...]
    """Their values are None."""
    chosen: str | None
    """The key of the one that is shown; None if the value has none of them."""


class Page(Struct, frozen=True, kw_only=True):
    """At most 40 fields and rows, in the order of the schema, then of the payload."""

    path: Path
    title: str
    crumbs: tuple[str, ...]
    """The titles of the pages above, outermost first."""
    depth: int
    """How many pages stand above it: 0, 1 and 2 are Slack's three views, deeper ones replace the third."""
    items: tuple[Field | Row, ...]
    number: int = 0
    pages: int = 1
    branches: Branches | None = None
    may_add: bool = False
    """The page is a list that takes another entry."""
    may_be_text: bool = True
    """It can be edited as JSON text, too: keys that no schema names are added so."""
    before: Json = ABSENT
    """What the edit began from at this path."""


class TextPage(Struct, frozen=True, kw_only=True):
    """Some inputs of one text: canonical JSON, or a single long text; together they are the whole."""

    path: Path
    title: str
    crumbs: tuple[str, ...]
    depth: int
    hint: str
    inputs: tuple[str, ...]
    """Each within 3,000 characters as Slack counts them, with room to type."""
    first: int
    """The number of the first of them among all."""
    number: int = 0
    pages: int = 1
    count: int = 1
    """How many inputs there are on all its pages together."""
    is_json: bool = True


class TooLarge(Struct, frozen=True):
    """A payload that cannot be edited here."""

    bytes: int
    limit: int
