"""What a press on a row, or on the button below a list, does to the edit; only what the page offers is done."""

from collections.abc import Callable

from msgspec.structs import replace

from blocks.editing.frame import LAST_LEVEL
from blocks.editing.rows import choices_of
from blocks.kit import ids
from handlers.slack.editing.pressed import Does
from handlers.slack.editing.window import page_of
from handlers.slack.kit.window_state import WindowState
from oversight.editing.edit import Edit
from oversight.editing.form.field import Field
from oversight.editing.form.page import Page, Row
from oversight.editing.form.rows import added, cleared, moved, removed
from oversight.editing.form.working import Working
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path
from oversight.usecases.editing.opened_edit import OpenedEdit

Step = tuple[Edit, WindowState]


def open_row(row: str) -> Does:
    """The page of a row, in a window of its own where Slack stacks another."""

    def does(opened: OpenedEdit, state: WindowState) -> Step:
        path = _offered(opened, state, row, ids.OPEN_CHOICE)
        return opened.edit, state if path is None else _into(state, path)

    return does


def add_entry(row: str) -> Does:
    """One more entry, and its page."""

    def does(opened: OpenedEdit, state: WindowState) -> Step:
        path = _offered(opened, state, row, ids.ADD_CHOICE)
        if path is None:
            return opened.edit, state
        more = added(opened.form, opened.edit.working, path)
        return opened.edit.made_to(more.working), _into(state, more.path)

    return does


def change_row(row: str, choice: str, change: Callable[[OpenedEdit, Path], Working]) -> Does:
    """The row moved, removed or emptied."""

    def does(opened: OpenedEdit, state: WindowState) -> Step:
        path = _offered(opened, state, row, choice)
        return opened.edit if path is None else opened.edit.made_to(change(opened, path)), state

    return does


ROW_CHOICES: dict[str, Callable[[str], Does]] = {
    ids.OPEN_CHOICE: open_row,
    ids.ADD_CHOICE: add_entry,
    ids.UP_CHOICE: lambda row: change_row(row, ids.UP_CHOICE, _moved_up),
    ids.DOWN_CHOICE: lambda row: change_row(row, ids.DOWN_CHOICE, _moved_down),
    ids.REMOVE_CHOICE: lambda row: change_row(row, ids.REMOVE_CHOICE, _removed),
    ids.EMPTY_CHOICE: lambda row: change_row(row, ids.EMPTY_CHOICE, _emptied),
}


def _moved_up(opened: OpenedEdit, path: Path) -> Working:
    return moved(opened.edit.working, path, -1)


def _moved_down(opened: OpenedEdit, path: Path) -> Working:
    return moved(opened.edit.working, path, 1)


def _removed(opened: OpenedEdit, path: Path) -> Working:
    return removed(opened.edit.working, path)


def _emptied(opened: OpenedEdit, path: Path) -> Working:
    return cleared(opened.form, opened.edit.working, path)


def _into(state: WindowState, path: Path) -> WindowState:
    level = min(state.level + 1, LAST_LEVEL)
    return replace(state, path=json_path(path), page=0, as_text=False, level=level)


def _offered(opened: OpenedEdit, state: WindowState, row: str, choice: str) -> Path | None:
    """The path of the row, field or page with this id, if the page offers to do this with it."""
    page = page_of(opened, state)
    if not isinstance(page, Page):
        return None
    if choice == ids.ADD_CHOICE and page.may_add and ids.item_id(page.path) == row:
        return page.path
    item = next((item for item in page.items if ids.item_id(item.path) == row), None)
    match item:
        case Row():
            return item.path if choice in choices_of(item) else None
        case Field():
            may_empty = choice == ids.EMPTY_CHOICE and item.clearing is not None
            return item.path if may_empty else None
        case None:
            return None
