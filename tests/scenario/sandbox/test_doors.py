"""Who may come in: this machine's apps and this very page, and nobody else."""

import socket
from urllib.parse import urlsplit

import aiohttp
import pytest

REFUSED = [
    {"Host": "evil.example"},
    {"Host": "127.0.0.1.evil.example"},
    {"Host": "evil.example:8765"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
]
DOORS = ["/sandbox/api/users", "/api/auth.test?token=xoxb-sandbox-bot", "/response/x", "/sandbox/files/F1/x"]


@pytest.mark.parametrize("headers", REFUSED)
@pytest.mark.parametrize("door", DOORS)
async def test_strangers_stay_outside(bare, headers, door):
    async with bare.http.get(f"{bare.sandbox.url}{door}", headers=headers) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("headers", REFUSED)
@pytest.mark.parametrize("door", ["/sandbox/ws", "/link/?ticket="])
async def test_strangers_open_no_websocket(bare, headers, door):
    ticket = bare.sandbox.dispatcher.sockets.tickets.give()
    with pytest.raises(aiohttp.WSServerHandshakeError) as raised:
        await bare.http.ws_connect(f"{bare.sandbox.url}{door}{ticket}", headers=headers)
    assert raised.value.status == 403
    assert bare.sandbox.dispatcher.sockets.connections == 0
    assert bare.sandbox.dispatcher.sockets.tickets.use(ticket)


async def test_its_own_page_and_a_link_to_it_are_welcome(bare):
    port = urlsplit(bare.sandbox.url).port
    own = {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}", "Sec-Fetch-Site": "same-origin"}
    async with bare.http.get(f"{bare.sandbox.url}/sandbox/api/users", headers=own) as answer:
        assert answer.status == 200
    linked = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with bare.http.get(f"{bare.sandbox.url}/", headers=linked) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("door", ["/", "/page/main.js", "/sandbox/api/users", "/sandbox/files/F1/x", "/nowhere"])
async def test_no_foreign_page_may_show_or_read_what_is_here(bare, door):
    async with bare.http.get(f"{bare.sandbox.url}{door}", headers={"Host": "LOCALHOST"}) as answer:
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-cache"


async def test_it_listens_on_this_machine_alone(bare):
    [address] = bare.sandbox._runner.addresses
    assert address[0] == "127.0.0.1"
    with socket.socket() as other, pytest.raises(OSError):
        other.connect(("127.0.0.2", address[1]))


@pytest.mark.parametrize("token", ["xoxb-123-456-abc", "xoxp-1-2", "xoxe.xoxp-1-abc", "xapp-1-A0REAL-1-abc"])
@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open", "blocks.validate"])
async def test_a_token_that_looks_real_is_refused_everywhere(bare, token, method):
    headers = {"Authorization": f"Bearer {token}"}
    async with bare.http.post(f"{bare.sandbox.url}/api/{method}", headers=headers) as answer:
        said = await answer.json()
    assert said["error"] == "invalid_auth"
    assert "real workspace" in said["warning"]
    assert token not in str((await bare.look("traffic"))["traffic"])
