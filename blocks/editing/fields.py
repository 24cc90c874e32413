"""One field of a form as an input: with the value that is there, what it may be, and whether it was changed."""

import re
from collections.abc import Sequence
from typing import Any

from blocks.editing.options import options_of
from blocks.kit import ids
from blocks.kit.limits import INPUT_VALUE, OPTION_TEXT
from blocks.kit.message import Block
from blocks.kit.text import plain, shorten, shown, shown_start
from blocks.payload.value_words import value_start
from oversight.editing.form.field import ABSENT, Field, FieldKind, Option
from oversight.editing.form.shown import shown as start_of
from oversight.exact_json.canonical import Json

LABEL, HINT, BEFORE = 150, 400, 120
OPTIONS = 100
EMPTY_KEY = "empty"
"""The option that empties a field; the form's own keys are numbers, ``true`` and ``false``."""

_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?([/?#][\x21-\x7e]*)?")
_PLAIN = {"email_text_input": _EMAIL, "url_text_input": _URL, "number_input": _PLAIN_NUMBER}
"""What Slack's own inputs certainly take. Anything else stands in a plain input, which refuses nothing untouched."""


def field_block(field: Field, drawn: int, *, search: bool = False) -> Block:
    """The block of a field; with ``search`` its options are found by typing instead of listed."""
    name = shorten(shown(field.label), LABEL) or "Value"
    label = f"✏️ {name} (changed)" if field.is_changed or field.unread is not None else name
    if field.kind is FieldKind.KEPT:
        return {
            "type": "section",
            "block_id": ids.field_block(field.path, field.kind, drawn),
            "text": plain(f"{name}: {shown(field.hint)}"),
            "expand": True,
        }
    element = _element(field, search=search)
    block: Block = {
        "type": "input",
        "block_id": ids.field_block(field.path, f"{field.kind}-{element['type']}", drawn),
        "label": plain(label),
        "element": element,
        "optional": field.clearing is not None,
    }
    hint = " ".join(filter(None, (shown_start(field.hint, HINT) if field.hint else "", _now(field), _before(field))))
    return block | ({"hint": plain(hint)} if hint else {})


def search_options(field: Field, found: tuple[Option, ...]) -> list[Block]:
    """What is offered for what somebody typed into the menu of a field; the first empties it where it may be empty."""
    options = options_of(field)
    return [*_emptying(field), *(options[one.key] for one in found)][:OPTIONS]


def _element(field: Field, *, search: bool) -> Block:
    start = start_of(field)
    if field.kind in (FieldKind.BOOLEAN, FieldKind.CHOICE, FieldKind.SEARCH, FieldKind.CHOICES):
        return _menu(field, start, search=search)
    match field.kind:
        case FieldKind.DATE if field.unread is None:
            return _with("datepicker", "initial_date", start)
        case FieldKind.DATE_TIME if field.unread is None:
            return _with("datetimepicker", "initial_date_time", start)
        case FieldKind.EMAIL:
            return _typed("email_text_input", start)
        case FieldKind.URL:
            return _typed("url_text_input", start)
        case FieldKind.INTEGER | FieldKind.NUMBER:
            return _text(start, multiline=False)
        case _:
            return _text(start, multiline=field.kind in (FieldKind.MULTILINE, FieldKind.LINES))


def _menu(field: Field, start: Any, *, search: bool) -> Block:
    if field.kind is FieldKind.CHOICES:
        return _choices(field, start, search=search)
    if field.kind is FieldKind.BOOLEAN:
        return _choice(field, start, "radio_buttons")
    if field.kind is FieldKind.CHOICE and not search and len(field.options) < OPTIONS:
        return _choice(field, start, "static_select")
    found = {"type": "external_select", "action_id": ids.SEARCH_INPUT, "min_query_length": 0}
    return found | _initial([*options_of(field).values()], start)


def _text(start: Any, *, multiline: bool) -> Block:
    # Only what could not be read can be longer than an input is drawn with.
    text = "" if start is None else shorten(str(start), INPUT_VALUE)
    several = multiline or "\n" in text
    element: Block = {"type": "plain_text_input", "action_id": ids.FIELD_INPUT, "multiline": several}
    element["max_length"] = INPUT_VALUE
    return element | ({"initial_value": text} if text else {})


def _typed(kind: str, start: Any) -> Block:
    text = "" if start is None else str(start)
    if text and not _PLAIN[kind].fullmatch(text):
        return _text(start, multiline=False)
    return {"type": kind, "action_id": ids.FIELD_INPUT} | ({"initial_value": text} if text else {})


def _with(kind: str, initial: str, start: Any) -> Block:
    return {"type": kind, "action_id": ids.FIELD_INPUT} | ({initial: start} if start is not None else {})


def _choice(field: Field, start: Any, kind: str) -> Block:
    options = [*options_of(field).values(), *_emptying(field)]
    return {"type": kind, "action_id": ids.FIELD_INPUT, "options": options, **_initial(options, start)}


def _initial(options: Sequence[Block], start: Any) -> Block:
    chosen = [one for one in options if one["value"] == start]
    return {"initial_option": chosen[0]} if chosen else {}


def _choices(field: Field, start: Any, *, search: bool) -> Block:
    options = options_of(field)
    chosen = [option for key, option in options.items() if key in (start or ())]
    initial = {"initial_options": chosen} if chosen else {}
    if search:
        found = {"type": "multi_external_select", "action_id": ids.SEARCH_INPUT, "min_query_length": 0}
        return {**found, **initial}
    return {
        "type": "multi_static_select",
        "action_id": ids.FIELD_INPUT,
        "options": [*options.values()],
        **initial,
    }


def _emptying(field: Field) -> list[Block]:
    """The option that empties a menu; there is none where the field cannot be empty, or is."""
    if field.clearing is None or field.value is ABSENT or field.value is None:
        return []
    if field.kind is FieldKind.CHOICES:
        return []
    return [{"text": plain(f"– {_emptied(field)} –", OPTION_TEXT), "value": EMPTY_KEY}]


def _emptied(field: Field) -> str:
    return {"null": "null", "absent": "left out", "empty": "an empty text"}[str(field.clearing)]


def _now(field: Field) -> str:
    """Which kind of nothing an empty input stands for."""
    if field.unread is not None or start_of(field) is not None:
        return ""
    return f"Now {_nothing(field.value)}." if _nothing(field.value) else ""


def _nothing(value: Json) -> str:
    if value is ABSENT:
        return "left out"
    if value is None:
        return "null"
    return {"": "an empty text"}.get(value, "") if isinstance(value, str) else "an empty list" if value == [] else ""


def _before(field: Field) -> str:
    if not field.is_changed:
        return ""
    nothing = _nothing(field.before)
    said = nothing or value_start(field.before, BEFORE)
    return f"Before: {said}." if nothing else f"Before: {said}"
