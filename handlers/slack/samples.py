"""Looks right, Wrong, Unsure: what a manager says of an action that ran without a person."""

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from blocks import ids
from handlers.slack.cards import SAMPLES, card_of
from handlers.slack.clicks import Body, button_click
from handlers.slack.desk import Desk
from handlers.slack.present import refuse
from oversight.patterns.lazy_review import Finding
from oversight.refusal import Refusal
from oversight.usecases.review_sample import review_sample


def register(app: AsyncApp, desk: Desk) -> None:
    """The three buttons under a sample are answered."""

    @app.action(ids.SAMPLE_RIGHT)
    async def right(ack: AsyncAck, body: Body) -> None:
        await _review(ack, body, Finding.RIGHT, desk)

    @app.action(ids.SAMPLE_WRONG)
    async def wrong(ack: AsyncAck, body: Body) -> None:
        await _review(ack, body, Finding.WRONG, desk)

    @app.action(ids.SAMPLE_UNSURE)
    async def unsure(ack: AsyncAck, body: Body) -> None:
        await _review(ack, body, Finding.UNSURE, desk)


async def _review(ack: AsyncAck, body: Body, finding: Finding, desk: Desk) -> None:
    click = button_click(body)
    card = await card_of(click, SAMPLES, desk)
    answered = (
        card if isinstance(card, Refusal) else await review_sample(card.posting.ref, click.user_id, finding, desk.ports)
    )
    await ack()
    if isinstance(answered, Refusal):
        await refuse(click, answered, card, desk)
