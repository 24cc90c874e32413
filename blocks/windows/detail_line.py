"""One line of the details."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from oversight.exact_json.walk import Path

PIECE = 2_500
"""Longer texts go on in a second line, perhaps on the next page."""


@dataclass(frozen=True, slots=True)
class DetailLine:
    """One line under a heading: a label in bold, where there is one, and what it says."""

    heading: str
    label: str
    text: str
    at: datetime | None = None
    """A time that stands before the text."""
    more: Iterator[str] | None = None
    """The rest of the text, drawn only when it is read."""
    path: Path = ()
    """Where the value is that it shows, if it is one."""
