"""The text editor: what fits no form is edited as indented JSON, and a long text as itself, in several inputs."""

import json
from collections.abc import Mapping
from typing import Any

import orjson
from msgspec.structs import replace

from oversight.action.refusal import Refusal, RefusalCode
from oversight.editing.form.field import ABSENT
from oversight.editing.form.form import Form
from oversight.editing.form.limits import INPUTS_A_PAGE, TEXT_BYTES
from oversight.editing.form.page import TextPage
from oversight.editing.form.pieces import cut_json, cut_text, joined, refitted
from oversight.editing.form.place import Place, place_at
from oversight.editing.form.wording.hints import SPELLED
from oversight.editing.form.working import TextPieces, Working, forgotten, with_value
from oversight.editing.hidden_values import restored
from oversight.editing.redaction import REDACTED, redacted, redacts, walk_visible
from oversight.editing.typed_json import read_typed
from oversight.exact_json.canonical import Json
from oversight.exact_json.json_path import json_path
from oversight.exact_json.unseen import AS_JSON, spell_unseen
from oversight.exact_json.walk import Path

_KEEP = f"Leave “{REDACTED}” where it stands to keep the hidden value."
_TOO_LARGE = "With this the payload has {size:,} bytes, and up to {most:,} can be edited here. Shorten it."
_NOTHING = Refusal(RefusalCode.INVALID_PAYLOAD, "There is nothing here. Write a value, such as {} or null.")


def text_page(
    form: Form, working: Working, place: Place, *, number: int, title: str, crumbs: tuple[str, ...]
) -> TextPage:
    """Some of the inputs of a place's text, as they are so far."""
    text = pieces_at(form, working, place)
    pages = -(-len(text.pieces) // INPUTS_A_PAGE)
    number = max(0, min(number, pages - 1))
    first = number * INPUTS_A_PAGE
    return TextPage(
        path=place.path,
        title=title,
        crumbs=crumbs,
        depth=len(crumbs),
        hint=_hint(form, place, text),
        inputs=text.pieces[first : first + INPUTS_A_PAGE],
        first=first,
        number=number,
        pages=pages,
        count=len(text.pieces),
        is_json=text.is_json,
    )


def pieces_at(form: Form, working: Working, place: Place) -> TextPieces:
    """The text of a place as it is so far."""
    return working.texts.get(json_path(place.path)) or text_of(form, place)


def text_of(form: Form, place: Place) -> TextPieces:
    """The text of a place whose value nobody has edited as text yet; hidden values are masked in it."""
    value = place.value
    if value is ABSENT:
        return TextPieces(("",), (), is_json=True)
    is_plain = isinstance(value, str) and place.of.type in (None, "string") and not place.of.choices
    if is_plain and place.union is None and not redacts(form.hints, place.path):
        return cut_text(value)
    return cut_json(json_text(redacted(value, form.hints, place.path)))


def json_text(value: Json) -> str:
    """The value as indented JSON that reads back as the same value, every hidden character as an escape."""
    return spell_unseen(json.dumps(value, ensure_ascii=False, indent=2), AS_JSON).replace("\r", "\\r")


def take_text(form: Form, working: Working, path: Path, entered: Mapping[int, str]) -> Working:
    """The working value with what was entered into inputs of the path's text, by number; nothing is read yet.

    An input with more than it can be drawn with again becomes several, so the inputs behind it have other numbers.
    """
    place = place_at(form, working, path)
    name = json_path(place.path)
    text = pieces_at(form, working, place)
    pieces = tuple(entered.get(index, piece) for index, piece in enumerate(text.pieces))
    if pieces == text.pieces:
        return working
    return replace(working, texts={**working.texts, name: refitted(replace(text, pieces=pieces))})


def text_above(working: Working, path: Path) -> Path | None:
    """Where a text that has not been read yet holds the value of this path; None where there is none."""
    return next((path[:length] for length in range(len(path) + 1) if json_path(path[:length]) in working.texts), None)


def dropped_text(working: Working, path: Path) -> Working:
    """Without the text that was typed for this path and has not been read yet: the value stays as it was."""
    return replace(working, texts={name: text for name, text in working.texts.items() if name != json_path(path)})


def read_text(form: Form, working: Working, path: Path) -> Working | Refusal:
    """The working value with the path's text read into it; or why it cannot be read."""
    place = place_at(form, working, path)
    text = working.texts.get(json_path(place.path))
    if text is None:
        return working
    value = _unchanged_or_read(form, place, text)
    if isinstance(value, Refusal):
        return value
    made = with_value(working, place.path, value)
    size = len(orjson.dumps(redacted(made.value, form.hints)))
    if size > TEXT_BYTES:
        return Refusal(RefusalCode.INVALID_PAYLOAD, _TOO_LARGE.format(size=size, most=TEXT_BYTES))
    return forgotten(made, place.path)


def _unchanged_or_read(form: Form, place: Place, text: TextPieces) -> Any | Refusal:
    entered = joined(text)
    if entered == joined(text_of(form, place)):
        return place.value
    if not text.is_json:
        return entered
    if not entered.strip():
        may_go = place.is_named and not place.is_required
        return ABSENT if may_go else _NOTHING
    value = read_typed(entered)
    if isinstance(value, Refusal):
        return value
    return restored(value, place.value, form.hints, place.path)


def _hint(form: Form, place: Place, text: TextPieces) -> str:
    if not text.is_json:
        return SPELLED if any("\\u{" in piece for piece in text.pieces) else ""
    hidden = any(is_hidden for _, _, is_hidden in walk_visible(place.value, form.hints, place.path))
    return f"JSON. {_KEEP}" if hidden else "JSON."
