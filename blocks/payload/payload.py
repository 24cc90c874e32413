"""The payload, key by key: each value is shortened by itself, so that a long value cannot hide a later key.

What still does not fit is counted, never cut off silently, and whole under Details. However large a payload is, no more
of it is drawn than fits; :mod:`blocks.kit.warnings` looks through all of it.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from blocks.kit.hidden_characters import texts_of
from blocks.kit.message import Block
from blocks.kit.rich_text import line, part
from blocks.kit.text import escaped_length, shorten, shown, shown_start
from blocks.payload.value_words import is_cut, quoted_apart, value_start
from blocks.payload.withheld import ARGUMENTS
from oversight.editing.redaction import REDACTED, hides, walk_visible
from oversight.exact_json.canonical import Json
from oversight.exact_json.walk import Path, holds_values, value_at
from oversight.policy import CardHints

CHARACTERS = 3_600
LINES = 40
KEY_CHARACTERS = 80
START = 4
START_CHARACTERS = 160
COUNTED = 100
"""How many further values are counted on a short card; if there are more, it says “more than”."""
VALUE_CHARACTERS = (900, 450, 220, 110, 60)
"""Tried in turn: the longest at which every value has its line."""

_SIMPLE_KEY = re.compile(r"[^\W\d][\w-]*")


@dataclass(frozen=True)
class PayloadValue:
    """One value of a payload that holds no others, or that cards hide; not drawn yet."""

    path: Path
    value: Json
    is_hidden: bool = False

    @cached_property
    def name(self) -> str:
        """The path as cards name it, ``items[0].price``, each long key cut."""
        return _name(self.path, KEY_CHARACTERS)

    @cached_property
    def whole_name(self) -> str:
        """The path with all of each key."""
        return _name(self.path, None)

    def start(self, limit: int, hints: CardHints) -> str:
        """The value at this length."""
        return REDACTED if self.is_hidden else value_start(self.value, limit, hints, self.path)

    def length_up_to(self, limit: int, hints: CardHints) -> int:
        """How long the value is when drawn at most this long; a longer text is not drawn to find out."""
        is_long = not self.is_hidden and isinstance(self.value, str) and len(self.value) > limit
        return limit if is_long else escaped_length(self.start(limit, hints))


@dataclass(frozen=True, slots=True)
class PayloadEntry:
    """One value of a payload as it is drawn, and its name."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class PayloadView:
    """A payload as a card shows it."""

    entries: tuple[PayloadEntry, ...]
    missing: str | None
    """What is only under Details, counted; None where everything is here."""
    is_withheld: bool = False
    """Whether nothing of it may be shown here."""

    @property
    def notices(self) -> list[str]:
        """The sentence about what is missing, if anything is."""
        if self.missing is None:
            return []
        return [f"🔒 {self.missing}" if self.is_withheld else f"✂️ Not complete: {self.missing}"]

    @property
    def lines(self) -> list[Block]:
        """One rich-text line per value."""
        return [entry_line(entry) for entry in self.entries]

    @property
    def words(self) -> str:
        """All values in one sentence."""
        return "; ".join(f"{entry.name}: {quoted_apart(entry.value, '; ')}" for entry in self.entries)


def entry_line(entry: PayloadEntry) -> Block:
    """The value's line: the key in bold, the value as it is."""
    return line(part(f"{entry.name}: ", bold=True), part(entry.value))


def payload_view(payload: Json, hints: CardHints, characters: int = CHARACTERS) -> PayloadView:
    """The payload within the budget: every value on a line if they fit, else every top-level key, else the first."""
    if hints.summary_only:
        return PayloadView((), ARGUMENTS, is_withheld=True)
    for every in (payload_values(payload, hints), _top_level(payload, hints)):
        few = list(islice(every, LINES + 1))
        if len(few) <= LINES and (limit := _longest(few, hints, characters)):
            return _view(few, hints, limit)
    if isinstance(payload, dict):
        return _first(payload, hints, characters)
    return PayloadView((), "The payload does not fit here. It is under Details. Read it before you decide.")


def payload_values(payload: Json, hints: CardHints) -> Iterator[PayloadValue]:
    """Every value that holds no others, in document order; what cards hide is one value, whatever is in it."""
    for path, value, is_hidden in walk_visible(payload, hints):
        if is_hidden or not holds_values(value):
            yield PayloadValue(path, value, is_hidden)


