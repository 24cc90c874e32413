"""Many ids are asked for in portions."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

SOME = 500
"""Ids in one IN list: old versions of SQLite allow 999 parameters."""


def in_portions(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    """The ids, some at a time."""
    return (ids[start : start + SOME] for start in range(0, len(ids), SOME))
