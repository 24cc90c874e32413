"""Puts the hidden values back into a payload that a reviewer edited.

The reviewer sees ``[redacted]`` instead of each hidden value. Under a key, the path says which value it is. An entry of
a list may have been moved or deleted, so it is recognized by what can be seen of it. An edit that leaves open which
value is meant is refused, and so is the text ``[redacted]`` where no hidden value was.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain

from oversight.action.refusal import Refusal, RefusalCode
from oversight.editing.redaction import REDACTED, hides, redacted, redacts, walk_visible
from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.folded_key import plain_letters
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path, value_at, walk
from oversight.policy import CardHints

_MARK = re.compile(r"\[\s*redacted\s*\]", re.IGNORECASE)
_ABSENT = object()
_WHAT_TO_DO = "Put back what stood there, write the value itself, or reject it and say what you want changed."
_NOWHERE = "“[redacted]” keeps a hidden value only in the place where one stood."
_NOT_ALONE = "“[redacted]” can only stand alone, for the whole hidden value."
_WHOSE = "it cannot be told whose hidden value “[redacted]” is here, because what stands beside it changed."
_ALIKE = "it cannot be told whose hidden value “[redacted]” is here, because other entries look the same."


_Values = frozenset[tuple[Path, bytes]]
"""What can be seen of something: each value with its path in it."""


class _Unclear(Exception):
    """An edit leaves open which hidden value is meant: where, and why."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(why)
        self.path, self.why = path, why


@dataclass(frozen=True, slots=True)
class _Holder:
    """An object or list that still holds a hidden value, at any depth, and what can be seen in it."""

    path: Path
    kept: Path
    """Where the hidden value is."""
    now: _Values
    was: _Values

    @property
    def new(self) -> _Values:
        """The values beside the hidden one that were not there before."""
        return self.now - self.was


@dataclass(frozen=True, slots=True)
class _Edit:
    hints: CardHints
    root: Path = ()
    kept: list[Path] = field(default_factory=list)
    holders: list[_Holder] = field(default_factory=list)


def restored(edited: Json, original: Json, hints: CardHints, path: Path = ()) -> Json | Refusal:
    """The edited value with the hidden values that it keeps; or which of them is unclear, and what to do about it.

    ``path`` says where in the payload the value stands; a whole payload stands nowhere else.
    """
    edit = _Edit(hints, path)
    try:
        _refuse_torn(edited, edit)
        value = _restored_at(edited, original, edit)
        _refuse_exchanged(edit, edited, original)
    except _Unclear as unclear:
        where = json_path(unclear.path).removeprefix("$").removeprefix(".") or "The payload"
        return Refusal(RefusalCode.INVALID_PAYLOAD, f"{where}: {unclear.why} {_WHAT_TO_DO}")
    return value


def _refuse_torn(edited: Json, edit: _Edit) -> None:
    """Refuses a part of the mark instead of a hidden value: it is a slip of the keyboard, and nobody's card number."""
    for path, value, is_hidden in walk_visible(edited, edit.hints, edit.root):
        if is_hidden and isinstance(value, str) and value != REDACTED and _is_torn(value):
            raise _Unclear(path, _NOT_ALONE)


def _is_torn(text: str) -> bool:
    """Whether it is the mark with a bracket or some letters missing, or with other brackets."""
    said = plain_letters(text).strip().lower()
    is_part = len(said) > 1 and (REDACTED.startswith(said) or REDACTED.endswith(said))
    return is_part or re.fullmatch(r"\W*redacted\W*", said) is not None


def _restored_at(now: Json, was: Json, edit: _Edit) -> Json:
    """The value at the root, which may be hidden as a whole."""
    if redacts(edit.hints, edit.root):
        return _kept_or_new(now, was, edit.root)
    return _restored(now, was, edit, edit.root)


def _restored(now: Json, was: Json, edit: _Edit, path: Path) -> Json:
    if isinstance(now, str) and _says_so(now) and now != was:
        raise _Unclear(path, _NOWHERE)
    if not isinstance(now, dict | list):
        return now
    before, value = len(edit.kept), now
    if isinstance(now, dict):
        value = _restored_object(now, was if isinstance(was, dict) else {}, edit, path)
    else:
        value = _restored_list(now, was if isinstance(was, list) else [], edit, path)
    if len(edit.kept) > before:
        seen = _visible(redacted(was, edit.hints, path))
        edit.holders.append(_Holder(path, edit.kept[before], _visible(now), seen))
    return value


