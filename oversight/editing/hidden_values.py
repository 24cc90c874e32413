"""Puts back what a reviewer could not see: each hidden value where it was, with its own neighbours, or nowhere.

The reviewer edits a payload in which ``[redacted]`` stands for each hidden value. Under a fixed key the place says
whose value it is. An entry of a list may be moved or deleted: it is known by what can be seen of it. Where it cannot be
told whose value is meant, the edit is refused, and so is the text ``[redacted]`` wherever no hidden value was.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from oversight.action.refusal import Refusal, RefusalCode
from oversight.editing.redaction import REDACTED, redacted, redacts_step
from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.json_path import child
from oversight.policy import CardHints

_MARK = re.compile(r"\[\s*redacted\s*\]", re.IGNORECASE)
_ABSENT = object()
_WHAT_TO_DO = "Put back what stood there, write the value itself, or reject it and say what you want changed."
_NOWHERE = "“[redacted]” keeps a hidden value only in the place where one stood."
_NOT_ALONE = "“[redacted]” can only stand alone, for the whole hidden value."
_WHOSE = "it cannot be told whose hidden value “[redacted]” is here, because what stands beside it changed."
_ALIKE = "it cannot be told whose hidden value “[redacted]” is here, because other entries look the same."


_Values = frozenset[tuple[str, bytes]]
"""What can be seen of something: each value with its place in it."""


class _Unclear(Exception):
    """Where an edit leaves open which hidden value is meant, and why."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(why)
        self.path, self.why = path, why


@dataclass(frozen=True, slots=True)
class _Holder:
    """An object or a list that a hidden value stays in, however deep, and what can be seen of it."""

    path: str
    kept: str
    """Where the hidden value is."""
    now: _Values
    was: _Values

    @property
    def new(self) -> _Values:
        """What has come to stand beside the hidden value."""
        return self.now - self.was


@dataclass(frozen=True, slots=True)
class _Edit:
    hints: CardHints
    kept: list[str] = field(default_factory=list)
    holders: list[_Holder] = field(default_factory=list)


def restored(edited: Json, original: Json, hints: CardHints) -> Json | Refusal:
    """The edited payload with every hidden value that it keeps, or which one is unclear and what to do about it."""
    edit = _Edit(hints)
    try:
        _refuse_torn(edited, hints, "$", ())
        value = _restored(edited, original, edit, "$", ())
        _refuse_exchanged(edit, edited, original)
    except _Unclear as unclear:
        where = unclear.path.removeprefix("$").removeprefix(".") or "The payload"
        return Refusal(RefusalCode.INVALID_PAYLOAD, f"{where}: {unclear.why} {_WHAT_TO_DO}")
    return value


def _refuse_torn(value: Json, hints: CardHints, path: str, keys: tuple[str, ...]) -> None:
    """In the place of a hidden value a part of the mark is a slip of the keyboard, and nobody's card number."""
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        here, is_hidden = child(path, step), isinstance(step, str) and redacts_step(hints, keys, step)
        if is_hidden and isinstance(inner, str) and inner != REDACTED and _is_torn(inner):
            raise _Unclear(here, _NOT_ALONE)
        if not is_hidden:
            _refuse_torn(inner, hints, here, (*keys, step) if isinstance(step, str) else keys)


def _is_torn(text: str) -> bool:
    """Whether it is the mark with a bracket or some letters less, or with other brackets."""
    said = _plain_letters(text).strip().lower()
    is_part = len(said) > 1 and (REDACTED.startswith(said) or REDACTED.endswith(said))
    return is_part or re.fullmatch(r"\W*redacted\W*", said) is not None


def _restored(now: Json, was: Json, edit: _Edit, path: str, keys: tuple[str, ...]) -> Json:
    if isinstance(now, str) and _says_so(now) and now != was:
        raise _Unclear(path, _NOWHERE)
    if not isinstance(now, dict | list):
        return now
    before, value = len(edit.kept), now
    if isinstance(now, dict):
        value = _restored_object(now, was if isinstance(was, dict) else {}, edit, path, keys)
    else:
        value = _restored_list(now, was if isinstance(was, list) else [], edit, path, keys)
    if len(edit.kept) > before:
        seen = _visible(redacted(was, edit.hints, *keys))
        edit.holders.append(_Holder(path, edit.kept[before], _visible(now), seen))
    return value


