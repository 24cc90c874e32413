"""What stands on the page of a path."""

import orjson

from oversight.editing.form.field import ABSENT, Field, FieldKind, Option
from oversight.editing.form.form import Form
from oversight.editing.form.items import before_of, field_of, item_of, label_of, may_add
from oversight.editing.form.kinds import kind_of, kind_within
from oversight.editing.form.limits import FEW_ENTRIES, FORM_BYTES, PAGE_ITEMS, TEXT_BYTES
from oversight.editing.form.page import Branches, Page, Row, RowKind, TextPage, TooLarge
from oversight.editing.form.place import Place, children, place_at
from oversight.editing.form.text import text_above, text_page
from oversight.editing.form.working import Working
from oversight.editing.masked import visible_steps
from oversight.editing.redaction import redacted, redacts
from oversight.exact_json.walk import Path


def page_at(
    form: Form, working: Working, path: Path = (), number: int = 0, *, as_text: bool = False
) -> Page | TextPage | TooLarge:
    """The page of a path, or of the nearest one above that there is; as text where it fits no form or is asked for so.

    What cards hide has a page that says so, and so has whatever is in it. Where a text that was typed has not been read
    yet, that text is the page: nothing below it can be edited meanwhile.
    ``number`` says which of its pages, from 0; one that there is not is the last.
    """
    size = len(orjson.dumps(redacted(working.value, form.hints)))
    if size > TEXT_BYTES:
        return TooLarge(size, TEXT_BYTES)
    path = visible_steps(form.hints, path)
    text_at = text_above(working, path)
    place = place_at(form, working, path if text_at is None else text_at)
    kind = kind_of(form, place)
    title, crumbs = titles(form, working, place)
    is_kept = kind is FieldKind.KEPT
    if not is_kept and (as_text or text_at is not None or size > FORM_BYTES or kind is RowKind.TEXT):
        return text_page(form, working, place, number=number, title=title, crumbs=crumbs)
    items = tuple(_items(form, working, place))
    pages = max(1, -(-len(items) // PAGE_ITEMS))
    number = max(0, min(number, pages - 1))
    return Page(
        path=place.path,
        title=title,
        crumbs=crumbs,
        depth=len(crumbs),
        items=items[number * PAGE_ITEMS : (number + 1) * PAGE_ITEMS],
        number=number,
        pages=pages,
        branches=None if is_kept else _branches(place),
        may_add=not is_kept and _takes_more(form, place),
        may_be_text=not is_kept,
        before=ABSENT if is_kept else before_of(form, working, place.path),
    )


def page_above(form: Form, working: Working, path: Path) -> Path | None:
    """The path of the page on which the row of this one stands; None above the whole payload."""
    if not path:
        return None
    above = place_at(form, working, path[:-1])
    if isinstance(path[-1], int) and is_inline(form, above):
        return path[:-2]
    return above.path


def is_inline(form: Form, place: Place) -> bool:
    """Whether a list's entries stand right where the list does."""
    is_short = isinstance(place.value, list) and 0 < len(place.value) <= FEW_ENTRIES
    is_in_object = bool(place.path) and isinstance(place.path[-1], str)
    return is_short and is_in_object and kind_of(form, place) is RowKind.LIST


def titles(form: Form, working: Working, place: Place) -> tuple[str, tuple[str, ...]]:
    """The title of the page, and those of the pages above it, outermost first."""
    crumbs: list[str] = []
    path = page_above(form, working, place.path)
    while path is not None:
        crumbs.append(_title(form, working, path))
        path = page_above(form, working, path)
    return _title(form, working, place.path), tuple(reversed(crumbs))


def _title(form: Form, working: Working, path: Path) -> str:
    place = place_at(form, working, path)
    if path and isinstance(path[-1], int):
        return f"{_title(form, working, path[:-1])} {path[-1] + 1}"
    return label_of(place) or "Payload"


def _items(form: Form, working: Working, place: Place) -> list[Field | Row]:
    if place.union is not None and place.branch is None and not redacts(form.hints, place.path):
        if place.value is ABSENT or place.value is None:
            return []
        return [Row(path=place.path, kind=RowKind.TEXT, label=label_of(place), hint="It has none of these shapes.")]
    is_kept = kind_of(form, place) is FieldKind.KEPT
    kind = FieldKind.KEPT if is_kept else kind_within(form, place)
    if isinstance(kind, FieldKind):
        return [field_of(form, working, place, kind)]
    if kind is RowKind.TEXT:
        return [Row(path=place.path, kind=RowKind.TEXT, label=label_of(place))]
    items: list[Field | Row] = []
    for below in children(form, working, place):
        if below.value is ABSENT and redacts(form.hints, below.path):
            continue  # nothing is there to be kept, and nothing can be written there
        items.append(item_of(form, working, below, len(place.value) if isinstance(place.value, list) else 0))
        if is_inline(form, below):
            items += [item_of(form, working, entry, len(below.value)) for entry in children(form, working, below)]
    return items


def _takes_more(form: Form, place: Place) -> bool:
    """Whether the page is a list with a row for each entry, and there may be one more."""
    return isinstance(place.value, list) and kind_within(form, place) is RowKind.LIST and may_add(place)


def _branches(place: Place) -> Branches | None:
    if place.union is None:
        return None
    options = tuple(Option(branch.key, branch.label, None) for branch in place.union.branches)
    return Branches(options, None if place.branch is None else place.branch.key)
