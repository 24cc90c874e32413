"""Answers by a response URL. Anybody who has the URL can write in our name, so it is never logged.

The SDK's own client would log the URL and the text at level DEBUG.
"""

from http import HTTPStatus
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient


async def respond(url: str, body: dict[str, Any], slack: AsyncWebClient) -> bool:
    """Whether Slack accepted the message; raises what aiohttp raises where there is no answer."""
    assert slack.session is not None, "there is one session for all that is sent"
    async with slack.session.post(url, json=body) as answer:
        said = await answer.text()
        return answer.status == HTTPStatus.OK and '"ok":false' not in said.replace(" ", "")
