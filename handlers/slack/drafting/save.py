"""Every press in the window of a draft first saves what stands in its inputs, and then does what was pressed."""

from collections.abc import Callable
from dataclasses import replace

from handlers.slack.drafting.entered import entered_blocks, writes
from handlers.slack.drafting.seat import Seat
from handlers.slack.kit.cards import Card
from handlers.slack.kit.clicks import Click
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.window_state import DraftPage
from oversight.action.refusal import Refusal, RefusalCode
from oversight.editing.draft.change import Change, Write
from oversight.editing.draft.work import Work
from oversight.usecases.drafting.change_draft import change_draft
from oversight.usecases.drafting.shared_draft import SharedDraft, shared_draft

Meant = Callable[[SharedDraft], Change | None]
"""What a press means for the draft as it is once the inputs are saved; None where nothing is to be done."""
NOT_READABLE = Refusal(
    RefusalCode.STALE_CARD, "This window is from an earlier version. Open the draft anew from its card."
)


def page_of(click: Click) -> DraftPage | None:
    """Where in the window the person is; None where the window is not one of these."""
    return click.state.draft if click.state is not None else None


async def saved(card: Card, click: Click, meant: Meant, ports: SlackPorts) -> Seat | Refusal:
    """The person's seat after their inputs were saved and what they pressed was done; or why nothing was."""
    page = page_of(click)
    if page is None or click.view is None:
        return NOT_READABLE
    entered = await inputs(card, click, page, ports)
    if isinstance(entered, Refusal):
        return entered
    shared = await change_draft(card.action_id, click.user_id, entered, ports.use_cases)
    if isinstance(shared, Refusal):
        return shared
    change = meant(shared)
    if change is not None and not _came_too_late(change, shared):
        then = await change_draft(card.action_id, click.user_id, [change], ports.use_cases)
        if isinstance(then, Refusal):
            return then
        shared = replace(then, before=shared.before, refused=shared.refused or then.refused)
    return seated(click, shared, page, entered, ports)


async def inputs(card: Card, click: Click, page: DraftPage, ports: SlackPorts) -> list[Write] | Refusal:
    """What stands in the inputs of the window."""
    assert click.view is not None, "a window was pressed in"
    now = await shared_draft(card.action_id, click.user_id, ports.use_cases)
    return now if isinstance(now, Refusal) else writes(entered_blocks(click.view), page.seen, now.work)


def seated(click: Click, shared: SharedDraft, page: DraftPage, entered: list[Write], ports: SlackPorts) -> Seat:
    """The person's seat; an input whose text is the draft's now stays as it is, with what is typed in it since.

    Not where a text has several inputs: they are read by the very text that they were drawn from.
    """
    assert click.view is not None, "a window was pressed in"
    alone = {inputs.block: inputs.since for inputs in entered_blocks(click.view) if len(inputs.parts) == 1}
    taken = (write.block for write in entered if _is_taken(write, shared.work))
    kept = {block: alone[block] for block in taken if block in alone}
    return Seat(click, shared, page, kept, ports)


def _is_taken(write: Write, work: Work) -> bool:
    piece = work.piece(write.block)
    return piece is not None and piece.text == write.text


def _came_too_late(change: Change, shared: SharedDraft) -> bool:
    """Whether the person's text for this block was set aside just now: they have not seen what is there."""
    block = getattr(change, "block", None)
    before = shared.before.set_aside if shared.before else ()
    new = (one for one in shared.work.set_aside if one not in before and one.by.id == shared.person.id)
    return any(one.block == block for one in new)
