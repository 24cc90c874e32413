"""A press on the card opens the window of a draft; one in the window saves, does what it says, and redraws it."""

from msgspec.structs import replace

from blocks.card.draft_section import draft_words
from blocks.kit import ids
from handlers.slack.drafting.notices import notice
from handlers.slack.drafting.places import Moved
from handlers.slack.drafting.save import NOT_READABLE, Meant, page_of, saved
from handlers.slack.drafting.seat import Seat, at_the_beginning
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, Card, card_of
from handlers.slack.kit.clicks import Body, Click, button_click, button_value
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import refuse
from handlers.slack.kit.windows import open_modal, turn_modal
from oversight.action.refusal import Refusal
from oversight.editing.draft.drafting import Drafting
from oversight.usecases.drafting.shared_draft import SharedDraft, shared_draft
from oversight.voting.click import asked_on

PAGE_DIGITS = 5


async def open_draft(ack: Ack, click: Click, ports: SlackPorts) -> None:
    """The window is open for a person who may answer, or who has a text of theirs to read in it."""
    card = await card_of(click, CARDS, ports)
    shared = card if isinstance(card, Refusal) else await shared_draft(card.action_id, click.user_id, ports.use_cases)
    if isinstance(shared, SharedDraft) and isinstance(card, Card) and shared.over is None:
        elsewhere = asked_on(shared.action, rung=card.rung)
        shared = elsewhere if isinstance(elsewhere, Refusal) else shared
    if isinstance(shared, Refusal):
        await ack()
        await refuse(click, shared, card, ports)
        return
    await open_modal(click, at_the_beginning(click, shared, ports).view(), ports)
    await ack()


async def press(
    ack: Ack,
    body: Body,
    ports: SlackPorts,
    meant: Meant = lambda _: None,
    *,
    moved: Moved = lambda seat: seat,
    said: str = "",
) -> None:
    """The inputs are saved, the press has done what it says, and the window shows it; or the person reads why not."""
    ack.saving()
    click = button_click(body)
    card = await card_of(click, CARDS, ports) if page_of(click) is not None else NOT_READABLE
    seat = card if isinstance(card, Refusal) else await saved(card, click, meant, ports)
    await ack()
    if isinstance(seat, Refusal):
        await refuse(click, seat, card, ports)
        return
    words = notice(seat.shared, seat.page, saved=said)
    await turn_modal(click, moved(seat).view(words), ports)
    if isinstance(card, Card):
        await _redraw_card(card, seat, ports)


async def turn(ack: Ack, body: Body, ports: SlackPorts) -> None:
    """Another page of this side of the window is shown; what was typed is saved first."""
    page = ids.read_number(button_value(body), PAGE_DIGITS) or 1
    await press(ack, body, ports, moved=lambda seat: seat.at(replace(seat.page, page=page)))


async def _redraw_card(card: Card, seat: Seat, ports: SlackPorts) -> None:
    """The card is drawn anew where it says how far people are, and that has changed."""
    shared = seat.shared
    if shared.before is None or shared.before == shared.work or shared.over is not None:
        return
    hints = await ports.hints(shared.action)
    before, now = (
        draft_words(shared.action, Drafting(shared.settings, work), hints) for work in (shared.before, shared.work)
    )
    if before != now:
        ports.redraw(card.posting)
