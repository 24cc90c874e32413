"""The field or the row of a place."""

from oversight.editing.form.field import ABSENT, Clearing, Field, FieldKind, Option
from oversight.editing.form.form import Form
from oversight.editing.form.kinds import item_kind, kind_of
from oversight.editing.form.page import Row, RowKind
from oversight.editing.form.place import Place
from oversight.editing.form.wording.hints import KEPT, hint
from oversight.editing.form.wording.spelling import spelled, spelled_line
from oversight.editing.form.wording.summary import summary
from oversight.editing.form.working import Working
from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path, value_at
from oversight.policy.payload_schema.description.description import Description

_CANNOT_BE_EMPTY = (
    *(FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.BOOLEAN, FieldKind.CHOICE, FieldKind.SEARCH),
    *(FieldKind.DATE, FieldKind.DATE_TIME),
)
_YES_OR_NO = (Option("true", "Yes", value=True), Option("false", "No", value=False))


def item_of(form: Form, working: Working, place: Place, entries: int = 0) -> Field | Row:
    """What stands on a page for the place; ``entries`` are those of the list that it is in."""
    kind = kind_of(form, place)
    is_entry = bool(place.path) and isinstance(place.path[-1], int)
    if isinstance(kind, FieldKind) and not is_entry:
        return field_of(form, working, place, kind)
    last = place.path[-1] if is_entry else 0
    is_kept = kind is FieldKind.KEPT
    row = RowKind.KEPT if is_kept else kind if isinstance(kind, RowKind) else RowKind.VALUE
    return Row(
        path=place.path,
        kind=row,
        label=label_of(place),
        hint=KEPT if is_kept else (place.union or place.of).remark,
        summary="" if is_kept else summary(place.value, form.hints, place.path),
        is_required=place.is_required,
        is_absent=place.value is ABSENT,
        is_changed=is_changed(place, before_of(form, working, place.path)),
        is_entry=is_entry,
        may_move_up=is_entry and last != 0,
        may_move_down=is_entry and last != entries - 1,
        may_add=row is RowKind.LIST and may_add(place),
        may_clear=not is_entry and place.value is not ABSENT and bool(place.path) and _may_go(place),
    )


def field_of(form: Form, working: Working, place: Place, kind: FieldKind) -> Field:
    """The field of a single value."""
    clearing = clearing_of(place, kind)
    spell = spelled_line if kind is FieldKind.LINES else spelled
    texts = place.value if kind is FieldKind.LINES and isinstance(place.value, list) else [place.value]
    is_plain = place.is_inferred and clearing is Clearing.EMPTY
    is_odd = any(isinstance(text, str) and spell(text) != text for text in texts)
    return Field(
        path=place.path,
        kind=kind,
        label=label_of(place),
        hint=hint(place.of, kind, None if is_plain else clearing, spelled=is_odd),
        value=ABSENT if kind is FieldKind.KEPT else place.value,
        before=ABSENT if kind is FieldKind.KEPT else before_of(form, working, place.path),
        is_required=place.is_required,
        is_changed=is_changed(place, before_of(form, working, place.path)),
        clearing=clearing,
        options=_options(form, place, kind),
        items=(item_kind(form, place) or FieldKind.TEXT) if kind is FieldKind.LINES else FieldKind.TEXT,
        unread=working.unread.get(json_path(place.path)),
    )


def clearing_of(place: Place, kind: FieldKind) -> Clearing | None:
    """What the field becomes when it is emptied: null if it may, else nothing if it may, else an empty text or list.

    Of a text that no schema names it is not known that it may be left out, so it stays as an empty one.
    """
    if kind is FieldKind.KEPT:
        return None
    if kind in (FieldKind.LINES, FieldKind.CHOICES) and isinstance(place.value, list):
        return Clearing.EMPTY
    if place.is_nullable:
        return Clearing.NULL
    if place.is_named and not place.is_required and not (place.is_inferred and kind not in _CANNOT_BE_EMPTY):
        return Clearing.ABSENT
    return None if kind in _CANNOT_BE_EMPTY else Clearing.EMPTY


def label_of(place: Place) -> str:
    """The title that the schema gives it, else its key, else its number in the list."""
    of = place.union or place.of
    last = place.path[-1] if place.path else ""
    if isinstance(last, int):
        return f"{last + 1}"
    return of.title or last


def before_of(form: Form, working: Working, path: Path) -> Json:
    """What the edit began from at this path; an entry of a list is followed to where it stood then."""
    there = working.path_at(path)
    return ABSENT if there is None else value_at(form.base, there, ABSENT)


def is_changed(place: Place, before: Json) -> bool:
    """Whether it is another value than the one that the edit began from."""
    if before is ABSENT or place.value is ABSENT:
        return before is not place.value
    return before is not place.value and canonical(before) != canonical(place.value)


def may_add(place: Place) -> bool:
    """Whether the list takes another entry."""
    most, first = place.of.keywords.get("maxItems"), place.of.first_items
    count = len(place.value) if isinstance(place.value, list) else 0
    is_full = (isinstance(most, int) and count >= most) or (place.of.items is False and count >= len(first))
    return not is_full


def _may_go(place: Place) -> bool:
    return not place.is_required or (place.is_nullable and place.value is not None)


def _options(form: Form, place: Place, kind: FieldKind) -> tuple[Option, ...]:
    match kind:
        case FieldKind.BOOLEAN:
            return _YES_OR_NO
        case FieldKind.CHOICE | FieldKind.SEARCH:
            return _of_choices(place.of)
        case FieldKind.CHOICES:
            return _of_choices(form.described(place.of.items))
        case _:
            return ()


def _of_choices(of: Description) -> tuple[Option, ...]:
    return tuple(Option(str(index), label or _said(value), value) for index, (value, label) in enumerate(of.choices))


def _said(value: Json) -> str:
    if isinstance(value, str):
        return value
    return canonical(value).decode()
