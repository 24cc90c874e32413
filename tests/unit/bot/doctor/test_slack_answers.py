"""The doctor tells Slack that was not reached from Slack that refused, and each refusal from the others."""

import asyncio
import socket
import ssl
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.client_reqrep import ConnectionKey
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.diagnosis import Health
from bot.doctor.slack import check_slack
from bot.doctor.slack_answers import SlackSaidNo, asked, not_reached
from bot.settings import Settings
from bot.settings.tokens import APP, BOT
from oversight.policy.file.reading import read_policy

POLICY = (Path(__file__).parents[4] / "policy.yml").read_text(encoding="utf-8")
KEY = ConnectionKey("slack.com", 443, True, True, None, None, None)


async def no_from(url, token=BOT, seconds=5):
    with pytest.raises(SlackSaidNo) as no:
        await asked(AsyncWebClient("xoxb-1", base_url=f"{url}/api/", timeout=seconds).auth_test(), token)
    return no.value.finding


async def no_of_a_server(status=200, *, text=None, headers=None, **said):
    async def answer(_request):
        if text is not None:
            return web.Response(text=text, status=status, content_type="text/html")
        return web.json_response({"ok": False, **said}, status=status, headers=headers)

    app = web.Application()
    app.router.add_route("*", "/api/{method}", answer)
    async with TestServer(app) as server:
        return await no_from(str(server.make_url("")).rstrip("/"))


def a_closed_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.mark.slow
async def test_a_refused_connection_says_nothing_of_the_token():
    finding = await no_from(f"http://127.0.0.1:{a_closed_port()}")
    assert finding.health is Health.BAD
    assert finding.what.startswith("Slack was not reached")
    assert "refused the connection" in finding.what
    assert "The tokens were not looked at" in finding.fix
    assert "Install" not in finding.fix


async def test_no_answer_in_time():
    hung_up = asyncio.Event()

    async def listens_and_says_nothing(reader, writer):
        await reader.read(-1)
        writer.close()
        await writer.wait_closed()
        hung_up.set()

    server = await asyncio.start_server(listens_and_says_nothing, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        finding = await no_from(f"http://127.0.0.1:{port}", seconds=0.2)
        await hung_up.wait()
    assert finding.what == "Slack was not reached: no answer in time"


@pytest.mark.slow
async def test_plain_http_where_tls_was_meant():
    app = web.Application()
    async with TestServer(app) as server:
        finding = await no_from(f"https://127.0.0.1:{server.port}")
    assert "TLS" in finding.what


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (aiohttp.ClientConnectorDNSError(KEY, OSError(-2, "Name or service not known")), "has no address"),
        (aiohttp.ClientProxyConnectionError(KEY, OSError(111, "refused")), "the proxy cannot be reached"),
        (aiohttp.ClientConnectorCertificateError(KEY, ssl.SSLCertVerificationError("expired")), "TLS"),
        (aiohttp.ClientConnectorError(KEY, OSError(113, "No route to host")), "No route to host"),
        (aiohttp.ServerDisconnectedError(), "the connection broke"),
        (ConnectionResetError(104, "reset"), "the connection broke"),
        (TimeoutError(), "no answer in time"),
    ],
)
def test_each_part_of_the_way_that_fails_is_named(error, told):
    finding = not_reached(error)
    assert finding.what.startswith("Slack was not reached: ")
    assert told in finding.what
    assert "tokens were not looked at" in finding.fix


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        ("invalid_auth", "Copy it again"),
        ("account_inactive", "Install the app again"),
        ("token_revoked", "Install the app again"),
        ("token_expired", "token rotation"),
        ("not_allowed_token_type", "xoxb-"),
        ("org_login_required", "administrator"),
        ("some_error_of_tomorrow", "some_error_of_tomorrow"),
    ],
)
async def test_each_refusal_has_its_own_advice(error, advice):
    finding = await no_of_a_server(error=error)
    assert finding.what.startswith("Slack refused the bot token")
    assert advice in finding.fix
    assert "not reached" not in finding.what


async def test_a_missing_scope_is_named():
    finding = await no_of_a_server(error="missing_scope", needed="usergroups:read", provided="chat:write")
    assert "usergroups:read" in finding.what
    assert "sayso manifest" in finding.fix


@pytest.mark.parametrize("error", ["internal_error", "fatal_error", "service_unavailable"])
async def test_trouble_of_slack_s_own_is_not_ours(error):
    finding = await no_of_a_server(error=error)
    assert finding.what.startswith("Slack has trouble of its own")


async def test_too_many_calls_are_a_warning():
    finding = await no_of_a_server(429, error="ratelimited", headers={"Retry-After": "30"})
    assert finding.health is Health.WARN


async def test_something_else_that_answers_in_slack_s_place_is_told():
    finding = await no_of_a_server(text="<html>Log in to the hotel's network</html>")
    assert finding.what.startswith("Something answered in Slack's place")
    assert (await no_of_a_server(503, text="busy")).what.startswith("Slack has trouble")


async def test_the_app_token_s_kind_is_named_as_its_own():
    async def answer(_request):
        return web.json_response({"ok": False, "error": "not_allowed_token_type"})

    app = web.Application()
    app.router.add_route("*", "/api/{method}", answer)
    async with TestServer(app) as server:
        finding = await no_from(str(server.make_url("")).rstrip("/"), APP)
    assert "app-level token" in finding.what
    assert "xapp-" in finding.fix


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        "[]",
        '"x"',
        "1",
        "null",
        '{"ok": true}',
        '{"ok": true, "user": null, "team": 5}',
        '{"ok": "yes"}',
        '{"ok": true, "user": "u", "team": "t"}',
        '{"ok": false}',
        '{"ok": false, "error": {"a": 1}}',
        '{"ok":',
        "<p>",
    ],
)
async def test_what_is_not_slack_is_said_to_be_not_slack(body):
    async def answer(_request):
        return web.Response(text=body, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/api/{method}", answer)
    settings = Settings(slack_bot_token="xoxb-1", slack_signing_secret="a", slack_transport="http")
    policy = read_policy(POLICY)
    async with TestServer(app) as server:
        client = AsyncWebClient("xoxb-1", base_url=str(server.make_url("/api/")), timeout=5)
        found = [finding async for finding in check_slack(settings, policy, client)]
    assert found[-1].what.startswith("Something answered in Slack's place, and not as Slack does")


async def test_words_in_the_place_of_slack_s_code_are_not_quoted():
    finding = await no_of_a_server(error="the card 4111 is bad")
    assert "4111" not in finding.what + finding.fix
