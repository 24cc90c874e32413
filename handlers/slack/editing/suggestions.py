"""The options of a field that has too many to list, as somebody types."""

from blocks.editing.fields import search_options
from blocks.kit import ids
from handlers.slack.editing.window import named_in, page_of
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.clicks import Body, submission
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from oversight.action.refusal import Refusal
from oversight.editing.form.field import Field
from oversight.editing.form.options import found
from oversight.editing.form.page import Page
from oversight.usecases.editing.opened_edit import find_edit


def register(app: Listeners, ports: SlackPorts) -> None:
    """They are found."""

    @app.options(ids.SEARCH_INPUT)
    async def suggest(ack: Ack, body: Body) -> None:
        click = submission(body)
        state = click.state
        opened = await find_edit(state.edit, click.user_id, ports.use_cases) if state is not None else None
        if opened is None or isinstance(opened, Refusal) or state is None:
            await ack(options=[])
            return
        page, block_id = page_of(opened, state), str(body.get("block_id"))
        named = named_in(opened, state)
        items = page.items if isinstance(page, Page) else ()
        fields = [item for item in items if isinstance(item, Field) and named(item.path) in block_id.split(".")]
        typed = str(body.get("value") or "")
        await ack(options=search_options(fields[0], found(fields[0], typed)) if fields else [])
