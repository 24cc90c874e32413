"""What is pressed beside a sample: Looks right, Unsure, Details, and *All look right* for a whole message."""

from functools import partial

from blocks.kit import ids
from handlers.slack.actions.card_menu import Chosen
from handlers.slack.actions.details import show
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import SAMPLES
from handlers.slack.kit.clicks import Body, Click, button_click, button_value
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.press import press
from handlers.slack.kit.retired import retired
from oversight.ports.message_id import MessageId
from oversight.review.sample import Finding
from oversight.usecases.review.review_like_samples import review_like_samples
from oversight.usecases.review.review_sample import review_sample


def register(app: Listeners, ports: SlackPorts) -> None:
    """They are answered; a choice that is no longer offered with a sentence."""

    @app.action(ids.SAMPLE_RIGHT)
    async def right(ack: Ack, body: Body) -> None:
        await _find(Finding.RIGHT, ack, button_click(body), ports)

    @app.action(ids.SAMPLE_MENU)
    async def chosen(ack: Ack, body: Body) -> None:
        choice, _ = ids.read_menu_value(button_value(body))
        await CHOICES.get(choice, retired)(ack, button_click(body), ports)

    @app.action(ids.SAMPLES_ALL_RIGHT)
    async def all_right(ack: Ack, body: Body) -> None:
        click = button_click(body)
        await press(
            *(ack, click, ports),
            lambda card: review_like_samples(*MessageId.read(card.posting.ref), click.user_id, ports.use_cases),
            SAMPLES,
        )


async def _find(finding: Finding, ack: Ack, click: Click, ports: SlackPorts) -> None:
    await press(
        *(ack, click, ports),
        lambda card: review_sample(card.sample_id, click.user_id, finding, ports.use_cases),
        SAMPLES,
    )


CHOICES: dict[str, Chosen] = {ids.UNSURE_CHOICE: partial(_find, Finding.UNSURE), ids.DETAILS_CHOICE: show}
