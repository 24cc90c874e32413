"""Somebody speaks to the bot in a channel."""

import structlog

from blocks.home.approvals_list import approvals_help
from handlers.slack.kit.clicks import Body
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import UNREACHABLE, in_patience

log = structlog.get_logger(__name__)


def register(app: Listeners, ports: SlackPorts) -> None:
    """A person who mentions the bot reads what it can do for them; nobody else sees the answer."""

    @app.event("app_mention")
    async def mentioned(event: Body) -> None:
        if event.get("user"):
            await tell_help(event, ports)


async def tell_help(event: Body, ports: SlackPorts) -> None:
    """The person who wrote this reads in the same place what the bot can do for them."""
    help_text = approvals_help()
    try:
        await in_patience(
            ports.slack.chat_postEphemeral(
                channel=event["channel"],
                user=event["user"],
                text=help_text.text,
                blocks=help_text.blocks,
                thread_ts=event.get("thread_ts"),
            )
        )
    except UNREACHABLE as error:
        log.info("somebody who spoke to the bot was not answered", error=error)
