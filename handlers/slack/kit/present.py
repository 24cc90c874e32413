"""Tells one person what became of their click."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from blocks.kit import ids
from blocks.kit.message import Block, SlackMessage, View
from blocks.kit.modal import modal
from blocks.kit.plain_words import words_alone
from blocks.refusal import refusal_text
from handlers.slack.kit.answers import UNREADABLE
from handlers.slack.kit.cards import Card
from handlers.slack.kit.clicks import Click
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.response_url import respond
from oversight.action.refusal import Refusal, RefusalCode

log = structlog.get_logger(__name__)

OLD_CARD = frozenset({RefusalCode.ALREADY_DECIDED, RefusalCode.ALREADY_VOTED, RefusalCode.STALE_CARD})
"""Refusals that a person with an up-to-date card would not have met."""
PATIENCE_SECONDS = 8.0
"""How long a call to Slack may take once Slack has been acknowledged."""
UNREACHABLE = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)

T = TypeVar("T")


async def in_patience(call: Awaitable[T]) -> T:
    """Slack's answer; raises one of ``UNREACHABLE`` where there is none."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await call
    except UNREADABLE as error:
        raise aiohttp.ClientPayloadError("what came is no answer of Slack's") from error


async def show_window(click: Click, view: View, ports: SlackPorts) -> None:
    """The window is open, above the one that was clicked in where there is one; raises what Slack's client raises."""
    inside_a_modal = click.view is not None and click.view.get("type") == "modal"
    call = ports.slack.views_push if inside_a_modal else ports.slack.views_open
    await call(trigger_id=click.trigger_id, view=view)


def fault_of(error: Exception) -> str:
    """The error word that Slack gave for a call; the name of the exception where it gave none."""
    if not isinstance(error, SlackApiError):
        return "request_timeout" if isinstance(error, TimeoutError) else type(error).__name__
    data = getattr(error.response, "data", None)
    word = data.get("error") if isinstance(data, dict) else None
    # Without such a word, a server in between has answered, and nobody knows what Slack did.
    return word if isinstance(word, str) and word else "service_unavailable"


async def refuse(click: Click, refusal: Refusal, card: Card | Refusal, ports: SlackPorts) -> None:
    """The person reads why nothing was done; if they looked at an old card, it is drawn anew."""
    log.info("refused", code=refusal.code, user=click.user_id)
    redraw_old(refusal, card, ports)
    await tell(click, refusal_text(refusal), ports)


def redraw_old(refusal: Refusal, card: Card | Refusal, ports: SlackPorts) -> None:
    """A card that is out of date is soon drawn anew."""
    if isinstance(card, Card) and (refusal.code in OLD_CARD or refusal.code is RefusalCode.NOT_A_REVIEWER):
        ports.redraw(card.posting)


async def tell(click: Click, text: str, ports: SlackPorts, blocks: list[Block] | None = None) -> None:
    """Only the person sees these words: where they clicked, by the response URL, in a window, or from the bot."""
    for send in (_in_the_channel, _by_response_url, _in_a_window, _in_a_message):
        try:
            if await in_patience(send(click, SlackMessage(text, blocks or words_alone(text)), ports)):
                return
        except UNREACHABLE as error:
            log.info("one way to tell a person is closed", how=send.__name__, error=error)
    log.warning("a person could not be told", user=click.user_id)


async def _in_the_channel(click: Click, message: SlackMessage, ports: SlackPorts) -> bool:
    if click.channel_id is None:
        return False
    await ports.slack.chat_postEphemeral(
        channel=click.channel_id,
        user=click.user_id,
        text=message.text,
        blocks=message.blocks,
        thread_ts=click.thread_ts,
        parse="none",
    )
    return True


async def _by_response_url(click: Click, message: SlackMessage, ports: SlackPorts) -> bool:
    if click.response_url is None:
        return False
    body = {"text": message.text, "blocks": message.blocks, "response_type": "ephemeral", "replace_original": False}
    return await respond(click.response_url, body, ports.slack)


async def _in_a_window(click: Click, message: SlackMessage, ports: SlackPorts) -> bool:
    """The words in a window: on the Home tab there is no channel to write in."""
    await show_window(click, modal(ids.DETAILS_VIEW, "Not done", message.blocks, ""), ports)
    return True


async def _in_a_message(click: Click, message: SlackMessage, ports: SlackPorts) -> bool:
    """The words in a direct message from the bot, where no other way is left."""
    await ports.slack.chat_postMessage(
        channel=click.user_id, text=message.text, blocks=message.blocks, parse="none", unfurl_links=False
    )
    return True
