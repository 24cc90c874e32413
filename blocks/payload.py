"""The payload, key by key: each value is shortened by itself, so that a long value cannot hide a later key.

What still does not fit is counted, never cut off silently, and whole under Details.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blocks.hidden_characters import reveal
from blocks.letter import Block
from blocks.rich_text import line, part
from blocks.text import escaped_length, shorten, shorten_counting, shown
from oversight.editing.redaction import REDACTED, redacted, redacts
from oversight.exact_json.canonical import Json
from oversight.policy import CardHints

CHARACTERS = 3_600
LINES = 40
KEY_CHARACTERS = 80
START = 4
START_CHARACTERS = 160
VALUE_CHARACTERS = (900, 450, 220, 110, 60)
"""Tried in turn: the longest at which every value has its line."""

_SIMPLE_KEY = re.compile(r"[^\W\d][\w-]*")
_LOOKS_LIKE_JSON = re.compile(r'[-+]?\d[\d.,_]*(?:[eE][-+]?\d+)?|true|false|null|\[.*|\{.*|".*', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a payload, hidden characters spelled out: where it stands and what it is."""

    path: str
    value: str


@dataclass(frozen=True, slots=True)
class PayloadView:
    """A payload as a card shows it."""

    entries: tuple[Entry, ...]
    missing: str | None
    """What is only under Details, counted; None where everything is here."""
    hidden: bool
    """Whether hidden characters had to be spelled out, also in what did not fit."""

    @property
    def lines(self) -> list[Block]:
        """One rich-text line a value."""
        return [entry_line(entry) for entry in self.entries]

    @property
    def words(self) -> str:
        """The same as a sentence."""
        return "; ".join(f"{entry.path}: {entry.value}" for entry in self.entries)


def entry_line(entry: Entry) -> Block:
    """The value's line: the key in bold, the value as it is."""
    return line(part(f"{entry.path}: ", bold=True), part(entry.value))


def payload_view(payload: Json, hints: CardHints, characters: int = CHARACTERS) -> PayloadView:
    """The payload within the budget: every leaf on a line if they fit, else every top-level key, else the first."""
    hidden = any(reveal(text).hidden for text in _texts(payload))
    every = list(entries(payload, hints))
    kept = _fitted(every, characters)
    if kept is None:
        every = list(_top_level(payload, hints))
        kept = _fitted(every, characters)
    if kept is None:
        every = sorted(every, key=lambda entry: entry.path not in hints.headline)
        kept = _first(every, characters)
    return PayloadView(tuple(kept), _missing(every, kept), hidden)


def entries(value: Json, hints: CardHints, path: str = "", *keys: str) -> Iterator[Entry]:
    """Every leaf with its path, in document order, nothing shortened."""
    if redacts(hints, *keys):
        yield Entry(path, REDACTED)
    elif isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from entries(inner, hints, f"{path}{_step(key, first=not path)}", *keys, key)
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            yield from entries(inner, hints, f"{path}[{index}]", *keys)
    else:
        yield Entry(path or "(whole payload)", value_words(value))


def value_words(value: Json) -> str:
    """A value on one line: text as it is, quoted where it could pass for another JSON value or nothing."""
    if isinstance(value, str) and value.strip() == value and value and not _LOOKS_LIKE_JSON.fullmatch(value):
        return shown(value)
    return shown(json.dumps(value, ensure_ascii=False))


def payload_start(payload: Json, hints: CardHints) -> tuple[tuple[Entry, ...], int]:
    """The first values, each shortened by itself, and how many more there are: for when nothing is to be decided."""
    every = list(entries(payload, hints))
    return tuple(_short(entry, START_CHARACTERS) for entry in every[:START]), len(every[START:])


def _step(key: str, *, first: bool) -> str:
    if _SIMPLE_KEY.fullmatch(key):
        return key if first else f".{key}"
    return f"[{shown(json.dumps(key, ensure_ascii=False))}]"


def _top_level(payload: Json, hints: CardHints) -> Iterator[Entry]:
    if isinstance(payload, dict):
        for key, value in payload.items():
            words = REDACTED if redacts(hints, key) else value_words(redacted(value, hints, key))
            yield Entry(_step(key, first=True), words)
    else:
        yield Entry("(whole payload)", value_words(redacted(payload, hints)))


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _fitted(every: Sequence[Entry], characters: int) -> list[Entry] | None:
    """All entries, at the longest value length at which they fit together, or None."""
    if len(every) > LINES:
        return None
    for limit in VALUE_CHARACTERS:
        kept = [_short(entry, limit) for entry in every]
        if sum(_length(entry) for entry in kept) <= characters:
            return kept
    return None


def _first(every: Sequence[Entry], characters: int) -> list[Entry]:
    kept: list[Entry] = []
    used = 0
    for entry in every[:LINES]:
        short = _short(entry, VALUE_CHARACTERS[-1])
        used += _length(short)
        if used > characters:
            break
        kept.append(short)
    return kept


def _short(entry: Entry, limit: int) -> Entry:
    return Entry(shorten(entry.path, KEY_CHARACTERS), shorten_counting(entry.value, limit))


def _length(entry: Entry) -> int:
    return escaped_length(entry.path) + escaped_length(entry.value) + 2


def _missing(every: Sequence[Entry], kept: Sequence[Entry]) -> str | None:
    """What of all entries is not among the kept ones, which are the first of them, each perhaps cut."""
    absent = every[len(kept) :]
    if absent:
        lost = sum(len(entry.path) + len(entry.value) for entry in absent)
        return (
            f"Only {len(kept):,} of {len(every):,} keys fit here. {len(absent):,} more with {lost:,} characters "
            "are under Details. Read them before you decide."
        )
    cut = sum(one != other for one, other in zip(every, kept, strict=True))
    if cut:
        return f"{cut:,} of {len(every):,} values {'is' if cut == 1 else 'are'} cut here. Read the whole under Details."
    return None
