"""Says to one person what became of their click."""

import asyncio
from http import HTTPStatus

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from blocks import ids
from blocks.modal import modal
from blocks.refusal import refusal_text
from blocks.text import shown
from blocks.words_alone import words_alone
from handlers.slack.cards import Card
from handlers.slack.clicks import Click
from handlers.slack.desk import Desk
from oversight.refusal import Refusal, RefusalCode

log = structlog.get_logger(__name__)

OLD_CARD = frozenset({RefusalCode.ALREADY_DECIDED, RefusalCode.ALREADY_VOTED, RefusalCode.STALE_CARD})
"""Refusals that somebody who saw today's card would not have run into."""
SHOWN_DETAILS = 5
PATIENCE_SECONDS = 3.0
UNREACHABLE = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)


async def refuse(click: Click, refusal: Refusal, card: Card | Refusal, desk: Desk) -> None:
    """The person reads why nothing was done; an old card that they looked at is drawn anew."""
    log.info("refused", code=refusal.code, user=click.user_id)
    redraw_old(refusal, card, desk)
    await tell(click, refusal_text(refusal), desk)


def redraw_old(refusal: Refusal, card: Card | Refusal, desk: Desk) -> None:
    """A card that no longer tells the truth soon does."""
    if isinstance(card, Card) and (refusal.code in OLD_CARD or refusal.code is RefusalCode.NOT_A_REVIEWER):
        desk.redraw(card.posting)


async def tell(click: Click, text: str, desk: Desk) -> None:
    """The person alone sees these words: where they clicked, by the payload's own way, or in a window."""
    ways = (_in_the_channel, _by_the_payload_s_way, _in_a_window)
    for way in ways:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                if await way(click, text, desk):
                    return
        except UNREACHABLE as error:
            log.info("one way to tell a person is closed", way=way.__name__, error=error)
    log.warning("a person could not be told", user=click.user_id)


async def _in_the_channel(click: Click, text: str, desk: Desk) -> bool:
    if click.channel_id is None:
        return False
    await desk.slack.chat_postEphemeral(
        channel=click.channel_id,
        user=click.user_id,
        text=text,
        blocks=words_alone(text),
        thread_ts=click.thread_ts,
        parse="none",
    )
    return True


async def _by_the_payload_s_way(click: Click, text: str, desk: Desk) -> bool:
    if click.response_url is None:
        return False
    back = AsyncWebhookClient(click.response_url, session=desk.slack.session, retry_handlers=[])
    told = await back.send(text=text, blocks=words_alone(text), response_type="ephemeral", replace_original=False)
    return bool(told.status_code == HTTPStatus.OK)


async def _in_a_window(click: Click, text: str, desk: Desk) -> bool:
    """On the Home tab there is no channel to speak in."""
    view = modal(ids.DETAILS_VIEW, "Not done", words_alone(text), "")
    if click.view is not None and click.view.get("type") == "modal":
        await desk.slack.views_push(trigger_id=click.trigger_id, view=view)
    else:
        await desk.slack.views_open(trigger_id=click.trigger_id, view=view)
    return True


def field_error(refusal: Refusal) -> str:
    """The refusal as plain words under a field of a modal."""
    details = "; ".join(refusal.details[:SHOWN_DETAILS])
    return shown(f"{refusal.sentence} {details}".strip())
