"""One window of an edit: which page it shows, what was typed in it, and how it is drawn."""

import dataclasses
from collections.abc import Iterable

from msgspec.structs import replace

from blocks.editing.frame import EditFrame
from blocks.editing.meanwhile import meanwhile_modal
from blocks.editing.window import page_window
from blocks.kit import ids
from blocks.kit.message import View
from handlers.slack.editing.entered import entered_fields, entered_texts, has_reason
from handlers.slack.kit.clicks import Click
from handlers.slack.kit.form_state import entered_text
from handlers.slack.kit.window_state import WindowState
from oversight.action.refusal import Detail, Refusal, RefusalCode
from oversight.editing.edit import Edit
from oversight.editing.form.entering import finished, take
from oversight.editing.form.page import Page, TextPage, TooLarge
from oversight.editing.form.pages import page_above, page_at
from oversight.editing.form.problems import paths_of
from oversight.editing.form.text import take_text
from oversight.editing.form.working import Working
from oversight.exact_json.json_path import json_path, read_json_path
from oversight.exact_json.walk import Path
from oversight.usecases.editing.opened_edit import OpenedEdit

OLD = Refusal(
    RefusalCode.STALE_CARD, "This window is from an earlier version. Close it and press Modify on the card again."
)


def page_of(opened: OpenedEdit, state: WindowState) -> Page | TextPage | TooLarge:
    """The page that a window shows."""
    path = read_json_path(state.path)
    return page_at(opened.form, opened.edit.working, path, state.page, as_text=state.as_text)


def drawn(opened: OpenedEdit, state: WindowState) -> View:
    """The window with this page."""
    frame = EditFrame(opened.action, opened.hints, opened.edit, state.level, state.as_text)
    return page_window(page_of(opened, state), frame, state.text)


def drawn_meanwhile(opened: OpenedEdit, state: WindowState) -> View:
    """The window that says what somebody else changed meanwhile."""
    done = finished(opened.form, opened.edit.working)
    frame = EditFrame(opened.action, opened.hints, opened.edit)
    return meanwhile_modal(frame, done.payload, lowest(state).text, is_read=not done.faults)


def lowest(state: WindowState) -> WindowState:
    """The state of the window of the whole payload."""
    return replace(state, path="$", page=0, as_text=False, level=0)


def above(opened: OpenedEdit, state: WindowState) -> WindowState:
    """The state of the window with the page above, turned to where this one's row stands."""
    path = read_json_path(state.path)
    higher = page_above(opened.form, opened.edit.working, path) or ()
    return replace(state, path=json_path(higher), page=_number_of(opened, higher, path), as_text=False)


def with_typed(opened: OpenedEdit, click: Click) -> OpenedEdit:
    """The edit with what stands in the window that was clicked in."""
    edit, view, state = opened.edit, click.view or {}, click.state
    assert state is not None, "a window without one is refused before"
    match page := page_of(opened, state):
        case Page():
            working = take(edit.working, page, entered_fields(view, page))
        case TextPage():
            working = take_text(opened.form, edit.working, page.path, entered_texts(view, page))
        case TooLarge():
            working = edit.working
    reason = entered_text(view, ids.REASON_BLOCK, ids.REASON_INPUT) if has_reason(view) else edit.reason
    left = tuple(_untouched(edit.problems, edit.working, working))
    return with_edit(opened, replace(edit, working=working, reason=reason, problems=left))


def with_edit(opened: OpenedEdit, edit: Edit) -> OpenedEdit:
    """The same with this edit."""
    return dataclasses.replace(opened, edit=edit)


def _untouched(problems: Iterable[Detail], before: Working, after: Working) -> Iterable[Detail]:
    """The problems of values that are still as they were: those of others may be solved."""
    for problem in problems:
        paths = paths_of(problem)
        names = [json_path(path) for path in paths]
        is_same = all(before.at(path) == after.at(path) for path in paths)
        if is_same and all(before.unread.get(name) == after.unread.get(name) for name in names):
            yield problem


def _number_of(opened: OpenedEdit, path: Path, row: Path) -> int:
    """Which part of a page holds this row, or one that it belongs to."""
    number = 0
    while isinstance(page := page_at(opened.form, opened.edit.working, path, number), Page):
        if any(item.path == row[: len(item.path)] for item in page.items if item.path != path):
            return number
        if number + 1 >= page.pages:
            return 0
        number += 1
    return 0
