"""What no Slack would answer, a proxy may: it is no answer, and never a fault of ours."""

from __future__ import annotations

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.fault import NO_ANSWER, SlackFault, answer
from handlers.slack.kit.present import UNREACHABLE, fault_of, in_patience

JSON, PAGE, PLAIN = "application/json; charset=utf-8", "text/html", "text/plain"
ODD = {
    "a number": (b"5", JSON),
    "a text": (b'"ok"', JSON),
    "a list": (b"[1]", JSON),
    "true": (b"true", JSON),
    "no UTF-8": (b'{"ok": true, "ts": "\xff\xfe"}', JSON),
    "deeper than can be read": (b"[" * 100_000, JSON),
    "half of it": (b'{"ok": tr', JSON),
    "nothing": (b"", JSON),
    "words": (b"ok", PLAIN),
    "a page": (b"<html>Log in to the network</html>", PAGE),
}


@pytest.fixture(params=ODD)
async def client(request):
    body, kind = ODD[request.param]

    async def respond(_):
        return web.Response(body=body, headers={"Content-Type": kind})

    app = web.Application()
    app.router.add_post("/api/{method}", respond)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    async with aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
        yield AsyncWebClient("xoxb-test", base_url=url, session=session, retry_handlers=[])
    await runner.cleanup()


async def test_what_is_sent_may_have_arrived(client):
    with pytest.raises(SlackFault) as raised:
        await answer("chat.postMessage", client.chat_postMessage(channel="C1", text="Hello"))
    assert raised.value.in_doubt
    assert raised.value.error in {NO_ANSWER, "http_200"}


async def test_what_is_shown_to_a_person_may_be_there(client):
    with pytest.raises(UNREACHABLE) as raised:
        await in_patience(client.views_open(trigger_id="1.2.3", view={"type": "modal", "blocks": []}))
    assert fault_of(raised.value) in {"service_unavailable", "ClientPayloadError"}