def _restored_object(now: dict[str, Json], was: dict[str, Json], edit: _Edit, path: Path) -> dict[str, Json]:
    value: dict[str, Json] = {}
    for key, inner in now.items():
        here, before = (*path, key), was.get(key, _ABSENT)
        if before is _ABSENT and _says_so(key):
            raise _Unclear(here, _NOWHERE)
        if hides(edit.hints, here):
            value[key] = _kept_or_new(inner, before, here)
            if inner == REDACTED:
                edit.kept.append(here)
        else:
            value[key] = _restored(inner, before, edit, here)
    return value


def _kept_or_new(now: Json, was: Json, path: Path) -> Json:
    """The hidden value, or what the reviewer wrote instead of it."""
    if now == REDACTED:
        if was is _ABSENT:
            raise _Unclear(path, _NOWHERE)
        return was
    if _is_marked(now):
        raise _Unclear(path, _NOT_ALONE)
    return now


def _restored_list(now: list[Json], was: list[Json], edit: _Edit, path: Path) -> list[Json]:
    """The list with its hidden values, of entries that look as before wherever they are, of others if none moved."""
    seen: defaultdict[bytes, list[int]] = defaultdict(list)
    views = [redacted(entry, edit.hints, path) for entry in was]
    for position, view in enumerate(views):
        seen[canonical(view)].append(position)
    wanted: defaultdict[bytes, list[int]] = defaultdict(list)
    for position, entry in enumerate(now):
        if _is_marked(entry):
            wanted[canonical(entry)].append(position)
    value, in_place = list(now), len(now) == len(was)
    for alike, positions in wanted.items():
        sources = seen.get(alike, [])
        if sources and not _is_clear(positions, sources, was):
            raise _Unclear((*path, positions[0]), _ALIKE)
        for position in positions if sources else ():
            source = position if position in sources else sources[0]
            value[position] = was[source]
            edit.kept.append((*path, position))
            in_place = in_place and source == position
    for position in chain.from_iterable(positions for alike, positions in wanted.items() if alike not in seen):
        here = (*path, position)
        if not in_place or not _is_still(now[position], position, views):
            raise _Unclear(here, _WHOSE)
        value[position] = _restored(now[position], was[position], edit, here)
    return value


def _is_clear(positions: list[int], sources: list[int], was: list[Json]) -> bool:
    """Whether entries that look alike are told apart: none has moved, or what they hide is the same."""
    same = len({canonical(was[source]) for source in sources}) == 1
    return positions == sources or (same and len(positions) <= len(sources))


def _is_still(now: Json, position: int, views: list[Json]) -> bool:
    """Whether a changed entry is more like the one that was at its position than like any other."""
    mine = _visible(now)
    shared = [len(mine & _visible(view)) for view in views]
    return all(shared[position] > other for index, other in enumerate([*shared, 0]) if index != position)


def _refuse_exchanged(edit: _Edit, edited: Json, original: Json) -> None:
    """Refuses a hidden value that stayed where it was while what is around it came from around another one."""
    changed = [holder for holder in edit.holders if holder.new]
    seen = redacted(original, edit.hints, edit.root) if changed else None
    for path, other in walk(seen, edit.root) if changed else ():
        if not isinstance(other, dict | list):
            continue
        was = _visible(other)
        gone = was - _visible(value_at(edited, path[len(edit.root) :]))
        for holder in changed:
            moved = holder.new & gone or (
                holder.new & was and _nearer(holder.now, was, holder.was) and _is_marked(other)
            )
            if moved and path != holder.path:
                raise _Unclear(holder.kept, _WHOSE)


def _nearer(now: _Values, other: _Values, own: _Values) -> bool:
    """Whether it has at least as much in common with the other as with what it was."""
    return len(now & other) >= len(now & own)


def _visible(value: Json) -> _Values:
    """Every value with its path in it, except what is hidden."""
    return frozenset(
        (path, canonical(inner))
        for path, inner in walk(value)
        if not isinstance(inner, dict | list) and inner != REDACTED
    )


def _is_marked(value: Json) -> bool:
    """Whether a key or a text in it says “[redacted]”."""
    return any(isinstance(said, str) and _says_so(said) for path, inner in walk(value) for said in (*path[-1:], inner))


def _says_so(text: str) -> bool:
    """Whether a text contains “[redacted]” in any kind of letters; nobody means that as a value."""
    return _MARK.search(plain_letters(text)) is not None
