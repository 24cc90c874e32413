"""The buttons Looks right, Wrong and Unsure: a manager's finding about an action that ran without a person."""

from blocks.kit import ids
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import SAMPLES
from handlers.slack.kit.clicks import Body, button_click
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.press import press
from oversight.review.sampling import Finding
from oversight.usecases.review.review_sample import review_sample


def register(app: Listeners, ports: SlackPorts) -> None:
    """The three buttons under a sample are answered."""

    @app.action(ids.SAMPLE_RIGHT)
    async def right(ack: Ack, body: Body) -> None:
        await _review(ack, body, Finding.RIGHT, ports)

    @app.action(ids.SAMPLE_WRONG)
    async def wrong(ack: Ack, body: Body) -> None:
        await _review(ack, body, Finding.WRONG, ports)

    @app.action(ids.SAMPLE_UNSURE)
    async def unsure(ack: Ack, body: Body) -> None:
        await _review(ack, body, Finding.UNSURE, ports)


async def _review(ack: Ack, body: Body, finding: Finding, ports: SlackPorts) -> None:
    click = button_click(body)
    await press(
        ack,
        click,
        ports,
        lambda card: review_sample(card.posting.ref, click.user_id, finding, ports.use_cases),
        SAMPLES,
    )
