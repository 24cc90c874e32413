"""The window of a draft is sent in: a yes to its text, or what is still to do before one."""

from dataclasses import replace

from msgspec.structs import replace as changed

from blocks.drafting.shown_draft import Tab
from blocks.drafting.window import first_open_page, still_open_words
from blocks.kit.refilled import refilled
from blocks.refusal import refusal_field, refusal_text
from handlers.slack.drafting.notices import notice
from handlers.slack.drafting.save import NOT_READABLE, inputs, page_of, seated
from handlers.slack.drafting.seat import Seat
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, card_of
from handlers.slack.kit.clicks import Click
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import redraw_old
from oversight.action.refusal import Refusal, RefusalCode
from oversight.usecases.drafting.shared_draft import SharedDraft, shared_draft
from oversight.usecases.drafting.submit_draft import Sent, submit_draft


async def send_in(ack: Ack, click: Click, ports: SlackPorts) -> None:
    """The yes counts and the window closes, or it shows what is still to do; what was typed is saved either way."""
    ack.saving()
    card, page = await card_of(click, CARDS, ports), page_of(click)
    if isinstance(card, Refusal) or page is None:
        await _not_taken(ack, click, card if isinstance(card, Refusal) else NOT_READABLE)
        return
    entered = await inputs(card, click, page, ports)
    if isinstance(entered, Refusal):
        await _not_taken(ack, click, entered)
        return
    sent = Sent(click.version, card.rung, page.work, entered, shown=card.posting.shown)
    answer = await submit_draft(card.action_id, click.user_id, sent, ports.use_cases)
    if isinstance(answer, Refusal):
        await _not_taken(ack, click, answer)
        return
    shared, became = answer
    if not isinstance(became, Refusal):
        ports.pressed(card.posting)
        await ack()
        return
    seat = seated(click, await _today(shared, click, ports), page, entered, ports)
    redraw_old(became, card, ports)
    await ack(response_action="update", view=_after_refusal(seat, became).view(_refusal_words(seat, became)))


async def _not_taken(ack: Ack, click: Click, refusal: Refusal) -> None:
    """The window stays as it is, with what was typed in it and the reason above it."""
    await ack(response_action="update", view=refilled(click.view or {}, refusal_text(refusal)))


async def _today(shared: SharedDraft, click: Click, ports: SlackPorts) -> SharedDraft:
    """The same with the action as it is now: it may have been decided in this very moment."""
    now = await shared_draft(shared.action.id, click.user_id, ports.use_cases)
    return shared if isinstance(now, Refusal) else replace(now, before=shared.before, refused=shared.refused)


def _after_refusal(seat: Seat, refusal: Refusal) -> Seat:
    """Where something is still to do, the person is led there."""
    if refusal.code is not RefusalCode.DRAFT_UNFINISHED or seat.shared.over is not None:
        return seat
    todo = seat.at(changed(seat.page, tab=Tab.TODO))
    return todo.at(changed(todo.page, page=first_open_page(todo.shown)))


def _refusal_words(seat: Seat, refusal: Refusal) -> str:
    head = "⚠️ Not approved yet. What you wrote is saved."
    if refusal.code is RefusalCode.DRAFT_UNFINISHED and seat.shown.still_open:
        return f"{head} Still to do:\n{still_open_words(seat.shown)}"
    said = notice(seat.shared, seat.page)
    return "\n".join(filter(None, (head, refusal_field(refusal), said)))
