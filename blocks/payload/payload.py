"""The payload, key by key: each value is shortened by itself, so that a long value cannot hide a later key.

What still does not fit is counted, never cut off silently, and whole under Details. However large a payload is, no more
of it is drawn than fits; :mod:`blocks.kit.warnings` looks through all of it.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from blocks.kit.hidden_characters import texts_of
from blocks.kit.message import Block
from blocks.kit.rich_text import line, part
from blocks.kit.text import escaped_length, shorten, shown, shown_start
from blocks.payload.value_words import is_cut, quoted_apart, value_start
from oversight.editing.redaction import REDACTED, redacts_step
from oversight.exact_json.canonical import Json
from oversight.policy import CardHints

CHARACTERS = 3_600
LINES = 40
KEY_CHARACTERS = 80
START = 4
START_CHARACTERS = 160
COUNTED = 100
"""So many values more are counted on a short card; then there are more than that."""
VALUE_CHARACTERS = (900, 450, 220, 110, 60)
"""Tried in turn: the longest at which every value has its line."""

_SIMPLE_KEY = re.compile(r"[^\W\d][\w-]*")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a payload, not drawn yet: where it stands, its keys from the top, and what it is."""

    path: str
    keys: tuple[str, ...]
    value: Json
    is_hidden: bool = False

    def start(self, limit: int, hints: CardHints) -> str:
        """The value at this length."""
        return REDACTED if self.is_hidden else value_start(self.value, limit, hints, *self.keys)

    def length_up_to(self, limit: int, hints: CardHints) -> int:
        """How long it is at this length; a text that is longer is not drawn for that."""
        is_long = isinstance(self.value, str) and len(self.value) > limit
        return limit if is_long else escaped_length(self.start(limit, hints))


@dataclass(frozen=True, slots=True)
class PayloadEntry:
    """One value of a payload as it is drawn: where it stands and what it is."""

    path: str
    value: str


@dataclass(frozen=True, slots=True)
class PayloadView:
    """A payload as a card shows it."""

    entries: tuple[PayloadEntry, ...]
    missing: str | None
    """What is only under Details, counted; None where everything is here."""

    @property
    def lines(self) -> list[Block]:
        """One rich-text line a value."""
        return [entry_line(entry) for entry in self.entries]

    @property
    def words(self) -> str:
        """All values in one sentence."""
        return "; ".join(f"{entry.path}: {quoted_apart(entry.value, '; ')}" for entry in self.entries)


def entry_line(entry: PayloadEntry) -> Block:
    """The value's line: the key in bold, the value as it is."""
    return line(part(f"{entry.path}: ", bold=True), part(entry.value))


def payload_view(payload: Json, hints: CardHints, characters: int = CHARACTERS) -> PayloadView:
    """The payload within the budget: every leaf on a line if they fit, else every top-level key, else the first."""
    for every in (leaves(payload, hints, longest_key=KEY_CHARACTERS), _top_level(payload, hints)):
        few = list(islice(every, LINES + 1))
        if len(few) <= LINES and (limit := _longest(few, hints, characters)):
            return _view(few, hints, limit)
    if isinstance(payload, dict):
        return _first(payload, hints, characters)
    return PayloadView((), "The payload does not fit here. It is under Details. Read it before you decide.")


def leaves(value: Json, hints: CardHints, longest_key: int | None = None) -> Iterator[Leaf]:
    """Every leaf with its path, in document order; keys that are longer are cut where only a beginning is wanted."""
    yield from _leaves(value, hints, "", (), longest_key)


def payload_start(payload: Json, hints: CardHints) -> tuple[tuple[PayloadEntry, ...], int]:
    """The first values, each shortened by itself, and how many more there are: for when nothing is to be decided.

    Of very many, one more than :data:`COUNTED` are counted.
    """
    every = leaves(payload, hints, longest_key=KEY_CHARACTERS)
    kept = tuple(_drawn(leaf, START_CHARACTERS, hints) for leaf in islice(every, START))
    return kept, sum(1 for _ in islice(every, COUNTED + 1))


