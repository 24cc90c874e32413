"""Reveal in an edit: an entitled person sees the hidden values and edits them like any other."""

from blocks.kit import ids
from handlers.slack.editing.pressed import refuse_press
from handlers.slack.editing.window import OLD, drawn, with_typed
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.clicks import Body, button_click
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.windows import turn_modal
from oversight.action.refusal import Refusal
from oversight.usecases.editing.reveal_in_edit import reveal_in_edit


def register(app: Listeners, ports: SlackPorts) -> None:
    """The button is answered."""

    @app.action(ids.EDIT_REVEAL)
    async def reveal(ack: Ack, body: Body) -> None:
        ack.saving()
        click = button_click(body)
        state = click.state
        if state is None or not state.edit:
            await refuse_press(ack, click, OLD, ports)
            return
        opened = await reveal_in_edit(
            state.edit, click.user_id, lambda now: with_typed(now, click).edit, ports.use_cases
        )
        if isinstance(opened, Refusal):
            await refuse_press(ack, click, opened, ports)
            return
        await ack()
        await turn_modal(click, drawn(opened, state), ports)
