"""Where each thing that is wrong stands: on a field of the open page, on one of its rows, or above them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from msgspec import Struct

from oversight.action.refusal import Detail
from oversight.editing.form.field import Field
from oversight.editing.form.form import Form
from oversight.editing.form.page import Page, TextPage
from oversight.editing.form.place import place_at
from oversight.editing.form.working import Working
from oversight.exact_json.json_path import json_path, read_json_path
from oversight.exact_json.walk import Path
from oversight.policy.payload_schema.description.fallbacks import MOST_LEVELS


class Problems(Struct, frozen=True):
    """What is wrong with a payload, as one page tells it."""

    fields: dict[Path, str] = {}
    """By the path of a field on the page."""
    rows: dict[Path, str] = {}
    """By the path of a row on the page: what is wrong somewhere in it."""
    here: tuple[Detail, ...] = ()
    """What concerns the value of the page as a whole, or a part of it that the page does not show."""
    elsewhere: tuple[Detail, ...] = ()
    """What is on another page."""


def sharpened(form: Form, working: Working, details: Iterable[Detail]) -> tuple[Detail, ...]:
    """The details, and instead of “none of these shapes” what is wrong in the shape that was chosen."""
    return tuple(chain.from_iterable(_sharpened(form, working, detail, MOST_LEVELS) for detail in details))


def _sharpened(form: Form, working: Working, detail: Detail, depth: int) -> Iterator[Detail]:
    path = read_json_path(detail.path or "")
    place = place_at(form, working, path)
    origin = None if place.branch is None or detail.keys or place.path != path else place.branch.origin
    found = form.schemas.problems(origin, place.value) if form.schemas is not None and origin is not None else []
    if not found or not depth or detail.path is None:
        yield detail
        return
    for inner in found:
        there = Detail(inner.problem, json_path((*path, *read_json_path(inner.path or "$"))), inner.keys)
        yield from _sharpened(form, working, there, depth - 1) if there.path != detail.path else (there,)


def by_place(page: Page | TextPage, details: Iterable[Detail]) -> Problems:
    """Each detail at the field or row of the page that it concerns."""
    items = {item.path: item for item in page.items} if isinstance(page, Page) else {}
    fields: dict[Path, str] = {}
    rows: dict[Path, str] = {}
    here: list[Detail] = []
    elsewhere: list[Detail] = []
    for detail in details:
        paths = paths_of(detail)
        found = [(item, path) for path in paths if (item := _nearest(items, path)) is not None]
        for item, path in found:
            said = fields if isinstance(items[item], Field) else rows
            below = json_path(path[len(item) :]).removeprefix("$").removeprefix(".")
            words = f"{below}: {detail.problem}" if below else detail.problem
            said[item] = f"{said[item]}; {words}" if item in said else words
        if not found:
            is_here = paths[0][: len(page.path)] == page.path
            (here if is_here else elsewhere).append(detail)
    return Problems(fields, rows, tuple(here), tuple(elsewhere))


def paths_of(detail: Detail) -> list[Path]:
    """The paths of the values that it is about; of missing and needless keys their own."""
    path = read_json_path(detail.path or "$")
    return [(*path, key) for key in detail.keys] or [path]


def _nearest(items: Mapping[Path, object], path: Path) -> Path | None:
    """The item that holds the path, the innermost one."""
    return next((path[:length] for length in range(len(path), -1, -1) if path[:length] in items), None)
