"""What stands in the inputs of an edit's window, as the form reads it."""

from collections.abc import Callable, Mapping
from typing import Any

from blocks.editing.fields import EMPTY_KEY
from blocks.kit import ids
from handlers.slack.kit.clicks import Body
from handlers.slack.kit.form_state import clean_text
from oversight.editing.form.field import Entered, Field
from oversight.editing.form.page import Page, TextPage
from oversight.exact_json.walk import Path

FIELD, TEXT = "field", "text"
Named = Callable[[Path], str]
"""What the window calls the value of a path: by where that stood when the window was drawn."""


def entered_fields(view: Body, page: Page, named: Named = ids.item_id) -> dict[Path, Entered]:
    """What was entered into the fields of this page that stand in the window; nothing for those that do not."""
    fields = {named(item.path): item for item in page.items if isinstance(item, Field)}
    found: dict[Path, Entered] = {}
    for block_id, elements in _values(view).items():
        kind, item, *more = f"{block_id}..".split(".")
        field = fields.get(item) if kind == FIELD else None
        if field is not None and more[0].startswith(f"{field.kind}-"):
            found[field.path] = _entered(elements.get(ids.FIELD_INPUT) or elements.get(ids.SEARCH_INPUT) or {})
    return found


def entered_texts(view: Body, page: TextPage, named: Named = ids.item_id) -> dict[int, str]:
    """What was entered into the inputs of this text, by their numbers."""
    found: dict[int, str] = {}
    for block_id, elements in _values(view).items():
        kind, item, *more = f"{block_id}..".split(".")
        number = ids.read_number(more[0])
        if kind == TEXT and item == named(page.path) and number is not None:
            found[number] = clean_text((elements.get(ids.TEXT_INPUT) or {}).get("value"))
    return found


def block_of(view: Body, path: Path, named: Named = ids.item_id) -> str | None:
    """The id of the input in this window that is about this value; None where there is none."""
    wanted = named(path)
    inputs = (str(block.get("block_id")) for block in view.get("blocks") or () if block.get("type") == "input")
    return next((block_id for block_id in inputs if block_id.split(".")[1:2] == [wanted]), None)


def has_reason(view: Body) -> bool:
    """Whether the window asks why."""
    return ids.REASON_BLOCK in _values(view)


def _entered(element: Mapping[str, Any]) -> Entered:
    match element.get("type"):
        case "datepicker":
            return element.get("selected_date") or None
        case "datetimepicker":
            seconds = element.get("selected_date_time")
            return seconds if isinstance(seconds, int) else None
        case "radio_buttons" | "static_select" | "external_select":
            key = (element.get("selected_option") or {}).get("value")
            return None if key in (None, EMPTY_KEY) else str(key)
        case "multi_static_select" | "multi_external_select":
            return tuple(str(one.get("value")) for one in element.get("selected_options") or ()) or None
        case _:
            return clean_text(element.get("value")) or None


def _values(view: Body) -> dict[str, dict[str, Any]]:
    return (view.get("state") or {}).get("values") or {}