def payload_start(payload: Json, hints: CardHints) -> tuple[tuple[PayloadEntry, ...], int]:
    """The first values, each shortened by itself, and how many more there are: for when nothing is to be decided.

    Of very many, one more than :data:`COUNTED` are counted.
    """
    every = payload_values(payload, hints)
    kept = tuple(_drawn(value, START_CHARACTERS, hints) for value in islice(every, START))
    return kept, sum(1 for _ in islice(every, COUNTED + 1))


def _name(path: Path, longest_key: int | None) -> str:
    steps = (_step(step, longest_key, first=not index) for index, step in enumerate(path))
    return "".join(steps) or "(whole payload)"


def _step(step: str | int, longest_key: int | None, *, first: bool) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if len(step) > KEY_CHARACTERS:
        return f'["{shown_start(step, longest_key)}"]' if longest_key is not None else _quoted_step(step)
    return _short_step(step, first=first)


@lru_cache(maxsize=4_096)
def _short_step(key: str, *, first: bool) -> str:
    if _SIMPLE_KEY.fullmatch(key) and shown(key) == key:
        return key if first else f".{key}"
    return _quoted_step(key)


def _quoted_step(key: str) -> str:
    return f"[{shown(json.dumps(key, ensure_ascii=False))}]"


def _top_level(payload: Json, hints: CardHints) -> Iterator[PayloadValue]:
    paths = ((key,) for key in payload) if isinstance(payload, dict) else [()]
    return (_at(path, payload, hints) for path in paths)


def _at(path: Path, payload: Json, hints: CardHints) -> PayloadValue:
    return PayloadValue(path, value_at(payload, path), hides(hints, path))


def _longest(every: Sequence[PayloadValue], hints: CardHints, characters: int) -> int | None:
    """The longest value length at which all of them fit together, or None."""
    names = sum(min(escaped_length(value.name), KEY_CHARACTERS) + 2 for value in every)
    lengths = [value.length_up_to(VALUE_CHARACTERS[0], hints) for value in every]
    fitting = (
        limit for limit in VALUE_CHARACTERS if names + sum(min(length, limit) for length in lengths) <= characters
    )
    return next(fitting, None)


def _view(every: Sequence[PayloadValue], hints: CardHints, limit: int) -> PayloadView:
    kept = [_drawn(value, limit, hints) for value in every]
    cut = sum(_is_cut(value, entry) for value, entry in zip(every, kept, strict=True))
    missing = None
    if cut:
        of = f"{cut:,} of {len(every):,} values {'is' if cut == 1 else 'are'}"
        missing = f"{of} cut here. Read the whole under Details."
    return PayloadView(tuple(kept), missing)


def _first(payload: dict[str, Json], hints: CardHints, characters: int) -> PayloadView:
    """The first keys that fit, those of the headline before all others."""
    headline = [name for name in hints.headline if name in payload]
    names = dict.fromkeys([*headline, *islice(payload, LINES)])
    kept: list[PayloadEntry] = []
    used = 0
    for name in islice(names, LINES):
        entry = _drawn(_at((name,), payload, hints), VALUE_CHARACTERS[-1], hints)
        used += escaped_length(entry.name) + escaped_length(entry.value) + 2
        if used > characters:
            break
        kept.append(entry)
    absent = len(payload) - len(kept)
    lost = len(texts_of(payload)) - sum(len(texts_of(payload[name])) for name in islice(names, len(kept)))
    missing = (
        f"Only {len(kept):,} of {len(payload):,} keys fit here. {absent:,} more with about {_rounded(lost):,} "
        "characters are under Details. Read them before you decide."
    )
    return PayloadView(tuple(kept), missing)


def _rounded(count: int) -> int:
    """The number with two significant digits: it counts hidden values too, whose exact length must not show."""
    return round(count, 2 - len(str(count)))


def _drawn(value: PayloadValue, limit: int, hints: CardHints) -> PayloadEntry:
    return PayloadEntry(shorten(value.name, KEY_CHARACTERS), value.start(limit, hints))


def _is_cut(value: PayloadValue, entry: PayloadEntry) -> bool:
    """Whether something is missing; no text of a payload is drawn with these endings."""
    return entry.name != value.name or is_cut(entry.name) or is_cut(entry.value)
