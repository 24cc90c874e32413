"""The buttons Looks right, Wrong and Unsure: a manager's finding about an action that ran without a person."""

from blocks.kit import ids
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import SAMPLES, card_of
from handlers.slack.kit.clicks import Body, button_click
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.press import show_answered
from oversight.action.refusal import Refusal
from oversight.review.sampling import Finding
from oversight.usecases.review.review_sample import review_sample


def register(app: Listeners, desk: SlackPorts) -> None:
    """The three buttons under a sample are answered."""

    @app.action(ids.SAMPLE_RIGHT)
    async def right(ack: Ack, body: Body) -> None:
        await _review(ack, body, Finding.RIGHT, desk)

    @app.action(ids.SAMPLE_WRONG)
    async def wrong(ack: Ack, body: Body) -> None:
        await _review(ack, body, Finding.WRONG, desk)

    @app.action(ids.SAMPLE_UNSURE)
    async def unsure(ack: Ack, body: Body) -> None:
        await _review(ack, body, Finding.UNSURE, desk)


async def _review(ack: Ack, body: Body, finding: Finding, desk: SlackPorts) -> None:
    ack.saving()
    click = button_click(body)
    card = await card_of(click, SAMPLES, desk)
    answered = (
        card if isinstance(card, Refusal) else await review_sample(card.posting.ref, click.user_id, finding, desk.ports)
    )
    await show_answered(ack, click, answered, card, desk)
