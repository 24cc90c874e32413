"""Events that no other listener knows: a person who writes to the bot directly is answered, the rest is ignored.

A manifest may subscribe the app to more than it asks for, and a workspace without one tells it everything.
"""

import re

from handlers.slack.home.mentions import tell_help
from handlers.slack.kit.clicks import Body
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts

ANY_EVENT = re.compile("")


def register(app: Listeners, ports: SlackPorts) -> None:
    """Every event is acknowledged; this is registered after the listeners for events that mean something."""

    @app.event(ANY_EVENT)
    async def other(event: Body) -> None:
        if _is_said_to_us(event):
            await tell_help(event, ports)


def _is_said_to_us(event: Body) -> bool:
    """Whether a person wrote this to the bot alone. False for what bots say, ours included, and for edits."""
    is_direct = event.get("type") == "message" and event.get("channel_type") == "im"
    return is_direct and not event.get("subtype") and not event.get("bot_id") and bool(event.get("user"))
