"""What was entered on a page, taken into the working value; and the payload that all of it comes to."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.refusal import Detail, Refusal
from oversight.editing.form.field import ABSENT, Entered, Field, FieldKind, Unread
from oversight.editing.form.form import Form
from oversight.editing.form.items import field_of
from oversight.editing.form.kinds import kind_within
from oversight.editing.form.page import Page
from oversight.editing.form.place import place_at
from oversight.editing.form.reading import read
from oversight.editing.form.text import read_text
from oversight.editing.form.working import Working, with_value
from oversight.exact_json.canonical import Json
from oversight.exact_json.json_path import json_path, read_json_path
from oversight.exact_json.walk import Path


class Finished(Struct, frozen=True):
    """The payload of an edit, or what keeps it from being one."""

    working: Working
    payload: Json
    faults: tuple[Detail, ...] = ()
    """Fields and texts that could not be read, each with its path; the payload is not to be used then."""


def take(working: Working, page: Page, entered: Mapping[Path, Entered]) -> Working:
    """The working value with what was entered into fields of the page; a field that is left out stays as it is."""
    for field in page.items:
        if isinstance(field, Field) and field.path in entered and field.kind is not FieldKind.KEPT:
            working = _taken(working, field, entered[field.path])
    if page.before is ABSENT or page.before is None:
        return _without_empty(working, page)
    return working


def _without_empty(working: Working, page: Page) -> Working:
    """Without an object that was made to hold what has been taken back since."""
    is_named = bool(page.path) and isinstance(page.path[-1], str)
    was_filled = any(isinstance(item, Field) and item.value is not ABSENT for item in page.items)
    if is_named and was_filled and working.at(page.path) == {}:
        return with_value(working, page.path, page.before)
    return working


def _taken(working: Working, field: Field, entered: Entered) -> Working:
    name, value = json_path(field.path), read(field, entered)
    unread = {path: text for path, text in working.unread.items() if path != name}
    if isinstance(value, Unread):
        return replace(working, unread={**unread, name: entered if isinstance(entered, str) else ""})
    if name in working.unread:
        working = replace(working, unread=unread)
    return working if value is field.value else with_value(working, field.path, value)


def finished(form: Form, working: Working) -> Finished:
    """All texts read and the payload made; what :func:`oversight.editing.edited_payload.refuse_edit` checks next."""
    faults: list[Detail] = []
    for name in sorted(working.texts, key=len, reverse=True):
        read_in = read_text(form, working, read_json_path(name))
        if isinstance(read_in, Refusal):
            faults.append(Detail(read_in.sentence, name))
        else:
            working = read_in
    faults += unread_faults(form, working)
    return Finished(working, working.value, tuple(faults))


def unread_faults(form: Form, working: Working) -> list[Detail]:
    """Why each text that could not be read is no value of its field."""
    faults = []
    for name, text in working.unread.items():
        place = place_at(form, working, read_json_path(name))
        kind = kind_within(form, place)
        if json_path(place.path) == name and isinstance(kind, FieldKind):
            value = read(field_of(form, working, place, kind), text)
            faults += [Detail(value.problem, name)] if isinstance(value, Unread) else []
    return faults
