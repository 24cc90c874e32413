"""The working value of an edit: the real payload as it is so far, and what was typed that is no part of it yet."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from oversight.editing.form.field import ABSENT
from oversight.exact_json.canonical import Json
from oversight.exact_json.json_path import json_path, read_json_path
from oversight.exact_json.walk import Path, value_at


class TextPieces(Struct, frozen=True):
    """A text that is edited in several inputs."""

    pieces: tuple[str, ...]
    glue: tuple[str, ...]
    """What stands between each piece and the next: a line end or nothing."""
    is_json: bool


class Shift(Struct, frozen=True):
    """The entries of a list in another order, some of them gone."""

    path: str
    """JSON path of the list, as it was then."""
    order: tuple[int, ...]
    """By new position: the position that each entry had before."""


class Working(Struct, frozen=True):
    """Everything that an edit in progress is made of; each change gives a new one. It is stored as it is."""

    value: Json
    """The real payload: hidden values travel with what is around them."""
    unread: Mapping[str, str] = {}
    """By JSON path: what was typed into a field and could not be read."""
    chosen: Mapping[str, str] = {}
    """By JSON path: the key of the shape that was chosen."""
    kept: Mapping[str, Mapping[str, Any]] = {}
    """By JSON path and key: the value that each shape had when another was chosen."""
    aside: Mapping[str, Mapping[str, "Working"]] = {}
    """By JSON path and key: what had been typed and chosen in each shape when another was chosen; it holds no value."""
    texts: Mapping[str, TextPieces] = {}
    """By JSON path: a text that is being edited, and has not been read yet."""
    shifts: tuple[Shift, ...] = ()
    """What was moved and removed in lists since the edit began, in order."""

    def at(self, path: Path) -> Json:
        """The value at this path, or ABSENT."""
        return value_at(self.value, path, ABSENT)

    def path_at(self, path: Path, since: int = 0) -> Path | None:
        """Where the value of this path was before all shifts but the first ``since``; None if it was not there."""
        for shift in reversed(self.shifts[since:]):
            positions = dict(enumerate(shift.order))
            moved = _shifted(path, shift, positions)
            if moved is None:
                return None
            path = moved
        return path

    def path_now(self, path: Path, since: int) -> Path | None:
        """Where the value is now that stood at this path after the first ``since`` shifts; None if it is gone."""
        for shift in self.shifts[since:]:
            positions = {old: new for new, old in enumerate(shift.order)}
            moved = _shifted(path, shift, positions)
            if moved is None:
                return None
            path = moved
        return path


def _shifted(path: Path, shift: Shift, positions: Mapping[int, int]) -> Path | None:
    above = read_json_path(shift.path)
    if len(path) <= len(above) or path[: len(above)] != above:
        return path
    step = path[len(above)]
    position = positions.get(step) if isinstance(step, int) else None
    return None if position is None else (*above, position, *path[len(above) + 1 :])


def with_value(working: Working, path: Path, value: Json) -> Working:
    """The working value with this value at the path; ABSENT takes the key away."""
    return replace(working, value=placed(working.value, path, value))


def placed(root: Json, path: Path, value: Json) -> Json:
    """The value with another one at the path, made of what it was: objects that are missing on the way are made."""
    if not path:
        return None if value is ABSENT else value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        entries = list(root)
        entries[step] = placed(entries[step], rest, value)
        return entries
    known = dict(root) if isinstance(root, dict) else {}
    if rest:
        if value is ABSENT and step not in known:
            return root
        known[step] = placed(known.get(step), rest, value)
    elif value is ABSENT:
        known.pop(step, None)
    else:
        known[step] = value
    return known


def forgotten(working: Working, path: Path) -> Working:
    """Without anything that was typed or chosen at the path or below it; the value stays."""
    return renamed(working, lambda known: None if known[: len(path)] == path else known)


def renamed(working: Working, rename: Any) -> Working:
    """What was typed and chosen, under the path that each has now; None drops it."""
    return replace(
        working,
        unread=_renamed(working.unread, rename),
        chosen=_renamed(working.chosen, rename),
        kept=_renamed(working.kept, rename),
        aside={
            path: {key: renamed(typed, rename) for key, typed in shapes.items()}
            for path, shapes in _renamed(working.aside, rename).items()
        },
        texts=_renamed(working.texts, rename),
    )


def _renamed(known: Mapping[str, Any], rename: Any) -> dict[str, Any]:
    paths = ((rename(read_json_path(path)), value) for path, value in known.items())
    return {json_path(path): value for path, value in paths if path is not None}
