"""All actions of one type as columns, a family of facets each: small enough for a million rows, quick to count."""

from array import array
from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from oversight.exact_json.canonical import Json
from oversight.review.sampler.candidate import Candidate
from oversight.review.sampler.facets import facets_of

MOST_FAMILIES = 512
"""Families of one type, as agents may invent keys. What comes after them shares one family."""
OTHERS = "others"

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Column(Struct, frozen=True, eq=False):
    """One family: which rows have a value in it, and which. A row may have several."""

    name: str
    rows: Ints
    values: Ints


class Table:
    """The rows of one type: of the period, and of the past that it is compared with.

    Rows are numbered in the order of their ids, in whatever order they came.
    """

    def __init__(self) -> None:
        """No rows."""
        self._ids: list[str] = []
        self._payloads = array("q")
        self._families: dict[str, _Growing] = {}
        self._subjects: dict[str, _Growing] = {}
        self._places: Ints = np.zeros(0, np.int64)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._ids)

    def add(self, candidate: Candidate) -> int:
        """One more row, by its number of arrival."""
        row = len(self._ids)
        self._ids.append(candidate.action_id)
        self._payloads.append(_hash_of(candidate.payload))
        taken = facets_of(candidate)
        families = self._families
        for family, value in taken.facets:
            column = families.get(family)
            if column is None:
                if len(families) >= MOST_FAMILIES:
                    _column(families, OTHERS).add(row, hashed(f"{family}={value}"))
                    continue
                column = _column(families, family)
            column.add_row(row)
            column.add_value(value if isinstance(value, int) else hashed(value))
        for path, text in taken.subject.items():
            if path in self._subjects or len(self._subjects) < MOST_FAMILIES:
                _column(self._subjects, path).add(row, hashed(text))
        return row

    def settle(self) -> Ints:
        """The rows are numbered; the number of each by its arrival."""
        self._places = np.empty(len(self._ids), np.int64)
        self._places[np.argsort(np.array(self._ids, object), kind="stable")] = np.arange(len(self._ids))
        return self._places

    def families(self) -> Iterator[Column]:
        """Every family, in the order of the names."""
        return self._columns(self._families)

    def subjects(self) -> Iterator[Column]:
        """Every path at which something is named, in the order of the paths."""
        return self._columns(self._subjects)

    @property
    def payloads(self) -> Ints:
        """A hash of each row's payload."""
        return _in_place(np.array(self._payloads, np.int64), self._places)

    def _columns(self, kept: "dict[str, _Growing]") -> Iterator[Column]:
        for name, column in sorted(kept.items()):
            yield Column(name, self._places[np.array(column.rows, np.int64)], np.array(column.values, np.int64))


class _Growing:
    """A column while rows come."""

    __slots__ = ("add_row", "add_value", "rows", "values")

    def __init__(self) -> None:
        self.rows, self.values = array("i"), array("q")
        self.add_row, self.add_value = self.rows.append, self.values.append

    def add(self, row: int, value: int) -> None:
        self.add_row(row)
        self.add_value(value)


def _column(kept: dict[str, _Growing], name: str) -> _Growing:
    column = kept.get(name)
    if column is None:
        column = kept[name] = _Growing()
    return column


def _in_place(values: Ints, places: Ints) -> Ints:
    moved = np.empty_like(values)
    moved[places] = values
    return moved


@lru_cache(maxsize=65_536)
def hashed(text: str) -> int:
    """The text as a number; two that collide look alike, which happens to few."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def _hash_of(payload: Json) -> int:
    try:
        return crc32(msgspec.json.encode(payload, order="deterministic"))
    except (UnicodeEncodeError, OverflowError, TypeError, RecursionError):
        return crc32(repr(payload).encode("utf-8", "backslashreplace"))
