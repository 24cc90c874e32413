"""One window of an edit: which page it shows, what was typed in it, and how it is drawn."""

import dataclasses
from collections.abc import Iterable

from msgspec.structs import replace

from blocks.editing.frame import EditFrame, reason_start
from blocks.editing.meanwhile import meanwhile_modal
from blocks.editing.window import page_window
from blocks.kit import ids
from blocks.kit.message import View
from handlers.slack.editing.entered import Named, entered_fields, entered_texts, has_reason
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

CHANGED_SINCE = "Not sent: you changed more than this window showed. Here is all of it; look at it and send it again."
OLD = Refusal(
    RefusalCode.STALE_CARD, "This window is from an earlier version. Close it and press Modify on the card again."
)


def page_of(opened: OpenedEdit, state: WindowState) -> Page | TextPage | TooLarge:
    """The page that a window shows; of an entry that is gone, the one above."""
    return page_at(opened.form, opened.edit.working, path_of(opened, state), state.page, as_text=state.as_text)


def path_of(opened: OpenedEdit, state: WindowState) -> Path:
    """The path of the window's page: entries that were moved since it was drawn are followed."""
    path = read_json_path(state.path)
    found = (opened.edit.working.path_now(path[:length], state.shifts) for length in range(len(path), -1, -1))
    return next(there for there in found if there is not None)


def named_in(opened: OpenedEdit, state: WindowState) -> Named:
    """What the window calls each value: an entry that was moved since it was drawn has the name it had then."""

    def named(path: Path) -> str:
        then = opened.edit.working.path_at(path, state.shifts)
        return "" if then is None else ids.item_id(then)

    return named


def is_old(opened: OpenedEdit, state: WindowState) -> bool:
    """Whether the edit was changed since the window was drawn, and not by typing in it."""
    return state.drawn != opened.edit.drawn


def as_it_is(opened: OpenedEdit, state: WindowState) -> WindowState:
    """The state of the window as it would be drawn now."""
    path, edit, page = json_path(path_of(opened, state)), opened.edit, page_of(opened, state)
    inputs = page.count if isinstance(page, TextPage) else 0
    return replace(state, path=path, drawn=edit.drawn, inputs=inputs, shifts=len(edit.working.shifts))


def drawn(opened: OpenedEdit, state: WindowState, notice: str = "") -> View:
    """The window with this page, or with what somebody else changed if that is what it showed."""
    if state.theirs:
        return drawn_meanwhile(opened, state)
    frame = EditFrame(opened.action, opened.hints, opened.edit, state.level, state.as_text, notice)
    return page_window(page_of(opened, state), frame, as_it_is(opened, state).text)


def drawn_meanwhile(opened: OpenedEdit, state: WindowState) -> View:
    """The window that says what somebody else changed meanwhile."""
    done = finished(opened.form, opened.edit.working)
    frame = EditFrame(opened.action, opened.on_cards, opened.edit)
    compared = replace(lowest(as_it_is(opened, state)), theirs=opened.action.version.number)
    return meanwhile_modal(frame, done.payload, compared.text, is_read=not done.faults)


def lowest(state: WindowState) -> WindowState:
    """The state of the window of the whole payload."""
    return replace(state, path="$", page=0, as_text=False, level=0, theirs=0)


def above(opened: OpenedEdit, state: WindowState) -> WindowState:
    """The state of the window with the page above, turned to where this one's row stands."""
    path = path_of(opened, state)
    higher = page_above(opened.form, opened.edit.working, path) or ()
    number = _number_of(opened, higher, path)
    return replace(as_it_is(opened, state), path=json_path(higher), page=number, as_text=False)


def with_typed(opened: OpenedEdit, click: Click) -> OpenedEdit:
    """The edit with what stands in the window that was clicked in."""
    edit, view, state = opened.edit, click.view or {}, click.state
    assert state is not None, "a window without one is refused before"
    named = named_in(opened, state)
    match page := page_of(opened, state):
        case Page():
            working = take(edit.working, page, entered_fields(view, page, named))
        case TextPage() if state.inputs in (0, page.count):
            working = take_text(opened.form, edit.working, page.path, entered_texts(view, page, named))
        case TextPage() | TooLarge():
            working = edit.working
    reason = entered_text(view, ids.REASON_BLOCK, ids.REASON_INPUT) if has_reason(view) else edit.reason
    if reason == reason_start(edit):
        reason = edit.reason
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
