"""A page of a form: fields, rows, and what is wrong with them."""

from collections.abc import Iterator, Mapping

from blocks.editing.fields import field_block
from blocks.editing.frame import FEW, EditFrame, alert, back, closing, edit_window, opening, turning
from blocks.editing.rows import choices_of, fits_a_window, row_block
from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.limits import OPTION_TEXT
from blocks.kit.message import Block, View
from blocks.kit.rich_text import line, part, rich_text
from blocks.kit.text import plain, shown, shown_start
from oversight.editing.form.field import ABSENT, Field, FieldKind
from oversight.editing.form.page import Branches, Page, Row
from oversight.editing.form.problems import Problems, by_place
from oversight.exact_json.walk import Path

MOST_BUTTONS = 10
"""So many pickers have a button that empties them; a window holds no more than 100 blocks."""
MOST_ALERTS = 20
"""So many stand at their fields and rows, for the same reason; more are told together above the page."""
MOST_OPTIONS = 300
"""With more on one page the menus are searched instead, so that the window stays within Slack's size."""


def form_modal(page: Page, frame: EditFrame, private_metadata: str) -> View:
    """The window of this page."""
    edit = frame.edit
    problems = by_place(page, edit.problems)
    blocks = opening(frame, page.crumbs, page.title, page.number, page.pages)
    wrong = {item.path: words for item in page.items if (words := _wrong(item, problems))}
    alerts = dict(list(wrong.items())[:MOST_ALERTS])
    if said := [*map(str, problems.here), *(words for path, words in wrong.items() if path not in alerts)]:
        blocks.append(alert("here", f"{'' if frame.level else 'Not sent: '}{'; '.join(said[:FEW])}"))
    if page.branches is not None:
        blocks.append(_branch_menu(page.branches, edit.drawn))
    blocks += _items(page, alerts, edit.drawn)
    if not page.items and page.may_be_text:
        blocks.append(rich_text("nothing", [line(part("Nothing stands here yet. Edit it as text to fill it in."))]))
    ways = [*back(frame, page.depth), *turning(page.number, page.pages)]
    if page.may_add:
        ways.append(button(ids.EDIT_ADD, "Add an entry", ids.item_id(page.path), "Add an entry to this list"))
    if page.may_be_text and fits_a_window(page.path):
        ways.append(button(ids.EDIT_AS_TEXT, "Edit as text", "text", "Edit as text (JSON)"))
    return edit_window(frame, [*blocks, *closing(frame, ways)], private_metadata)


def is_searched(page: Page) -> bool:
    """Whether the menus of the page hold so much together that they are searched."""
    listed = (FieldKind.CHOICE, FieldKind.CHOICES)
    return sum(len(item.options) for item in page.items if isinstance(item, Field) and item.kind in listed) > (
        MOST_OPTIONS
    )


def _wrong(item: Field | Row, problems: Problems) -> str:
    """What is wrong with it, as its alert says it; empty where nothing is."""
    if isinstance(item, Row):
        return problems.rows.get(item.path, "")
    wrong = problems.fields.get(item.path)
    return f"{item.label}: {wrong}" if wrong else ""


def _items(page: Page, alerts: Mapping[Path, str], drawn: int) -> Iterator[Block]:
    search = is_searched(page)
    emptied = [item.path for item in page.items if isinstance(item, Field) and _needs_a_button(item)][:MOST_BUTTONS]
    for index, item in enumerate(page.items):
        if isinstance(item, Field):
            if item.path in alerts:
                yield alert(f"wrong.{ids.item_id(item.path)}", alerts[item.path])
            yield field_block(item, drawn, search=search)
            if item.path in emptied:
                yield _empty_button(item)
        else:
            yield row_block(item, drawn)
            if item.path in alerts:
                yield alert(f"wrong.{ids.item_id(item.path)}", alerts[item.path])
            if _ends_list(page, index):
                yield _add_button(page, index)


def _needs_a_button(field: Field) -> bool:
    """Whether its picker may be emptied, which Slack's pickers offer no way to do."""
    is_picker = field.kind in (FieldKind.DATE, FieldKind.DATE_TIME) and field.unread is None
    return is_picker and field.clearing is not None and field.value is not ABSENT and field.value is not None


def _empty_button(field: Field) -> Block:
    words = f"Empty {shown_start(field.label, 40)}"
    made = button(ids.EDIT_EMPTY, words, ids.item_id(field.path), words)
    return {"type": "actions", "block_id": f"empty.{ids.item_id(field.path)}", "elements": [made]}


def _ends_list(page: Page, index: int) -> bool:
    """Whether the last of a list's entries stands there, and the list stands on the same page."""
    item = page.items[index]
    if not (isinstance(item, Row) and item.is_entry) or item.may_move_down:
        return False
    lists = [other for other in page.items if isinstance(other, Row) and other.path == item.path[:-1]]
    return any(ids.ADD_CHOICE in choices_of(other) for other in lists)


def _add_button(page: Page, index: int) -> Block:
    path = page.items[index].path[:-1]
    name = next(item.label for item in page.items if item.path == path)
    words = f"Add to {shown_start(name, 40)}"
    made = button(ids.EDIT_ADD, words, ids.item_id(path), words)
    return {"type": "actions", "block_id": f"add.{ids.item_id(path)}", "elements": [made]}


def _branch_menu(branches: Branches, drawn: int) -> Block:
    """Which shape the value has, and which others it may have."""
    options = [
        {"text": plain(shown_start(one.label, OPTION_TEXT) or one.key, OPTION_TEXT), "value": one.key}
        for one in branches.options[:100]
    ]
    menu: Block = {
        "type": "static_select",
        "action_id": ids.EDIT_BRANCH,
        "placeholder": plain("Choose what it is"),
        "options": options,
    }
    chosen = [one for one in options if one["value"] == branches.chosen]
    said = "This is a:" if chosen else "⚠️ It fits none of these; choose what it is:"
    accessory = menu | ({"initial_option": chosen[0]} if chosen else {})
    return {
        "type": "section",
        "block_id": f"branch.{drawn}",
        "text": plain(shown(said)),
        "expand": True,
        "accessory": accessory,
    }
