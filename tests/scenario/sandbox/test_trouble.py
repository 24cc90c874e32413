"""What can be made to go wrong between the workspace and the app."""

import asyncio

import aiohttp
import pytest

from sandbox import limits
from sandbox.delivery import reordering, socket_mode, tickets
from sandbox.server import Sandbox
from tests.scenario.sandbox.line import line


async def mention(bare, words):
    return await bare.do("say", user="U0SAM", channel="C0RISK", text=f"{words} <@U0BOT>")


def words_of(frame):
    return frame["payload"]["event"]["text"].partition(" ")[0]


async def test_an_outage_answers_503_and_cuts_the_line_until_it_is_over(bare):
    async with line(bare) as app:
        spare = await bare.client.apps_connections_open(app_token=bare.sandbox.app_token)
        told = await bare.do("settings", outage=True)
        assert told["outage"] is True
        async with asyncio.timeout(5):
            await app.ended.wait()
        async with bare.http.post(f"{bare.sandbox.url}/api/auth.test") as answer:
            assert answer.status == 503
        async with bare.http.post(f"{bare.sandbox.url}/response/whatever", json={"text": "x"}) as answer:
            assert answer.status == 503
        with pytest.raises(aiohttp.WSServerHandshakeError) as raised:
            await bare.http.ws_connect(spare["url"])
        assert raised.value.status == 503
        command = await bare.do("command", user="U0SAM", channel="C0RISK", text="/ask")
        assert command["error"] == "outage"
        assert "outage" in command["detail"]
    await bare.do("settings", outage=False)
    async with line(bare):
        assert (await bare.do("command", user="U0SAM", channel="C0RISK", text="/ask"))["acked"]


async def test_an_outage_reaches_apps_on_http_too(bare):
    await bare.do("settings", outage=True, request_url="http://127.0.0.1:9/")
    assert (await bare.do("command", user="U0SAM", channel="C0RISK", text="/ask"))["error"] == "outage"


async def test_a_half_open_line_stays_up_and_is_dead(bare, monkeypatch):
    monkeypatch.setattr(limits, "ACK_SECONDS", 0.05)
    async with line(bare) as app:
        await bare.do("settings", half_open=True)
        await app.socket.ping()
        clicked = await bare.do("command", user="U0SAM", channel="C0RISK", text="/ask")
        assert clicked["error"] == "operation_timeout"
        assert app.frames.empty()
        assert not app.socket.closed
        assert bare.sandbox.dispatcher.sockets.connections == 1
        await bare.do("settings", half_open=False)
        assert (await bare.do("command", user="U0SAM", channel="C0RISK", text="/ask"))["acked"]


async def test_a_half_open_line_answers_no_ping(bare):
    opened = await bare.client.apps_connections_open(app_token=bare.sandbox.app_token)
    socket = await bare.http.ws_connect(opened["url"], autoping=False)
    assert (await socket.receive_json())["type"] == "hello"
    await socket.ping(b"one")
    pong = await socket.receive(timeout=5)
    assert (pong.type, bytes(pong.data)) == (aiohttp.WSMsgType.PONG, b"one")
    await bare.do("settings", half_open=True)
    await socket.ping(b"two")
    await bare.do("settings", half_open=False)
    await socket.ping(b"three")
    assert bytes((await socket.receive(timeout=5)).data) == b"three"
    await socket.close()


async def test_a_connection_made_after_half_open_is_sound(bare):
    async with line(bare) as dead:
        await bare.do("settings", half_open=True)
        assert await dead.socket.close()
        async with line(bare):
            await bare.sandbox.space.stream.until(
                lambda: bare.sandbox.dispatcher.sockets.connections == 1 or None, seconds=5
            )
            assert (await bare.do("command", user="U0SAM", channel="C0RISK", text="/ask"))["acked"]


async def test_the_next_payloads_are_delivered_twice(bare):
    async with line(bare) as app:
        await bare.do("settings", duplicate=1)
        assert (await mention(bare, "first"))["acked"]
        one, other = await app.next(), await app.next()
        assert one["payload"] == other["payload"]
        assert one["envelope_id"] != other["envelope_id"]
        await mention(bare, "second")
        assert words_of(await app.next()) == "second"
        assert (await bare.look("settings"))["duplicate"] == 0


async def test_the_next_payloads_arrive_in_reverse_order(bare, task_group):
    async with line(bare) as app:
        await bare.do("settings", reorder=3)
        said = [task_group.create_task(mention(bare, words)) for words in ("one", "two")]
        await bare.sandbox.space.stream.until(lambda: bare.sandbox.dispatcher.reordering.wanted == 1 or None, seconds=5)
        order = [one.text.partition(" ")[0] for one in bare.sandbox.world.channels["C0RISK"].messages.values()]
        said.append(task_group.create_task(mention(bare, "three")))
        assert [words_of(await app.next()) for _ in range(3)] == ["three", *reversed(order)]
        assert all([(await one)["acked"] for one in said])
        await mention(bare, "four")
        assert words_of(await app.next()) == "four"


async def test_what_is_held_goes_after_a_while_even_alone(bare, monkeypatch):
    monkeypatch.setattr(reordering, "HOLD_SECONDS", 0.01)
    async with line(bare) as app:
        await bare.do("settings", reorder=5)
        assert (await mention(bare, "alone"))["acked"]
        assert words_of(await app.next()) == "alone"
        assert (await bare.look("settings"))["reorder"] == 0


