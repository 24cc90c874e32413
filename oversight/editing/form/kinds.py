"""What becomes of a value: which kind of field, or which kind of row."""

from oversight.editing.form.field import ABSENT, FieldKind
from oversight.editing.form.form import Form
from oversight.editing.form.inference import own_type
from oversight.editing.form.limits import INPUT, LONG_TEXT, MOST_OPTIONS, counted
from oversight.editing.form.page import RowKind
from oversight.editing.form.place import Place, keys_of
from oversight.editing.form.wording.moments import is_day, seconds_of
from oversight.editing.form.wording.spelling import is_spelled, spelled, spelled_line
from oversight.editing.redaction import redacts
from oversight.exact_json.canonical import Json, canonical
from oversight.policy.payload_schema.description.choosing import is_of
from oversight.policy.payload_schema.description.description import Description
from oversight.policy.payload_schema.description.fallbacks import MOST_FIELDS, MOST_LEVELS

_LINES = {"string": FieldKind.TEXT, "integer": FieldKind.INTEGER, "number": FieldKind.NUMBER}
_SINGLE = {"integer": FieldKind.INTEGER, "number": FieldKind.NUMBER, "boolean": FieldKind.BOOLEAN}
_FORMATS = {"date": FieldKind.DATE, "date-time": FieldKind.DATE_TIME, "email": FieldKind.EMAIL, "uri": FieldKind.URL}
_WEB = ("http://", "https://")


def kind_of(form: Form, place: Place) -> FieldKind | RowKind:
    """The kind of a value where it stands among others."""
    if redacts(form.hints, place.path):
        return FieldKind.KEPT
    return RowKind.UNION if place.union is not None else kind_within(form, place)


def kind_within(form: Form, place: Place) -> FieldKind | RowKind:
    """The kind of a value on its own page, once its branch is chosen."""
    of, value = place.of, place.value
    is_empty = value is ABSENT or value is None
    if of.branches:
        return RowKind.TEXT
    if of.choices:
        return _choice_kind(of, value)
    name = of.type or ("" if is_empty else own_type(value))
    if not is_empty and not is_of(value, name):
        return RowKind.TEXT
    match name:
        case "string":
            return _text_kind(of, "" if is_empty else value)
        case "array":
            return _list_kind(form, place)
        case "object":
            too_many = len(keys_of(place)) > MOST_FIELDS or len(place.path) >= MOST_LEVELS
            return RowKind.TEXT if too_many else RowKind.OBJECT
        case _:
            return _SINGLE.get(name, FieldKind.TEXT if value is None else RowKind.TEXT)


def _choice_kind(of: Description, value: Json) -> FieldKind | RowKind:
    if value is not ABSENT and value is not None and not _is_among(of, [value]):
        return RowKind.TEXT
    return FieldKind.CHOICE if len(of.choices) <= MOST_OPTIONS else FieldKind.SEARCH


def _is_among(of: Description, values: list[Json]) -> bool:
    known = {canonical(value) for value, _ in of.choices}
    return all(canonical(value) in known for value in values)


def _text_kind(of: Description, text: str) -> FieldKind | RowKind:
    if counted(spelled(text)) > INPUT:
        return RowKind.TEXT
    kind = _FORMATS.get(of.format)
    if kind is not None and (not text or _takes(kind, of.format, text)):
        return kind
    longest = of.keywords.get("maxLength")
    is_roomy = isinstance(longest, int) and longest > LONG_TEXT * 3
    return FieldKind.MULTILINE if "\n" in text or len(text) > LONG_TEXT or is_roomy else FieldKind.TEXT


def _takes(kind: FieldKind, name: str, text: str) -> bool:
    """Whether an element of the kind can show the text at all."""
    if name == "date":
        return is_day(text)
    if name == "date-time":
        return seconds_of(text) is not None
    return not is_spelled(text) and "\n" not in text and (kind is not FieldKind.URL or text.startswith(_WEB))


def _list_kind(form: Form, place: Place) -> FieldKind | RowKind:
    values = place.value if isinstance(place.value, list) else []
    items = form.described(place.of.items)
    if not place.of.first_items and not items.branches:
        if items.choices and not items.is_nullable:
            are_distinct = len(set(map(canonical, values))) == len(values)
            if len(items.choices) <= MOST_OPTIONS and are_distinct and _is_among(items, values):
                return FieldKind.CHOICES
        if item_kind(form, place) is not None:
            return FieldKind.LINES
    too_many = len(values) > MOST_FIELDS or len(place.path) >= MOST_LEVELS
    return RowKind.TEXT if too_many else RowKind.LIST


def item_kind(form: Form, place: Place) -> FieldKind | None:
    """What each line of a list holds; None where its entries are not all texts or all numbers that fit one input."""
    values = place.value if isinstance(place.value, list) else []
    items = form.described(place.of.items)
    names = {items.type} if items.type else {own_type(value) for value in values}
    name = names.pop() if len(names) == 1 else ""
    if name not in _LINES or not all(is_of(value, name) for value in values):
        return None
    length = sum(counted(spelled_line(value)) + 1 if isinstance(value, str) else 25 for value in values)
    return _LINES[name] if length <= INPUT else None
