"""The Bolt app: verified payloads in, our listeners around them, and nothing asked of Slack on the way of a click."""

import logging
import secrets

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.app import register_all
from handlers.slack.kit.listeners import BUDGET_SECONDS
from handlers.slack.kit.ports import SlackPorts


def slack_client(token: str, base_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that never tries again by itself: one retried ``chat.postMessage`` would be one card too many."""
    return AsyncWebClient(token=token, base_url=base_url, session=session, retry_handlers=[])


def slack_app(
    slack_ports: SlackPorts,
    *,
    base_url: str,
    session: aiohttp.ClientSession,
    signing_secret: str = "",
    budget_seconds: float = BUDGET_SECONDS,
) -> AsyncApp:
    """The app with every listener registered. Without a signing secret it takes Socket Mode's payloads only."""
    app = AsyncApp(
        name="sayso",
        # Over Socket Mode nothing is signed; should HTTP be reached all the same, nobody can sign for it.
        signing_secret=signing_secret or secrets.token_hex(32),
        client=AsyncWebClient(base_url=base_url, session=session, retry_handlers=[]),
        authorize=_authorize,
    )
    # On a wrong signature Bolt would log the whole body at INFO; its constructor sets the level, so this comes after.
    logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.WARNING)
    register_all(app, slack_ports, budget_seconds=budget_seconds)
    return app


async def _authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
    """Who acts is looked up by the use cases; here nobody is asked, so that a click never waits for ``auth.test``."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=None)