async def test_connections_are_warned_then_asked_to_refresh_then_closed(bare):
    async with line(bare) as app:
        assert (await bare.do("sockets/refresh", after=0))["warned"] == 1
        assert [(await app.next())["reason"] for _ in range(2)] == ["warning", "refresh_requested"]
        async with asyncio.timeout(5):
            await app.ended.wait()


async def test_a_connection_that_followed_the_warning_is_left_alone(bare, task_group):
    async with line(bare) as old:
        refreshing = task_group.create_task(bare.sandbox.dispatcher.sockets.refresh(0.2))
        assert (await old.next())["reason"] == "warning"
        async with line(bare) as new:
            await old.socket.close()
            await refreshing
            assert new.frames.empty()
            assert (await mention(bare, "still"))["acked"]


async def test_a_ticket_does_not_keep():
    now = [1000.0]
    async with Sandbox(clock=lambda: now[0]) as sandbox, aiohttp.ClientSession() as http:
        ticket = sandbox.dispatcher.sockets.tickets.give()
        now[0] += tickets.TICKET_SECONDS + 1
        with pytest.raises(aiohttp.WSServerHandshakeError) as raised:
            await http.ws_connect(f"{sandbox.url}/link/?ticket={ticket}")
        assert raised.value.status == 403


async def test_garbage_on_the_line_does_not_break_it(bare):
    async with line(bare) as app:
        for garbage in ("", "[]", "{", '"x"', '{"envelope_id": {}}', '{"envelope_id": null, "payload": 3}'):
            await app.socket.send_str(garbage)
        await app.socket.send_bytes(b"\xff")
        assert (await mention(bare, "still"))["acked"]


async def test_a_fault_can_be_taken_back(bare):
    watcher = await bare.http.ws_connect(f"{bare.sandbox.url}/sandbox/ws")
    assert (await watcher.receive_json())["type"] == "hello"
    await bare.do("faults", method="auth.test", error="fatal_error", times=2)
    await bare.do("faults", method="chat.postMessage", status=500)
    assert (await watcher.receive_json())["type"] == "faults.changed"
    left = await bare.do("faults/remove", index=0)
    assert [one["method"] for one in left["faults"]] == ["chat.postMessage"]
    assert (await bare.do("faults/remove", index=5))["error"] == "no_such_fault"
    assert (await bare.do("faults/remove", index=-1))["error"] == "no_such_fault"
    assert (await bare.client.auth_test())["ok"]
    await watcher.close()


@pytest.mark.parametrize(
    "fault",
    [
        {"method": "chat.sing", "error": "x"},
        {"method": "auth.test"},
        {"method": "auth.test", "error": "x", "times": 0},
        {"method": "auth.test", "error": "x", "times": 1.5},
        {"method": "auth.test", "status": 42},
        {"method": "auth.test", "delay": -1},
    ],
)
async def test_a_fault_that_means_nothing_is_refused(bare, fault):
    assert (await bare.do("faults", **fault))["ok"] is False
    assert (await bare.look("faults"))["faults"] == []


@pytest.mark.parametrize(
    "settings",
    [{"outage": "yes"}, {"duplicate": -1}, {"reorder": 1.5}, {"rate_speed": 0}, {"request_url": "ftp://x"}],
)
async def test_a_wrong_setting_changes_nothing(bare, settings):
    before = await bare.look("settings")
    assert (await bare.do("settings", revoked=True, **settings))["error"] == "wrong_field"
    assert await bare.look("settings") == before


async def test_an_outsider_acts_from_another_workspace(bare):
    async with line(bare) as app:
        await bare.do("users", user="U0MINA", is_stranger=True)
        await bare.do("command", user="U0MINA", channel="C0RISK", text="/ask")
        await bare.do("shortcut", user="U0MINA", callback_id="mine")
        await app.next()
        assert (await app.next())["payload"]["user"]["team_id"] == "T0ELSEWHERE"
    back = await bare.do("users", user="U0MINA", is_stranger=False)
    assert back["user"]["team_id"] == "T0SANDBOX"


async def test_a_client_that_answers_no_ping_is_cut_off(bare, monkeypatch):
    monkeypatch.setattr(socket_mode, "PING_SECONDS", 0.02)
    monkeypatch.setattr(socket_mode, "SILENT_SECONDS", 0.1)
    opened = await bare.client.apps_connections_open(app_token=bare.sandbox.app_token)
    silent = await bare.http.ws_connect(opened["url"], autoping=False)
    async with line(bare):
        connections = bare.sandbox.dispatcher.sockets
        left = await bare.sandbox.space.stream.until(lambda: connections.connections == 1 or None, seconds=5)
        assert left, "the silent client is still there"
        assert (await bare.do("command", user="U0SAM", channel="C0RISK", text="/ask"))["acked"]
    await silent.close()


async def test_a_connection_does_not_last_for_ever(bare, monkeypatch):
    monkeypatch.setattr(socket_mode, "CONNECTION_SECONDS", 0.02)
    monkeypatch.setattr(socket_mode, "WARNING_SECONDS", 0.01)
    async with line(bare) as app:
        assert [(await app.next())["reason"] for _ in range(2)] == ["warning", "refresh_requested"]
