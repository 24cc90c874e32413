"""What each press in an edit's window does to the edit, and which page it leads to."""

import dataclasses

from msgspec.structs import replace

from handlers.slack.editing.pressed import Does
from handlers.slack.editing.window import above, lowest, page_of
from handlers.slack.kit.window_state import WindowState
from oversight.action.refusal import Detail, Refusal
from oversight.editing.edit import Edit
from oversight.editing.form.branch_choice import with_branch
from oversight.editing.form.entering import finished
from oversight.editing.form.page import Page, TextPage
from oversight.editing.form.text import read_text
from oversight.editing.form.working import Working
from oversight.editing.hidden_merge import with_hidden_of_theirs
from oversight.editing.merge import merged
from oversight.exact_json.json_path import json_path
from oversight.usecases.editing.opened_edit import OpenedEdit

Step = tuple[Edit, WindowState]


def choose_branch(key: str) -> Does:
    """The value of the page in another shape."""

    def does(opened: OpenedEdit, state: WindowState) -> Step:
        page = page_of(opened, state)
        if not isinstance(page, Page) or page.branches is None:
            return opened.edit, state
        return opened.edit.made_to(with_branch(opened.form, opened.edit.working, page.path, key)), replace(
            state, page=0
        )

    return does


def turn_to(number: int) -> Does:
    """Another part of the page."""
    return lambda opened, state: (opened.edit, replace(state, page=number))


def as_text(opened: OpenedEdit, state: WindowState) -> Step:
    """The page as text."""
    return opened.edit, replace(state, as_text=True, page=0)


def as_form(opened: OpenedEdit, state: WindowState) -> Step:
    """The page as a form again, if its text can be read."""
    edit = text_read(opened, state)
    return edit, state if edit.problems else replace(state, as_text=False, page=0)


def go_back(opened: OpenedEdit, state: WindowState) -> Step:
    """The page above, if the text of this one can be read."""
    edit = text_read(opened, state)
    if isinstance(page_of(opened, state), TextPage) and edit.problems:
        return edit, state
    return edit, above(dataclasses.replace(opened, edit=edit), state)


def text_read(opened: OpenedEdit, state: WindowState) -> Edit:
    """The edit with the page's text read into it; its only problem is why not, where that cannot be."""
    page = page_of(opened, state)
    if not isinstance(page, TextPage):
        return opened.edit
    read = read_text(opened.form, opened.edit.working, page.path)
    if isinstance(read, Refusal):
        return replace(opened.edit, problems=(Detail(read.sentence, json_path(page.path)),))
    return replace(opened.edit, working=read, problems=(), drawn=opened.edit.drawn + 1)


def of_what_it_compares(does: Does) -> Does:
    """The same, if no other version was made since the window compared two; else it compares the newest one."""

    def checked(opened: OpenedEdit, state: WindowState) -> Step:
        newest = opened.action.version.number
        return does(opened, state) if state.theirs == newest else (opened.edit, replace(state, theirs=newest))

    return checked


def begin_anew(opened: OpenedEdit, state: WindowState) -> Step:
    """Nothing changed."""
    return opened.edit.based_on(opened.action, Working(opened.action.version.payload)), lowest(state)


def keep_mine(opened: OpenedEdit, state: WindowState) -> Step:
    """The person's own, over what somebody else made of it meanwhile; but not of what the person does not see."""
    edit, theirs = opened.edit, opened.action.version.payload
    value = with_hidden_of_theirs(edit.base, edit.working.value, theirs, opened.hints)
    return edit.based_on(opened.action, replace(edit.working, value=value)), lowest(state)


def keep_both(opened: OpenedEdit, state: WindowState) -> Step:
    """What both changed; nothing happens where that is not one payload."""
    edit, theirs = opened.edit, opened.action.version.payload
    done = finished(opened.form, edit.working)
    both = merged(edit.base, done.payload, theirs)
    if done.faults or both.conflicts:
        return edit, state
    return edit.based_on(opened.action, Working(both.value)), lowest(state)
