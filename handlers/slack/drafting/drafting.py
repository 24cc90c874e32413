"""Edit the draft: the window opens, saves with every press, and is sent in as a yes to its text."""

from blocks.drafting.shown_draft import Tab
from blocks.kit import ids
from handlers.slack.drafting import places, pressed
from handlers.slack.drafting.press import open_draft, press, turn
from handlers.slack.drafting.submission import send_in
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.clicks import Body, button_click, button_value, submission
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from oversight.editing.draft.change import Add, Move

SAVED = "✅ Saved."


def register(app: Listeners, ports: SlackPorts) -> None:
    """The button on the card, everything in the window, and its being sent in are answered."""
    _register_card(app, ports)
    _register_places(app, ports)
    _register_blocks(app, ports)
    _register_structure(app, ports)


def _register_card(app: Listeners, ports: SlackPorts) -> None:
    @app.action(ids.EDIT_DRAFT)
    async def edit_draft(ack: Ack, body: Body) -> None:
        await open_draft(ack, button_click(body), ports)

    @app.view(ids.DRAFT_VIEW)
    async def approve_text(ack: Ack, body: Body) -> None:
        await send_in(ack, submission(body), ports)


def _register_places(app: Listeners, ports: SlackPorts) -> None:
    """The three sides of the window, its pages, and Save."""

    async def show(ack: Ack, body: Body, tab: Tab) -> None:
        await press(ack, body, ports, moved=lambda seat: places.on(seat, tab))

    @app.action(ids.DRAFT_TODO)
    async def todo(ack: Ack, body: Body) -> None:
        await show(ack, body, Tab.TODO)

    @app.action(ids.DRAFT_WHOLE)
    async def whole(ack: Ack, body: Body) -> None:
        await show(ack, body, Tab.WHOLE)

    @app.action(ids.DRAFT_PREVIEW)
    async def preview(ack: Ack, body: Body) -> None:
        await show(ack, body, Tab.PREVIEW)

    @app.action(ids.DRAFT_SAVE)
    async def save(ack: Ack, body: Body) -> None:
        await press(ack, body, ports, said=SAVED)

    @app.action(ids.DRAFT_PREVIOUS)
    async def previous_page(ack: Ack, body: Body) -> None:
        await turn(ack, body, ports)

    @app.action(ids.DRAFT_NEXT)
    async def next_page(ack: Ack, body: Body) -> None:
        await turn(ack, body, ports)


def _register_blocks(app: Listeners, ports: SlackPorts) -> None:
    """What is done to the text of one block, and the questions."""

    @app.action(ids.DRAFT_CHOOSE)
    async def choose(ack: Ack, body: Body) -> None:
        block_id = str(body["actions"][0].get("block_id"))
        await press(ack, body, ports, lambda _: pressed.chosen(block_id, button_value(body)))

    @app.action(ids.DRAFT_RIGHT)
    async def right(ack: Ack, body: Body) -> None:
        await press(ack, body, ports, lambda shared: pressed.right(button_value(body), shared))

    @app.action(ids.DRAFT_COVER)
    async def cover(ack: Ack, body: Body) -> None:
        await press(ack, body, ports, lambda shared: pressed.answered(button_value(body), shared))

    @app.action(ids.DRAFT_TAKE)
    async def take(ack: Ack, body: Body) -> None:
        await press(ack, body, ports, lambda shared: pressed.taken_up(button_value(body), shared))

    @app.action(ids.DRAFT_DISCARD)
    async def discard(ack: Ack, body: Body) -> None:
        await press(ack, body, ports, lambda _: pressed.discarded(button_value(body)))


def _register_structure(app: Listeners, ports: SlackPorts) -> None:
    """Which blocks there are, in which order, and which of them the person edits."""

    @app.action(ids.DRAFT_ALSO)
    async def edit_too(ack: Ack, body: Body) -> None:
        block = button_value(body)
        await press(ack, body, ports, moved=lambda seat: places.with_block(seat, block))

    @app.action(ids.DRAFT_RESTORE)
    async def restore(ack: Ack, body: Body) -> None:
        await press(ack, body, ports, lambda _: pressed.restored(button_value(body)))

    @app.action(ids.DRAFT_MENU)
    async def menu(ack: Ack, body: Body) -> None:
        change, block = pressed.from_menu(button_value(body))
        match change:
            case Add():
                await press(ack, body, ports, lambda _: change, moved=places.at_the_added)
            case Move():
                await press(ack, body, ports, lambda _: change, moved=lambda seat: places.at_block(seat, block))
            case _:
                await press(ack, body, ports, lambda _: change)
