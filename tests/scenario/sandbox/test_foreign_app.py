"""A foreign app as a process of its own, and a sandbox that is killed under it and started again."""

import asyncio
import os
import socket
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

ROOT = Path(__file__).parents[3]
MINI_APP = Path(__file__).with_name("mini_app.py")
SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-sandbox-bot",
    "SLACK_APP_TOKEN": "xapp-sandbox-app",
    "SLACK_SIGNING_SECRET": "sandbox-signing-secret",
}
PATIENCE = 30.0


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@asynccontextmanager
async def running(*command, **environment):
    """The command runs until the block ends or somebody kills it; what it says stands in the test's report."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1", **environment}
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def listens(port):
    """Somebody takes connections at this port."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)  # a process that starts tells nobody when it is ready
            else:
                writer.close()
                await writer.wait_closed()
                return


class Person:
    """Somebody at the page of the sandbox."""

    def __init__(self, http, port):
        self._http, self._api = http, f"http://127.0.0.1:{port}/sandbox/api"

    async def do(self, what, **fields):
        async with self._http.post(f"{self._api}/{what}", json={"user": "U0SAM", **fields}) as answer:
            return await answer.json()

    async def look(self, what, **query):
        async with self._http.get(f"{self._api}/{what}", params={"user": "U0SAM", **query}) as answer:
            return await answer.json()


async def converse(sam):
    """Slash command, card, modal with errors, update of the card, Home tab."""
    asked = await sam.do("command", channel="C0RISK", command="/refund", text="900")
    assert asked["acked"], asked
    card = (await sam.look("wait", channel="C0RISK", text="Refund 900"))["message"]
    clicked = await sam.do("click", channel="C0RISK", ts=card["ts"], text="Change")
    assert clicked["acked"], clicked
    view = (await sam.look("wait", kind="view", text="Change the refund"))["view"]
    offered = await sam.do("suggest", view_id=view["id"], action_id="customer", value="ada")
    assert [one["value"] for one in offered["options"]] == ["ada"], offered
    refused = await sam.do("submit", view_id=view["id"], values={"amount": {"amount": "5000"}})
    assert refused["errors"] == {"amount": "At most 1000, please."}, refused
    saved = await sam.do("submit", view_id=view["id"], values={"amount": {"amount": "450"}, "customer": "ada"})
    assert saved["ok"], saved
    changed = (await sam.look("wait", channel="C0RISK", text="Refund 450"))["message"]
    assert changed["ts"] == card["ts"]
    assert "For Ada Byron" in changed["blocks"][0]["text"]["text"]
    assert (await sam.look("views"))["views"] == []
    opened = await sam.do("home")
    assert opened["acked"], opened
    assert (await sam.look("wait", kind="home", text="refunds so far"))["ok"]


@pytest.mark.parametrize("flavour", ["sync", "async"])
@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_bolt_s_own_app_works_and_outlives_the_sandbox(transport, flavour):
    port, app_port = free_port(), free_port()
    sandbox = ["-m", "sandbox", "--port", str(port)]
    if transport == "http":
        sandbox += ["--request-url", f"http://127.0.0.1:{app_port}/slack/events"]
    address = f"http://127.0.0.1:{port}/api/"
    app = [MINI_APP, "--base-url", address, "--transport", transport, "--flavour", flavour, "--port", str(app_port)]

    async def reached(sam):
        if transport == "http":
            await listens(app_port)
        else:
            connected = await sam.look("wait", kind="connection", timeout=str(PATIENCE))
            assert connected["ok"], connected

    async with aiohttp.ClientSession() as http:
        sam = Person(http, port)
        async with running(*sandbox) as first:
            await listens(port)
            async with running(*app, **SECRETS) as its_app:
                await reached(sam)
                await converse(sam)
                first.kill()
                await first.wait()
                async with running(*sandbox):
                    await listens(port)
                    assert (await sam.look("messages", channel="C0RISK"))["messages"] == []
                    await reached(sam)
                    await converse(sam)
                assert its_app.returncode is None