def _leaves(value: Json, hints: CardHints, path: str, keys: tuple[str, ...], longest_key: int | None) -> Iterator[Leaf]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            here = path + _step(key, longest_key, first=not path)
            if redacts_step(hints, keys, key):
                yield Leaf(here, keys, None, is_hidden=True)
            else:
                yield from _leaves(inner, hints, here, (*keys, key), longest_key)
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            yield from _leaves(inner, hints, f"{path}[{index}]", keys, longest_key)
    else:
        yield Leaf(path or "(whole payload)", keys, value)


def _step(key: str, longest: int | None, *, first: bool) -> str:
    if len(key) > KEY_CHARACTERS:
        return f'["{shown_start(key, longest)}"]' if longest is not None else _quoted_step(key)
    return _short_step(key, first=first)


@lru_cache(maxsize=4_096)
def _short_step(key: str, *, first: bool) -> str:
    if _SIMPLE_KEY.fullmatch(key) and shown(key) == key:
        return key if first else f".{key}"
    return _quoted_step(key)


def _quoted_step(key: str) -> str:
    return f"[{shown(json.dumps(key, ensure_ascii=False))}]"


def _top_level(payload: Json, hints: CardHints) -> Iterator[Leaf]:
    if not isinstance(payload, dict):
        yield Leaf("(whole payload)", (), payload)
        return
    for key in payload:
        yield _top_leaf(payload, key, hints)


def _top_leaf(payload: dict[str, Json], key: str, hints: CardHints) -> Leaf:
    path = _step(key, KEY_CHARACTERS, first=True)
    return Leaf(path, (key,), payload[key], is_hidden=redacts_step(hints, (), key))


def _longest(every: Sequence[Leaf], hints: CardHints, characters: int) -> int | None:
    """The longest value length at which all of them fit together, or None."""
    keys = sum(min(escaped_length(leaf.path), KEY_CHARACTERS) + 2 for leaf in every)
    lengths = [leaf.length_up_to(VALUE_CHARACTERS[0], hints) for leaf in every]
    fitting = (
        limit for limit in VALUE_CHARACTERS if keys + sum(min(length, limit) for length in lengths) <= characters
    )
    return next(fitting, None)


def _view(every: Sequence[Leaf], hints: CardHints, limit: int) -> PayloadView:
    kept = [_drawn(leaf, limit, hints) for leaf in every]
    cut = sum(_is_cut(leaf, entry) for leaf, entry in zip(every, kept, strict=True))
    missing = None
    if cut:
        of = f"{cut:,} of {len(every):,} values {'is' if cut == 1 else 'are'}"
        missing = f"{of} cut here. Read the whole under Details."
    return PayloadView(tuple(kept), missing)


def _first(payload: dict[str, Json], hints: CardHints, characters: int) -> PayloadView:
    """Of too many keys the first that fit, those of the headline before all others."""
    headline = [name for name in hints.headline if name in payload]
    names = dict.fromkeys([*headline, *islice(payload, LINES)])
    kept: list[PayloadEntry] = []
    used = 0
    for name in islice(names, LINES):
        entry = _drawn(_top_leaf(payload, name, hints), VALUE_CHARACTERS[-1], hints)
        used += escaped_length(entry.path) + escaped_length(entry.value) + 2
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
    """Two digits of it: what is hidden on cards is counted, too, and its length is nobody's business."""
    return round(count, 2 - len(str(count)))


def _drawn(leaf: Leaf, limit: int, hints: CardHints) -> PayloadEntry:
    return PayloadEntry(shorten(leaf.path, KEY_CHARACTERS), leaf.start(limit, hints))


def _is_cut(leaf: Leaf, entry: PayloadEntry) -> bool:
    """Whether something is missing; no text of a payload is drawn with these endings."""
    return entry.path != leaf.path or is_cut(entry.path) or is_cut(entry.value)
