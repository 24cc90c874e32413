"""Which entries of two lists belong together, so that a removed one is not taken for a change of all that follow."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from oversight.exact_json.canonical import Json, canonical

_MOST_TO_COMPARE = 2_500
"""Pairs of entries of a gap that are looked at; in a larger gap entries are gone and new."""
Span = tuple[int, int, int, int]
"""Entries that have no equal: from and to in the old list, from and to in the new one."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two lists, entry by entry."""

    pairs: tuple[tuple[int, int], ...]
    """Positions, old and new, of entries that are the same or were changed in place."""
    removed: tuple[int, ...]
    """Old positions."""
    added: tuple[int, ...]
    """New positions."""


def aligned(before: Sequence[Json], after: Sequence[Json]) -> Aligned:
    """The alignment: equal entries in order where they stand alone, then entries in the gaps between them, in turn."""
    old, new = list(map(canonical, before)), list(map(canonical, after))
    gaps = list(gaps_between(old, new))
    pairs = [(one, other) for one, other in _outside(gaps, len(old), len(new))]
    removed: list[int] = []
    added: list[int] = []
    for gap in gaps:
        inside = _paired(before, after, gap)
        pairs += inside
        ones, others = {one for one, _ in inside}, {other for _, other in inside}
        removed += [one for one in range(gap[0], gap[1]) if one not in ones]
        added += [other for other in range(gap[2], gap[3]) if other not in others]
    return Aligned(tuple(sorted(pairs)), tuple(removed), tuple(added))


def gaps_between(old: Sequence[bytes], new: Sequence[bytes]) -> list[Span]:
    """The parts that differ, in order: what stands before, between and after the entries that both have."""
    gaps: list[Span] = []
    waiting: list[Span] = [(0, len(old), 0, len(new))]
    while waiting:
        first, last, start, end = waiting.pop()
        while first < last and start < end and old[first] == new[start]:
            first, start = first + 1, start + 1
        while first < last and start < end and old[last - 1] == new[end - 1]:
            last, end = last - 1, end - 1
        anchors = _anchors(old, new, (first, last, start, end)) if first < last and start < end else []
        if not anchors:
            gaps += [(first, last, start, end)] if first < last or start < end else []
            continue
        edges = [(first - 1, start - 1), *anchors, (last, end)]
        parts = [(a + 1, b, c + 1, d) for (a, c), (b, d) in pairwise(edges)]
        waiting += reversed(parts)
    return gaps


def _anchors(old: Sequence[bytes], new: Sequence[bytes], span: Span) -> list[tuple[int, int]]:
    """Entries that stand once in each part, as many of them as keep one order."""
    once = _once(old, span[0], span[1])
    there = _once(new, span[2], span[3])
    found = sorted((once[entry], there[entry]) for entry in once.keys() & there.keys())
    return _rising(found)


def _once(entries: Sequence[bytes], first: int, last: int) -> dict[bytes, int]:
    positions: dict[bytes, int] = {}
    twice: set[bytes] = set()
    for position in range(first, last):
        if positions.setdefault(entries[position], position) != position:
            twice.add(entries[position])
    return {entry: position for entry, position in positions.items() if entry not in twice}


def _rising(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of it that rises on both sides."""
    lowest: list[int] = []
    """By length: the lowest new position at which a part so long ends; ``ends`` says whose it is."""
    ends: list[int] = []
    before: list[int] = []
    for index, (_, new) in enumerate(found):
        length = bisect_left(lowest, new)
        before.append(ends[length - 1] if length else -1)
        lowest[length : length + 1] = [new]
        ends[length : length + 1] = [index]
    kept: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.append(found[at])
        at = before[at]
    return kept[::-1]


def _outside(gaps: Sequence[Span], old: int, new: int) -> list[tuple[int, int]]:
    """The positions of all that is the same."""
    edges = [*gaps, (old, old, new, new)]
    first = start = 0
    pairs: list[tuple[int, int]] = []
    for gap in edges:
        pairs += zip(range(first, gap[0]), range(start, gap[2]), strict=True)
        first, start = gap[1], gap[3]
    return pairs


def _paired(before: Sequence[Json], after: Sequence[Json], gap: Span) -> list[tuple[int, int]]:
    """Entries of a gap that are one entry, changed: all in turn where they are as many, else those that are alike."""
    first, last, start, end = gap
    if last - first == end - start:
        return list(zip(range(first, last), range(start, end), strict=True))
    pairs: list[tuple[int, int]] = []
    if (last - first) * (end - start) > _MOST_TO_COMPARE:
        return pairs
    other = start
    for one in range(first, last):
        found = next((index for index in range(other, end) if are_alike(before[one], after[index])), None)
        if found is not None:
            pairs.append((one, found))
            other = found + 1
    return pairs


def are_alike(one: Json, other: Json) -> bool:
    """Whether two objects have at least half of their values in common."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    same = sum(key in other and canonical(value) == canonical(other[key]) for key, value in one.items())
    return same > 0 and same * 2 >= max(len(one), len(other))
