"""Submitted untouched, a form gives the identical payload; edited in one place, it gives exactly that change."""

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oversight.action.decision import ChangeKind
from oversight.editing.changes import payload_changes
from oversight.editing.form.entering import finished, take
from oversight.editing.form.field import ABSENT, Entered, Field, FieldKind
from oversight.editing.form.page import Page, TextPage
from oversight.editing.form.pages import page_at
from oversight.editing.form.reading import read
from oversight.editing.form.shown import shown
from oversight.editing.form.text import read_text, take_text
from oversight.editing.form.working import Working
from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import walk
from tests.examples import examples
from tests.unit.oversight.editing.form.anything import PAYLOADS
from tests.unit.oversight.editing.form.person import a_form, fields_of, pages_of, standing, went_through

SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large]
very_often = settings(max_examples=5_000, suppress_health_check=SLOW_TO_DRAW)
often = settings(max_examples=examples(300), suppress_health_check=SLOW_TO_DRAW)


def assert_identical(after: Json, before: Json) -> None:
    assert repr(after) == repr(before)
    assert orjson.dumps(after) == orjson.dumps(before)
    assert canonical(after) == canonical(before)


def untouched(schema, payload):
    for form in (a_form(payload, schema), a_form(payload), a_form(payload, schema, "note", "to.id")):
        done = went_through(form, Working(payload))
        assert not done.faults
        assert_identical(done.payload, payload)
        assert payload_changes(payload, done.payload) == ()


def typed(field: Field) -> list[Entered]:  # noqa: PLR0911 - a table
    """Other things that somebody may enter there."""
    now = shown(field)
    match field.kind:
        case FieldKind.TEXT | FieldKind.MULTILINE:
            return [f"{now or ''}z", f"x{now or ''}", "1e3"]
        case FieldKind.INTEGER | FieldKind.NUMBER:
            return ["41", "−7"]  # noqa: RUF001 - as phones write it
        case FieldKind.LINES:
            more = "41" if field.items is not FieldKind.TEXT else "zz"
            return [f"{now}\n{more}" if now else more]
        case FieldKind.BOOLEAN | FieldKind.CHOICE | FieldKind.SEARCH:
            return [option.key for option in field.options]
        case FieldKind.CHOICES:
            held = now if isinstance(now, tuple) else ()
            return [(*held, option.key) for option in field.options if option.key not in held]
        case FieldKind.DATE:
            return ["2031-05-06"]
        case FieldKind.DATE_TIME:
            return [1_900_000_020]
        case FieldKind.EMAIL | FieldKind.URL:
            return ["b@example.com", "https://example.org"]
        case _:
            return []


def means_the_same(field: Field, text: Entered) -> bool:
    return field.value is not ABSENT and canonical(read(field, text)) == canonical(field.value)


def one_edit(data, schema, payload):
    form, working = a_form(payload, schema), Working(payload)
    possible = [(page, field, text) for page, field in fields_of(form, working) for text in typed(field)]
    possible = [edit for edit in possible if not means_the_same(edit[1], edit[2])]
    if not possible:
        return
    page, field, text = data.draw(st.sampled_from(possible))
    done = finished(form, take(working, page, {**standing(page), field.path: text}))
    assert not done.faults
    (change,) = payload_changes(payload, done.payload)
    path = json_path(field.path)
    if field.kind in (FieldKind.LINES, FieldKind.CHOICES) and isinstance(field.value, list):
        assert change.path.startswith(f"{path}[")
        assert change.kind is ChangeKind.ADDED
    else:
        # Where nothing was above it, what is new begins further up.
        assert path.startswith(change.path)
        assert change.path == path or change.kind is ChangeKind.ADDED or change.before is None
    assert change.kind is not ChangeKind.REMOVED
    there = page_at(form, done.working, page.path, page.number)
    assert isinstance(there, Page)
    again = take(done.working, there, standing(page))
    assert_as_before(finished(form, again).payload, payload)


def assert_as_before(after: Json, before: Json) -> None:
    """What was typed can be taken back: nothing is left of it but objects that were made to hold it."""
    changes = payload_changes(before, after)
    assert all(change.before is None and not _scalars(change.after) for change in changes)


def _scalars(value: Json) -> list[Json]:
    return [inner for _, inner in walk(value) if not isinstance(inner, dict)]


@often
@given(PAYLOADS)
def test_untouched_it_is_the_identical_payload(drawn):
    untouched(*drawn)


@often
@given(st.data(), PAYLOADS)
def test_one_edit_is_one_change(data, drawn):
    one_edit(data, *drawn)


@pytest.mark.soak
@very_often
@given(PAYLOADS)
def test_untouched_it_is_the_identical_payload_very_often(drawn):
    untouched(*drawn)


@pytest.mark.soak
@very_often
@given(st.data(), PAYLOADS)
def test_one_edit_is_one_change_very_often(data, drawn):
    one_edit(data, *drawn)


@often
@given(PAYLOADS)
def test_as_text_it_is_the_identical_payload_too(drawn):
    _, payload = drawn
    form, working = a_form(payload, None, "note"), Working(payload)
    (page,) = pages_of(form, working, as_text=True)
    assert isinstance(page, TextPage)
    # A blank more is no change of JSON, but it is not what was shown: so it is read.
    blank = " " if page.is_json else ""
    done = read_text(form, take_text(form, working, (), {0: f"{blank}{page.inputs[0]}"}), ())
    assert isinstance(done, Working)
    assert_identical(done.value, payload)
