"""Events, shortcuts and commands: who gets them, and what is sent again."""

import asyncio
import json

import pytest
from aiohttp import web

from sandbox.delivery.signed_http import signature
from sandbox.server import Sandbox


class RequestUrl:
    """An app's request URL that answers with these statuses, one after the other, then with 200."""

    def __init__(self, *statuses):
        self.statuses = list(statuses)
        self.requests = []
        self.bodies = []
        self._changed = asyncio.Condition()

    async def arrived(self, count):
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(lambda: len(self.bodies) >= count)

    async def serve(self, request):
        self.requests.append(request)
        self.bodies.append(await request.read())
        async with self._changed:
            self._changed.notify_all()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def listening(bare):
    runners = []

    async def listen(url):
        app = web.Application()
        app.router.add_post("/", url.serve)
        runner = web.AppRunner(app, shutdown_timeout=1)
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        await bare.do("settings", request_url=address)
        return url

    yield listen
    for runner in runners:
        await runner.cleanup()


async def test_an_event_that_fails_is_sent_again_with_its_number(bare, listening):
    url = await listening(RequestUrl(500))
    said = await bare.do("say", user="U0SAM", channel="C0RISK", text="hello <@U0BOT>")
    assert said["error"] == "http_500"
    await url.arrived(2)
    first, again = (json.loads(body) for body in url.bodies)
    assert first["event"]["type"] == "app_mention"
    assert again["event_id"] == first["event_id"]
    assert "X-Slack-Retry-Num" not in url.requests[0].headers
    assert url.requests[1].headers["X-Slack-Retry-Num"] == "1"


async def test_a_click_that_fails_is_not_sent_again(bare, listening):
    url = await listening(RequestUrl(500))
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [button]}]
    posted = await bare.client.chat_postMessage(channel="C0RISK", text="x", blocks=blocks)
    clicked = await bare.do("click", user="U0DEV", channel="C0RISK", ts=posted["ts"], text="Go")
    assert clicked["error"] == "http_500"
    assert len(url.requests) == 1
    assert not bare.sandbox.dispatcher._again


async def test_what_is_posted_carries_slacks_signature(bare, listening):
    url = await listening(RequestUrl())
    await bare.do("home", user="U0SAM")
    [request], [body] = url.requests, url.bodies
    stamp = request.headers["X-Slack-Request-Timestamp"]
    signed = signature(bare.sandbox.signing_secret, stamp, body)
    assert request.headers["X-Slack-Signature"] == signed


async def test_shortcuts_carry_a_trigger_and_their_message(bare, listening):
    url = await listening(RequestUrl())
    posted = await bare.client.chat_postMessage(channel="C0RISK", text="x")
    await bare.do("shortcut", user="U0DEV", callback_id="mine")
    await bare.do("shortcut", user="U0DEV", callback_id="explain", channel="C0RISK", ts=posted["ts"])
    overall, on_message = [json.loads((await request.post())["payload"]) for request in url.requests]
    assert overall["type"] == "shortcut"
    assert overall["trigger_id"]
    assert on_message["type"] == "message_action"
    assert on_message["message"]["text"] == "x"


async def test_people_who_do_not_exist_or_are_gone_cannot_act(bare):
    assert (await bare.do("home", user="U0NOBODY"))["error"] == "user_not_found"
    await bare.do("users", user="U0OLI", deleted=True)
    assert (await bare.do("home", user="U0OLI"))["error"] == "user_disabled"
    await bare.do("users", user="U0MINA", is_stranger=True, team_id="T0OTHER")
    mina = (await bare.client.users_info(user="U0MINA"))["user"]
    assert mina["is_stranger"] is True
    assert mina["team_id"] == "T0OTHER"


async def test_the_manifest_says_which_commands_and_events_there_are(bare, tmp_path):
    path = tmp_path / "manifest.yml"
    path.write_text("features: {slash_commands: [{command: /approvals}]}\n")
    async with Sandbox(manifest_path=path) as sandbox:
        address = f"{sandbox.url}/sandbox/api/"
        asked = {"user": "U0SAM", "channel": "C0RISK", "text": "/dance"}
        async with bare.http.post(f"{address}command", json=asked) as answer:
            assert (await answer.json())["error"] == "invalid_command"
        async with bare.http.post(f"{address}home", json={"user": "U0SAM"}) as answer:
            assert (await answer.json())["acked"] is True
