"""What somebody entered into a field, as the value that it means."""

from collections import defaultdict

from oversight.editing.form.field import ABSENT, Clearing, Entered, Field, FieldKind, Unread
from oversight.editing.form.shown import line_of, shown_value
from oversight.editing.form.wording.moments import MINUTE, TEN_DIGITS, is_day, moment_text
from oversight.editing.form.wording.numbers import read_number
from oversight.editing.form.wording.spelling import unspelled
from oversight.exact_json.canonical import Json, canonical

HAS_TO_BE = "This has to be filled in"
NOT_OFFERED = "Choose one of the options"


def read(field: Field, entered: Entered) -> Json | Unread:
    """The value, or why there is none: what is shown stays the very value that it is, ABSENT and null among them."""
    if field.kind is FieldKind.KEPT:
        return field.value
    given = None if entered in ("", ()) else entered
    for known in (field.value, field.before):
        if _is_same(field, given, known):
            return known
    if given is None:
        return _cleared(field)
    return _read(field, given)


def _is_same(field: Field, given: Entered, known: Json) -> bool:
    """Whether what was entered is what the field shows of a value."""
    if not fits_kind(field, known):
        return False
    shown = shown_value(field, known)
    if isinstance(given, int) and isinstance(shown, int):
        return given // MINUTE == shown // MINUTE
    if isinstance(given, tuple) and isinstance(shown, tuple):
        return frozenset(given) == frozenset(shown)
    return given == shown


def fits_kind(field: Field, value: Json) -> bool:
    """Whether the field can show the value at all; one that the edit began from may be of another kind."""
    if value is ABSENT or value is None:
        return True
    match field.kind:
        case FieldKind.INTEGER | FieldKind.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case FieldKind.LINES | FieldKind.CHOICES:
            return isinstance(value, list) and all(isinstance(entry, str | int | float) for entry in value)
        case FieldKind.BOOLEAN | FieldKind.CHOICE | FieldKind.SEARCH:
            return not isinstance(value, dict | list) and shown_value(field, value) is not None
        case FieldKind.DATE_TIME:
            return isinstance(value, str) and shown_value(field, value) is not None
        case _:
            return isinstance(value, str)


def _cleared(field: Field) -> Json | Unread:
    match field.clearing:
        case Clearing.NULL:
            return None
        case Clearing.ABSENT:
            return ABSENT
        case Clearing.EMPTY:
            return [] if field.kind in (FieldKind.LINES, FieldKind.CHOICES) else ""
        case None:
            return Unread(HAS_TO_BE)


def _read(field: Field, given: str | int | tuple[str, ...]) -> Json | Unread:
    match field.kind:
        case FieldKind.DATE_TIME if isinstance(given, int) and given in TEN_DIGITS:
            return moment_text(given, field.value if isinstance(field.value, str) else None)
        case FieldKind.CHOICES if isinstance(given, tuple):
            return _chosen(field, given)
    if not isinstance(given, str):
        return Unread(NOT_OFFERED)
    match field.kind:
        case FieldKind.INTEGER | FieldKind.NUMBER:
            return read_number(given, whole=field.kind is FieldKind.INTEGER)
        case FieldKind.BOOLEAN | FieldKind.CHOICE | FieldKind.SEARCH:
            return next((option.value for option in field.options if option.key == given), Unread(NOT_OFFERED))
        case FieldKind.LINES:
            return _lines(field, given)
        case FieldKind.DATE:
            return given if is_day(given) else Unread("Write a date, such as 2026-12-24")
        case _:
            return unspelled(given)


def _chosen(field: Field, keys: tuple[str, ...]) -> Json | Unread:
    """The entries that stay in their order, then the new ones in that of the options."""
    by_key = {option.key: option.value for option in field.options}
    if not by_key.keys() >= set(keys):
        return Unread(NOT_OFFERED)
    wanted = {canonical(by_key[key]) for key in keys}
    old = [entry for entry in field.value if canonical(entry) in wanted] if isinstance(field.value, list) else []
    there = set(map(canonical, old))
    return old + [value for value in by_key.values() if canonical(value) in wanted - there]


def _lines(field: Field, text: str) -> Json | Unread:
    """An entry for each line that is not blank; one that stands there as before is the very value that it was."""
    known: defaultdict[str, list[Json]] = defaultdict(list)
    for entry in field.value if isinstance(field.value, list) else ():
        known[line_of(entry)].append(entry)
    values: list[Json] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        value = _line(field, line, known)
        if isinstance(value, Unread):
            return Unread(f"Line {number}: {value.problem}")
        values.append(value)
    return values


def _line(field: Field, line: str, known: dict[str, list[Json]]) -> Json | Unread:
    if same := known.get(line):
        return same.pop(0) if len(same) > 1 else same[0]
    if field.items is FieldKind.TEXT:
        return unspelled(line.strip())
    return read_number(line, whole=field.items is FieldKind.INTEGER)
