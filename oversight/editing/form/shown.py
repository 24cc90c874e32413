"""What stands in the element of a field when it is drawn."""

from oversight.editing.form.field import ABSENT, Entered, Field, FieldKind
from oversight.editing.form.wording.moments import seconds_of
from oversight.editing.form.wording.numbers import number_text
from oversight.editing.form.wording.spelling import spelled, spelled_line
from oversight.exact_json.canonical import Json, canonical


def shown(field: Field) -> Entered:
    """The text, key or time that the element begins with: what was typed if that could not be read, else the value."""
    return shown_value(field, field.value) if field.unread is None else field.unread


def shown_value(field: Field, value: Json) -> Entered:
    """How the field shows a value; None for what has nothing to show: absent, null, an empty text or list."""
    if value is ABSENT or value is None or field.kind is FieldKind.KEPT:
        return None
    match field.kind:
        case FieldKind.INTEGER | FieldKind.NUMBER:
            return number_text(value)
        case FieldKind.BOOLEAN | FieldKind.CHOICE | FieldKind.SEARCH:
            return _key(field, value)
        case FieldKind.CHOICES:
            return tuple(key for entry in value if (key := _key(field, entry)) is not None) or None
        case FieldKind.LINES:
            return "\n".join(line_of(entry) for entry in value) or None
        case FieldKind.DATE_TIME:
            return seconds_of(value)
        case _:
            return spelled(value) or None


def line_of(entry: Json) -> str:
    """One entry of a list, on its line."""
    return spelled_line(entry) if isinstance(entry, str) else number_text(entry)


def _key(field: Field, value: Json) -> str | None:
    wanted = canonical(value)
    return next((option.key for option in field.options if canonical(option.value) == wanted), None)
