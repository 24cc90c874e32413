"""Windows of an edit that are sent in: the lowest is the reviewer's answer, those above it lead back to it."""

from collections.abc import Iterable

from msgspec.structs import replace

from blocks.editing.typed import refused_window
from blocks.kit import ids
from blocks.kit.refilled import refilled
from blocks.refusal import ends_an_edit, refusal_field, refusal_text
from handlers.slack.editing.entered import block_of
from handlers.slack.editing.moves import text_read
from handlers.slack.editing.pressed import refresh
from handlers.slack.editing.window import above, drawn, drawn_meanwhile, page_of, with_edit, with_typed
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, Card, card_of
from handlers.slack.kit.clicks import Body, Click, submission
from handlers.slack.kit.listeners import OLD_WINDOW, Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import redraw_old
from handlers.slack.kit.window_state import WindowState
from oversight.action.refusal import Detail, Refusal
from oversight.action.transition import Transition
from oversight.editing.edit import Edit
from oversight.editing.form.page import Page, TextPage
from oversight.editing.form.problems import Problems, by_place
from oversight.exact_json.walk import Path
from oversight.usecases.editing.change_edit import change_edit
from oversight.usecases.editing.check_edit import check_edit
from oversight.usecases.editing.opened_edit import OpenedEdit
from oversight.usecases.editing.submit_edit import Overtaken, submit_edit

SAID = 5


def register(app: Listeners, ports: SlackPorts) -> None:
    """Both are answered."""

    @app.view(ids.EDIT_VIEW)
    async def sent(ack: Ack, body: Body) -> None:
        click = submission(body)
        state = click.state
        if state is None or not state.edit:
            await ack.say(OLD_WINDOW)
        elif state.level:
            await _done(ack, click, state, ports)
        else:
            ack.saving()
            await _send(ack, click, state, ports)


async def _send(ack: Ack, click: Click, state: WindowState, ports: SlackPorts) -> None:
    """The edit is the reviewer's answer and the window closes; or it says what is in the way, and nothing is lost."""
    card = await card_of(click, CARDS, ports)
    opened = await _saved(click, state, ports)
    if isinstance(opened, Refusal):
        await ack(response_action="update", view=refilled(click.view or {}, refusal_text(opened)))
        return
    answered = (
        card
        if isinstance(card, Refusal)
        else await submit_edit(opened, card.rung, ports.use_cases, shown=card.posting.shown)
    )
    match answered:
        case Transition():
            if isinstance(card, Card):
                ports.pressed(card.posting)
            await ack()
        case Overtaken(opened=overtaken):
            await ack(response_action="update", view=drawn_meanwhile(overtaken, state))
        case Refusal() if ends_an_edit(answered.code):
            redraw_old(answered, card, ports)
            await ack(response_action="update", view=refused_window(answered, opened.edit))
        case Refusal(details=()):
            await ack(response_action="errors", errors={ids.REASON_BLOCK: refusal_field(answered)})
        case Refusal():
            opened = await _with_problems(opened, answered.details, click, ports)
            await _show_problems(ack, opened, click, state, answered)


async def _done(ack: Ack, click: Click, state: WindowState, ports: SlackPorts) -> None:
    """The page is saved and the window leads back; or it stays and says which of its fields is wrong."""
    opened = await _saved(click, state, ports, read=True)
    if isinstance(opened, Refusal):
        await ack(response_action="update", view=refilled(click.view or {}, refusal_text(opened)))
        return
    page = page_of(opened, state)
    if isinstance(page, TextPage) and opened.edit.problems:
        await ack(response_action="errors", errors=_under_the_text(click, page, opened.edit.problems))
        return
    if isinstance(page, Page):
        wrong = by_place(page, await check_edit(opened, ports.use_cases))
        if errors := _errors(click, wrong.fields):
            await ack(response_action="errors", errors=errors)
            return
    higher = above(opened, state)
    below = (click.view or {}).get("previous_view_id")
    if _is_in_place(opened, state) or ack.is_late or not below:
        await ack(response_action="update", view=drawn(opened, higher))
        return
    await refresh(str(below), drawn(opened, replace(higher, level=state.level - 1)), ports)
    await ack()


def _is_in_place(opened: OpenedEdit, state: WindowState) -> bool:
    """Whether the page stands in a window that showed the page above before, because Slack stacks only three."""
    page = page_of(opened, state)
    return isinstance(page, Page | TextPage) and page.depth > state.level


async def _saved(click: Click, state: WindowState, ports: SlackPorts, *, read: bool = False) -> OpenedEdit | Refusal:
    """The edit with what stands in the window, durable; with ``read``, its text is read if it can be."""

    def change(opened: OpenedEdit) -> Edit:
        typed = with_typed(opened, click)
        return text_read(typed, state) if read else typed.edit

    return await change_edit(state.edit, click.user_id, change, ports.use_cases)


async def _with_problems(
    opened: OpenedEdit, problems: tuple[Detail, ...], click: Click, ports: SlackPorts
) -> OpenedEdit:
    """The edit remembers what is wrong, so that each page says it when it is opened."""
    edit = opened.edit
    saved = await change_edit(
        edit.token, click.user_id, lambda now: replace(now.edit, problems=problems), ports.use_cases
    )
    return with_edit(opened, replace(edit, problems=problems)) if isinstance(saved, Refusal) else saved


async def _show_problems(ack: Ack, opened: OpenedEdit, click: Click, state: WindowState, refusal: Refusal) -> None:
    """Each problem on the very field where that is in the window; else the window is drawn anew and says them all."""
    page = page_of(opened, state)
    if isinstance(page, TextPage):
        await ack(response_action="errors", errors=_under_the_text(click, page, refusal.details))
        return
    wrong = by_place(page, refusal.details) if isinstance(page, Page) else Problems(elsewhere=refusal.details)
    errors = _errors(click, wrong.fields)
    if wrong.rows or len(errors) < len(wrong.fields):
        await ack(response_action="update", view=drawn(opened, state))
        return
    if wrong.elsewhere:
        errors[ids.REASON_BLOCK] = refusal_field(replace(refusal, details=wrong.elsewhere))
    await ack(response_action="errors", errors=errors)


def _errors(click: Click, fields: dict[Path, str]) -> dict[str, str]:
    """What is wrong, by the input of the window that it is about."""
    found = ((block_of(click.view or {}, path), words) for path, words in fields.items())
    return {block_id: words for block_id, words in found if block_id is not None}


def _under_the_text(click: Click, page: TextPage, details: Iterable[Detail]) -> dict[str, str]:
    block_id = block_of(click.view or {}, page.path)
    assert block_id is not None, "a window of text has an input"
    told = [detail.problem if detail.path in (None, "$") else str(detail) for detail in details]
    return {block_id: "; ".join(told[:SAID])}
