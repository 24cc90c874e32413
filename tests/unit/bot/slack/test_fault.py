"""What Slack's answers, and their absence, are taken for."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.fault import NO_ANSWER, SlackFault, answer
from tests.unit.bot.delivery.slack_said import Reply, refusal


async def fails(error):
    async def call():
        raise error

    with pytest.raises(SlackFault) as raised:
        await answer("chat.postMessage", call())
    return raised.value


class NotJson:
    """What the SDK puts into its error where the body was no JSON: aiohttp's own response."""

    status = 502


@pytest.mark.parametrize(
    ("error", "named", "in_doubt"),
    [
        (refusal("channel_not_found"), "channel_not_found", False),
        (refusal("internal_error"), "internal_error", True),
        (refusal("", 503), "http_503", True),
        (SlackApiError("no JSON", NotJson()), "http_502", True),
        (SlackApiError("text", Reply("Bad Gateway", 502)), "http_502", True),
        (SlackApiError("a page", Reply({}, 200)), "http_200", True),
        (SlackApiError("a page", Reply({}, 403)), "http_403", False),
        (aiohttp.ServerDisconnectedError(), NO_ANSWER, True),
        (TimeoutError(), NO_ANSWER, True),
        (ConnectionResetError(), NO_ANSWER, True),
    ],
)
async def test_each_way_to_fail_says_whether_it_may_have_worked(error, named, in_doubt):
    fault = await fails(error)
    assert (fault.error, fault.in_doubt) == (named, in_doubt)


async def test_a_server_that_was_never_reached_got_nothing():
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient("xoxb-test", base_url="http://127.0.0.1:1/", session=session, retry_handlers=[])
        with pytest.raises(SlackFault) as raised:
            await answer("chat.postMessage", client.chat_postMessage(channel="C1", text="Hello"))
    assert not raised.value.in_doubt


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "7"}, 7),
        ({"retry_after": "7"}, 7),
        ({}, 30),
        ({"Retry_After": "soon"}, 30),
        ({"Retry_After": "9" * 20}, 300),
    ],
)
async def test_a_rate_limit_says_for_how_long(headers, seconds):
    fault = await fails(refusal("ratelimited", 429, **headers))
    assert (fault.error, fault.retry_after, fault.in_doubt) == ("ratelimited", seconds, False)


async def test_who_does_not_answer_in_time_is_not_waited_for():
    async def never() -> Any:
        await asyncio.Event().wait()

    with pytest.raises(SlackFault, match=NO_ANSWER):
        await answer("users.info", never(), seconds=0.01)