def _restored_object(
    now: dict[str, Json], was: dict[str, Json], edit: _Edit, path: str, keys: tuple[str, ...]
) -> dict[str, Json]:
    value: dict[str, Json] = {}
    for key, inner in now.items():
        here, before = child(path, key), was.get(key, _ABSENT)
        if before is _ABSENT and _says_so(key):
            raise _Unclear(here, _NOWHERE)
        if redacts_step(edit.hints, keys, key):
            value[key] = _kept_or_new(inner, before, here)
            if inner == REDACTED:
                edit.kept.append(here)
        else:
            value[key] = _restored(inner, before, edit, here, (*keys, key))
    return value


def _kept_or_new(now: Json, was: Json, path: str) -> Json:
    """The hidden value, or what the reviewer wrote in its place."""
    if now == REDACTED:
        if was is _ABSENT:
            raise _Unclear(path, _NOWHERE)
        return was
    if _is_marked(now):
        raise _Unclear(path, _NOT_ALONE)
    return now


def _restored_list(now: list[Json], was: list[Json], edit: _Edit, path: str, keys: tuple[str, ...]) -> list[Json]:
    """Entries that look as they did keep what they hide wherever they stand now; others only where all is in place."""
    seen: defaultdict[bytes, list[int]] = defaultdict(list)
    for at, entry in enumerate(was):
        seen[canonical(redacted(entry, edit.hints, *keys))].append(at)
    wanted: defaultdict[bytes, list[int]] = defaultdict(list)
    for at, entry in enumerate(now):
        if _is_marked(entry):
            wanted[canonical(entry)].append(at)
    value, in_place = list(now), len(now) == len(was)
    for view, places in wanted.items():
        sources = seen.get(view, [])
        if sources and not _is_clear(places, sources, was):
            raise _Unclear(child(path, places[0]), _ALIKE)
        for place in places if sources else ():
            source = place if place in sources else sources[0]
            value[place] = was[source]
            edit.kept.append(child(path, place))
            in_place = in_place and source == place
    for place in (place for view, places in wanted.items() if view not in seen for place in places):
        here = child(path, place)
        if not in_place or not _is_still(now[place], place, was, edit.hints, keys):
            raise _Unclear(here, _WHOSE)
        value[place] = _restored(now[place], was[place], edit, here, keys)
    return value


def _is_clear(places: list[int], sources: list[int], was: list[Json]) -> bool:
    """Whether entries that look alike are told apart: each stands still, or nothing in them tells one from another."""
    same = len({canonical(was[at]) for at in sources}) == 1
    return places == sources or (same and len(places) <= len(sources))


def _is_still(now: Json, place: int, was: list[Json], hints: CardHints, keys: tuple[str, ...]) -> bool:
    """Whether a changed entry is more like the one that stood there than like any other."""
    mine = _visible(now)
    alike = [len(mine & _visible(redacted(entry, hints, *keys))) for entry in was]
    return all(alike[place] > other for at, other in enumerate([*alike, 0]) if at != place)


def _refuse_exchanged(edit: _Edit, edited: Json, original: Json) -> None:
    """A hidden value stays in its place, yet what stands around it may have come from around another one."""
    changed = [holder for holder in edit.holders if holder.new]
    seen, now = (dict(_containers(each, "$")) if changed else {} for each in (redacted(original, edit.hints), edited))
    for path, other in seen.items():
        was = _visible(other)
        gone = was - _visible(now.get(path))
        for holder in changed:
            moved = holder.new & gone or (
                holder.new & was and _nearer(holder.now, was, holder.was) and _is_marked(other)
            )
            if moved and path != holder.path:
                raise _Unclear(holder.kept, _WHOSE)


def _nearer(now: _Values, other: _Values, own: _Values) -> bool:
    """Whether it is at least as much like the other as like what it was."""
    return len(now & other) >= len(now & own)


def _containers(value: Json, path: str) -> Iterator[tuple[str, Json]]:
    """Every object and list, and its place."""
    if isinstance(value, dict | list):
        yield path, value
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _containers(inner, child(path, step))


def _visible(value: Json) -> _Values:
    """Every value with its place in it, but for what is hidden."""
    return frozenset((path, canonical(leaf)) for path, leaf in _leaves(value, "$") if leaf != REDACTED)


def _leaves(value: Json, path: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, child(path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _leaves(inner, child(path, at))
    else:
        yield path, value


def _is_marked(value: Json) -> bool:
    if isinstance(value, dict):
        return any(_says_so(key) or _is_marked(inner) for key, inner in value.items())
    if isinstance(value, list):
        return any(map(_is_marked, value))
    return isinstance(value, str) and _says_so(value)


def _says_so(text: str) -> bool:
    """Whether a text says “[redacted]”, in whatever letters: nobody means that for a value."""
    return _MARK.search(_plain_letters(text)) is not None


def _plain_letters(text: str) -> str:
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
