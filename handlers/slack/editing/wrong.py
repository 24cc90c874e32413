"""What is wrong with an edit, told at the inputs of the window that was sent in."""

from collections.abc import Iterable

from msgspec.structs import replace

from blocks.kit import ids
from blocks.refusal import refusal_field
from handlers.slack.editing.entered import block_of
from handlers.slack.editing.window import drawn, named_in, page_of, with_edit
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.clicks import Click
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.window_state import WindowState
from oversight.action.refusal import Detail, Refusal
from oversight.editing.form.page import Page, TextPage
from oversight.editing.form.problems import Problems, by_place
from oversight.exact_json.walk import Path
from oversight.usecases.editing.change_edit import change_edit
from oversight.usecases.editing.opened_edit import OpenedEdit

SAID = 5


async def with_problems(
    opened: OpenedEdit, problems: tuple[Detail, ...], click: Click, ports: SlackPorts
) -> OpenedEdit:
    """The edit remembers what is wrong, so that each page says it when it is opened."""
    edit = opened.edit
    saved = await change_edit(
        edit.token, click.user_id, lambda now: replace(now.edit, problems=problems), ports.use_cases
    )
    return with_edit(opened, replace(edit, problems=problems)) if isinstance(saved, Refusal) else saved


async def show_problems(ack: Ack, opened: OpenedEdit, click: Click, state: WindowState, refusal: Refusal) -> None:
    """Each problem on the very field where that is in the window; else the window is drawn anew and says them all."""
    page = page_of(opened, state)
    if isinstance(page, TextPage):
        await ack(response_action="errors", errors=under_the_text(click, opened, page, refusal.details))
        return
    wrong = by_place(page, refusal.details) if isinstance(page, Page) else Problems(here=refusal.details)
    errors = errors_in(click, opened, wrong.fields)
    if wrong.rows or len(errors) < len(wrong.fields):
        await ack(response_action="update", view=drawn(opened, state))
        return
    if rest := (*wrong.here, *wrong.elsewhere):
        errors[ids.REASON_BLOCK] = refusal_field(replace(refusal, details=rest))
    await ack(response_action="errors", errors=errors)


def errors_in(click: Click, opened: OpenedEdit, fields: dict[Path, str]) -> dict[str, str]:
    """What is wrong, by the input of the window that it is about."""
    named = named_in(opened, click.state) if click.state is not None else ids.item_id
    found = ((block_of(click.view or {}, path, named), words) for path, words in fields.items())
    return {block_id: words for block_id, words in found if block_id is not None}


def under_the_text(click: Click, opened: OpenedEdit, page: TextPage, details: Iterable[Detail]) -> dict[str, str]:
    """What is wrong with a text, below its first input in the window."""
    told = [detail.problem if detail.path in (None, "$") else str(detail) for detail in details]
    errors = errors_in(click, opened, {page.path: "; ".join(told[:SAID])})
    assert errors, "a window of text has an input"
    return errors
