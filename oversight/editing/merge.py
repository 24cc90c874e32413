"""Two edits of one payload, made at the same time, as one: what only one of them touched is taken from that one."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import UNSET, Struct

from oversight.editing.alignment import Span, aligned, are_alike, gaps_between
from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path


class Conflict(Struct, frozen=True):
    """A value that both changed, each to something else; UNSET on the side where there is none."""

    path: str
    base: Json
    mine: Json
    theirs: Json


class Merged(Struct, frozen=True):
    """Both edits in one value; where they conflict it holds mine."""

    value: Json
    conflicts: tuple[Conflict, ...] = ()


def merged(base: Json, mine: Json, theirs: Json) -> Merged:
    """The three as one. Lists are merged entry by entry, as far as the two sides changed different entries."""
    conflicts: list[Conflict] = []
    value = _merged(base, mine, theirs, (), conflicts)
    return Merged(value, tuple(conflicts))


def _merged(base: Json, mine: Json, theirs: Json, path: Path, conflicts: list[Conflict]) -> Json:
    if _same(mine, theirs) or _same(base, theirs):
        return mine
    if _same(base, mine):
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict) and (isinstance(base, dict) or base is UNSET):
        return _merged_object({} if base is UNSET else base, mine, theirs, path, conflicts)
    if isinstance(base, list) and isinstance(mine, list) and isinstance(theirs, list):
        if _are_in_place(base, mine) and _are_in_place(base, theirs):
            entries = zip(base, mine, theirs, strict=True)
            return [_merged_entry(*three, (*path, index), conflicts) for index, three in enumerate(entries)]
        if (parts := _merged_list(base, mine, theirs)) is not None:
            return parts
    conflicts.append(Conflict(json_path(path), base, mine, theirs))
    return mine


def _same(one: Json, other: Json) -> bool:
    if one is UNSET or other is UNSET:
        return one is other
    return one is other or canonical(one) == canonical(other)


def _merged_object(
    base: dict[str, Json], mine: dict[str, Json], theirs: dict[str, Json], path: Path, conflicts: list[Conflict]
) -> dict[str, Json]:
    merged_values = (
        (key, _merged(base.get(key, UNSET), mine.get(key, UNSET), theirs.get(key, UNSET), (*path, key), conflicts))
        for key in {**mine, **theirs}
    )
    return {key: value for key, value in merged_values if value is not UNSET}


def _are_in_place(base: list[Json], side: list[Json]) -> bool:
    """Whether each entry is still where it was: lists that are equally long may hold other entries, or a new order."""
    if len(base) != len(side):
        return False
    found = aligned(base, side)
    return not found.removed and all(old == new for old, new in found.pairs)


def _merged_entry(base: Json, mine: Json, theirs: Json, path: Path, conflicts: list[Conflict]) -> Json:
    """The entry as one; where both changed it, only if it is still the same one on both sides."""
    are_other = not (are_alike(base, mine) and are_alike(base, theirs))
    if are_other and not (_same(mine, theirs) or _same(base, theirs) or _same(base, mine)):
        conflicts.append(Conflict(json_path(path), base, mine, theirs))
        return mine
    return _merged(base, mine, theirs, path, conflicts)


def _merged_list(base: list[Json], mine: list[Json], theirs: list[Json]) -> list[Json] | None:
    """Base with the parts of both sides that differ from it; None where two of these touch each other."""
    old = list(map(canonical, base))
    parts = [(gap, mine) for gap in gaps_between(old, list(map(canonical, mine)))]
    parts += [(gap, theirs) for gap in gaps_between(old, list(map(canonical, theirs)))]
    parts.sort(key=lambda part: part[0][:2])
    if any(later[0] <= earlier[1] for (earlier, _), (later, _) in pairwise(parts)):
        return None
    return list(_joined(base, parts))


def _joined(base: list[Json], parts: Sequence[tuple[Span, list[Json]]]) -> Iterator[Json]:
    at = 0
    for (first, last, start, end), side in parts:
        yield from base[at:first]
        yield from side[start:end]
        at = last
    yield from base[at:]
