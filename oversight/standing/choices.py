"""What a reviewer chooses when they allow what looks like an action that they approved."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType

from msgspec import Struct

from oversight.exact_json.canonical import Json
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path, holds_values, walk

UNBOUND: Mapping[str, int | float] = MappingProxyType({})


class Choices(Struct, frozen=True):
    """For how long, how often, and what may differ; everything else stays exactly as it was approved."""

    lasts: timedelta
    uses: int
    bounds: Mapping[str, int | float] = UNBOUND
    """The largest value of a number, by its JSON path; a number without a bound stays exactly equal."""
    free: frozenset[str] = frozenset()
    """The JSON paths of the texts that may be any text."""


EXACTLY = Choices(timedelta(0), 0)
"""Nothing may differ."""


class JsonValue(Struct, frozen=True):
    """One value of a payload that holds no others, with its path: as choices spell it, and key by key."""

    path: str
    keys: Path
    value: Json

    @property
    def is_number(self) -> bool:
        """Whether it is a number, which can have a bound."""
        return isinstance(self.value, int | float) and not isinstance(self.value, bool)

    @property
    def is_text(self) -> bool:
        """Whether it is a text, which can be free."""
        return isinstance(self.value, str)


def json_values(payload: Json) -> Iterator[JsonValue]:
    """Every value that holds no others, in document order; an empty list or object is one."""
    return (JsonValue(json_path(path), path, value) for path, value in walk(payload) if not holds_values(value))
