"""Events, shortcuts and commands: who gets them, and what is sent again."""

import asyncio
import json

import pytest
from aiohttp import web

from sandbox import limits
from sandbox.delivery.signed_http import signature
from sandbox.manifest import read_manifest
from sandbox.server import Sandbox
from tests.scenario.sandbox.line import line


class RequestUrl:
    """An app's request URL that answers with these statuses, one after the other, then with 200."""

    def __init__(self, *statuses, **headers):
        self.statuses = list(statuses)
        self.headers = headers
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
        status = self.statuses.pop(0) if self.statuses else 200
        return web.Response(
            status=status, headers={name.replace("_", "-"): value for name, value in self.headers.items()}
        )


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
    assert url.requests[1].headers["X-Slack-Retry-Reason"] == "http_error"


async def test_an_event_is_sent_four_times_at_most_at_slack_s_times(bare, listening, monkeypatch):
    assert limits.EVENT_RETRY_SECONDS == (0.0, 60.0, 300.0)
    monkeypatch.setattr(limits, "EVENT_RETRY_SECONDS", (0.0, 0.0, 0.0))
    url = await listening(RequestUrl(*[503] * 9))
    await bare.do("say", user="U0SAM", channel="C0RISK", text="hello <@U0BOT>")
    await asyncio.gather(*bare.sandbox.dispatcher._under_way)
    assert [request.headers.get("X-Slack-Retry-Num") for request in url.requests] == [None, "1", "2", "3"]


async def test_an_event_is_not_sent_again_to_an_app_that_asks_for_that(bare, listening):
    url = await listening(RequestUrl(500, X_Slack_No_Retry="1"))
    said = await bare.do("say", user="U0SAM", channel="C0RISK", text="hello <@U0BOT>")
    assert said["error"] == "http_500"
    assert not bare.sandbox.dispatcher._under_way
    assert len(url.requests) == 1


async def test_redirects_are_followed_twice(bare, listening):
    url = await listening(RequestUrl(*[307] * 3, Location="/"))
    clicked = await bare.do("shortcut", user="U0SAM", callback_id="mine")
    assert clicked["error"] == "too_many_redirects"
    assert len(url.requests) == 2


async def test_over_socket_mode_the_frame_counts_the_attempts(bare, monkeypatch):
    monkeypatch.setattr(limits, "ACK_SECONDS", 0.05)
    async with line(bare, answer=None) as app:
        await bare.do("say", user="U0SAM", channel="C0RISK", text="hello <@U0BOT>")
        first, again = await app.next(), await app.next()
    assert (first["retry_attempt"], first["retry_reason"]) == (0, "")
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "http_timeout")
    assert again["payload"] == first["payload"]
    assert again["envelope_id"] != first["envelope_id"]


async def test_a_command_that_fails_is_answered_by_slackbot(bare, monkeypatch):
    await bare.do("command", user="U0SAM", channel="C0RISK", text="/ask me")
    monkeypatch.setattr(limits, "ACK_SECONDS", 0.05)
    async with line(bare, answer=None):
        late = await bare.do("command", user="U0SAM", channel="C0RISK", text="/ask me")
    assert late["detail"] == "The app did not answer within 3 seconds. Try again."
    told = (await bare.look("ephemerals", user="U0SAM"))["messages"]
    assert [(one["user"], one["text"]) for one in told] == [
        ("USLACKBOT", '/ask failed with the error "dispatch_failed"'),
        ("USLACKBOT", '/ask failed with the error "operation_timeout"'),
    ]


async def test_the_messages_tab_is_opened_without_a_view(bare, listening):
    url = await listening(RequestUrl())
    await bare.do("home", user="U0SAM", tab="messages")
    assert json.loads(url.bodies[0])["event"]["tab"] == "messages"
    assert (await bare.do("home", user="U0SAM", tab="about"))["error"] == "wrong_field"


async def test_an_app_hears_what_its_manifest_subscribes_to(bare, listening, tmp_path):
    path = tmp_path / "manifest.yml"
    events = "[app_mention, message.channels, tokens_revoked]"
    path.write_text(f"settings: {{event_subscriptions: {{bot_events: {events}}}}}\n")
    url = await listening(RequestUrl())
    bare.sandbox.install.manifest = read_manifest(path)
    await bare.do("say", user="U0SAM", channel="C0RISK", text="hello")
    await bare.do("say", user="U0SAM", channel="C0RISK", text="hello <@U0BOT>")
    await bare.do("say", user="U0SAM", channel="C0GENERAL", text="the bot <@U0BOT> is not here")
    await bare.do("settings", revoked=True)
    await url.arrived(4)
    heard = [json.loads(body)["event"] for body in url.bodies]
    assert [one["type"] for one in heard] == ["message", "message", "app_mention", "tokens_revoked"]
    assert heard[0]["channel_type"] == "channel"
    assert heard[-1]["tokens"] == {"oauth": [], "bot": ["U0BOT"]}


async def test_a_click_that_fails_is_not_sent_again(bare, listening):
    url = await listening(RequestUrl(500))
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [button]}]
    posted = await bare.client.chat_postMessage(channel="C0RISK", text="x", blocks=blocks)
    clicked = await bare.do("click", user="U0DEV", channel="C0RISK", ts=posted["ts"], text="Go")
    assert clicked["error"] == "http_500"
    assert len(url.requests) == 1
    assert not bare.sandbox.dispatcher._under_way


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
    shortcut = "{name: Mine, type: message, callback_id: mine}"
    path.write_text(f"features: {{slash_commands: [{{command: /approvals}}], shortcuts: [{shortcut}]}}\n")
    async with Sandbox(manifest_path=path) as sandbox:
        address = f"{sandbox.url}/sandbox/api/"
        asked = {"user": "U0SAM", "channel": "C0RISK", "text": "/dance"}
        async with bare.http.post(f"{address}command", json=asked) as answer:
            assert (await answer.json())["error"] == "invalid_command"
        async with bare.http.post(f"{address}shortcut", json={"user": "U0SAM", "callback_id": "mine"}) as answer:
            assert (await answer.json())["error"] == "invalid_shortcut"
        async with bare.http.post(f"{address}home", json={"user": "U0SAM"}) as answer:
            assert (await answer.json())["acked"] is True
