"""A person who goes through all pages of a form, as Slack would let them."""

from collections.abc import Iterator
from typing import Any

from oversight.editing.form.entering import Finished, finished, take
from oversight.editing.form.field import Entered, Field, FieldKind
from oversight.editing.form.form import Form
from oversight.editing.form.page import Page, RowKind, TextPage
from oversight.editing.form.pages import page_at
from oversight.editing.form.shown import shown
from oversight.editing.form.text import read_text, take_text
from oversight.editing.form.working import Working
from oversight.exact_json.canonical import Json
from oversight.exact_json.walk import Path
from oversight.policy import CardHints
from oversight.policy.payload_schema.description.schemas import Schemas


def a_form(payload: Json, schema: dict[str, Any] | None = None, *redact: str) -> Form:
    """The form of a payload, with or without a schema."""
    return Form(payload, CardHints(redact=redact), None if schema is None else Schemas(schema))


def pages_of(form: Form, working: Working, path: Path = (), *, as_text: bool = False) -> Iterator[Page | TextPage]:
    """Every page that can be opened from this one, this one first."""
    first = page_at(form, working, path, as_text=as_text)
    assert isinstance(first, Page | TextPage)
    rows = []
    for number in range(first.pages):
        page = page_at(form, working, path, number, as_text=as_text)
        assert isinstance(page, Page | TextPage)
        yield page
        rows += [item for item in page.items if not isinstance(item, Field)] if isinstance(page, Page) else []
    inline = {row.path[:-1] for row in rows if row.is_entry and row.path[:-1] != path}
    for row in rows:
        if row.kind is not RowKind.KEPT and row.path not in inline:
            yield from pages_of(form, working, row.path, as_text=row.kind is RowKind.TEXT)


def fields_of(form: Form, working: Working) -> Iterator[tuple[Page, Field]]:
    """Every field of every page."""
    for page in pages_of(form, working):
        if isinstance(page, Page):
            yield from ((page, item) for item in page.items if isinstance(item, Field))


def went_through(form: Form, working: Working) -> Finished:
    """What comes of opening every page and submitting what stands there."""
    for page in pages_of(form, working):
        if isinstance(page, TextPage):
            entered = {page.first + index: text for index, text in enumerate(page.inputs)}
            read = read_text(form, take_text(form, working, page.path, entered), page.path)
            assert isinstance(read, Working)
            working = read
        else:
            working = take(working, page, standing(page))
    return finished(form, working)


def standing(page: Page) -> dict[Path, Entered]:
    """What Slack says stands in the elements of a page: an empty text input says an empty text or nothing."""
    fields = [item for item in page.items if isinstance(item, Field) and item.kind is not FieldKind.KEPT]
    return {field.path: shown(field) for field in fields}


def entered(form: Form, payload: Json, path: Path, text: Entered) -> Json:
    """The payload after one field was filled in."""
    working = Working(payload)
    page, _ = next((page, field) for page, field in fields_of(form, working) if field.path == path)
    done = finished(form, take(working, page, {**standing(page), path: text}))
    assert not done.faults, done.faults
    return done.payload
