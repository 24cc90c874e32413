"""The answer to buttons that nobody shows any more: old cards keep theirs."""

import re

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from handlers.slack.cards import CARDS, SAMPLES, card_of
from handlers.slack.clicks import Body, Click, button_click
from handlers.slack.desk import Desk
from handlers.slack.present import refuse
from oversight.refusal import Refusal, RefusalCode

RETIRED = Refusal(
    RefusalCode.STALE_CARD,
    "This button is from an earlier version and does nothing now. Use the buttons on the new card.",
)
ANYTHING = re.compile("")
ANSWERED = ("button", "overflow")


def register(app: AsyncApp, desk: Desk) -> None:
    """Every button that no other listener knows gets words, and its card is drawn anew."""

    @app.block_action(ANYTHING)
    async def unknown(ack: AsyncAck, body: Body) -> None:
        pressed = (body.get("actions") or [{}])[0]
        if pressed.get("type") not in ANSWERED or pressed.get("url"):
            await ack()  # links need an ack and nothing else
        else:
            await retired(ack, button_click(body), desk)


async def retired(ack: AsyncAck, click: Click, desk: Desk) -> None:
    """The person reads that this does nothing any more."""
    await ack()
    await refuse(click, RETIRED, await card_of(click, CARDS | SAMPLES, desk), desk)
