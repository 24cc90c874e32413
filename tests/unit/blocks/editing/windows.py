"""Windows of an edit, as a listener draws them."""

from msgspec.structs import replace

from blocks.editing.frame import EditFrame
from blocks.editing.window import page_window
from blocks.kit.message import View
from oversight.action.action import Action
from oversight.editing.edit import begin
from oversight.editing.form.form import form_of
from oversight.editing.form.pages import page_at
from oversight.editing.form.working import Working
from oversight.editing.redaction import NO_HINTS
from oversight.exact_json.canonical import Json
from oversight.exact_json.walk import Path
from oversight.policy import ActionType, CardHints
from tests.unit.blocks.actions import NOW

NOTHING_DONE = object()


def edit_modal(
    action: Action,
    private_metadata: str = "meta",
    hints: CardHints = NO_HINTS,
    *,
    path: Path = (),
    number: int = 0,
    as_text: bool = False,
    level: int = 0,
    known: ActionType | None = None,
    value: Json = NOTHING_DONE,
    **fields: object,
) -> View:
    """The window of one page of an edit, begun and perhaps changed to this value."""
    edit = begin("edt_1", action, "U0SAM", NOW)
    if value is not NOTHING_DONE:
        edit = replace(edit, working=Working(value))
    edit = replace(edit, **fields)
    form = form_of(known, edit.base, hints)
    page = page_at(form, edit.working, path, number, as_text=as_text)
    return page_window(page, EditFrame(action, hints, edit, level, as_text), private_metadata)
