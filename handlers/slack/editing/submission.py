"""Windows of an edit that are sent in: the lowest is the reviewer's answer, those above it lead back to it."""

from msgspec.structs import replace

from blocks.editing.typed import refused_window
from blocks.kit import ids
from blocks.kit.refilled import refilled
from blocks.refusal import ends_an_edit, refusal_field, refusal_text
from handlers.slack.editing.moves import text_read
from handlers.slack.editing.pressed import refresh
from handlers.slack.editing.window import CHANGED_SINCE, OLD, above, drawn, drawn_meanwhile, is_old, page_of, with_typed
from handlers.slack.editing.wrong import errors_in, show_problems, under_the_text, with_problems
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, Card, card_of
from handlers.slack.kit.clicks import Body, Click, submission
from handlers.slack.kit.listeners import OLD_WINDOW, Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import redraw_old
from handlers.slack.kit.window_state import WindowState
from oversight.action.refusal import Refusal
from oversight.action.transition import Transition
from oversight.editing.edit import Edit
from oversight.editing.form.page import Page, TextPage
from oversight.editing.form.problems import by_place
from oversight.usecases.editing.change_edit import change_edit
from oversight.usecases.editing.check_edit import check_edit
from oversight.usecases.editing.opened_edit import OpenedEdit
from oversight.usecases.editing.submit_edit import Overtaken, submit_edit
from oversight.voting.click import refuse_late


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
    if not isinstance(card, Refusal) and _shows_less(opened, state):
        await ack(response_action="update", view=drawn(opened, state, CHANGED_SINCE))
        return
    answered = await _answered(opened, card, ports)
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
            opened = await with_problems(opened, answered.details, click, ports)
            await show_problems(ack, opened, click, state, answered)


async def _answered(opened: OpenedEdit, card: Card | Refusal, ports: SlackPorts) -> Transition | Refusal | Overtaken:
    if isinstance(card, Refusal):
        return card
    if card.action_id != opened.action.id:
        return OLD  # the client sent another card's token along with this edit
    return await submit_edit(opened, card.rung, ports.use_cases, shown=card.posting.shown)


def _shows_less(opened: OpenedEdit, state: WindowState) -> bool:
    """Whether the window is older than the edit, so that more would be approved than the person has seen.

    A window that was closed with *Cancel* above this one, or another device, has changed it since.
    """
    may_be_sent = refuse_late(opened.action) is None and not opened.is_overtaken
    return may_be_sent and is_old(opened, state)


async def _done(ack: Ack, click: Click, state: WindowState, ports: SlackPorts) -> None:
    """The page is saved and the window leads back; or it stays and says which of its fields is wrong."""
    opened = await _saved(click, state, ports, read=True)
    if isinstance(opened, Refusal):
        await ack(response_action="update", view=refilled(click.view or {}, refusal_text(opened)))
        return
    page = page_of(opened, state)
    if isinstance(page, TextPage) and opened.edit.problems:
        await ack(response_action="errors", errors=under_the_text(click, opened, page, opened.edit.problems))
        return
    if isinstance(page, Page):
        found = await check_edit(opened, ports.use_cases)
        wrong = by_place(page, found)
        if errors := errors_in(click, opened, wrong.fields):
            await ack(response_action="errors", errors=errors)
            return
        if wrong.here and page.path:
            opened = await with_problems(opened, found, click, ports)
            await ack(response_action="update", view=drawn(opened, state))
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
