"""How payloads reach an app: sockets, tickets, deadlines, trigger ids, response URLs, and the doors of the server."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from sandbox import limits

BUTTON = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}],
}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [{"type": "divider"}]}


async def connect(bare):
    """One Socket Mode connection, after its hello."""
    opened = await bare.client.apps_connections_open(app_token=bare.sandbox.app_token)
    socket = await bare.http.ws_connect(opened["url"])
    assert (await socket.receive_json())["type"] in {"hello", "disconnect"}
    return socket, opened["url"]


async def card(bare):
    posted = await bare.client.chat_postMessage(channel="C0RISK", text="x", blocks=[BUTTON])
    return posted["ts"]


def start_click(bare, task_group, ts):
    return task_group.create_task(bare.do("click", user="U0DEV", channel="C0RISK", ts=ts, text="Go"))


async def test_a_click_without_an_app_says_so(bare):
    clicked = await bare.do("click", user="U0DEV", channel="C0RISK", ts=await card(bare), text="Go")
    assert clicked["acked"] is False
    assert clicked["error"] == "app_not_connected"


async def test_a_ticket_opens_one_connection(bare):
    socket, url = await connect(bare)
    with pytest.raises(aiohttp.WSServerHandshakeError) as raised:
        await bare.http.ws_connect(url)
    assert raised.value.status == 403
    await socket.close()


async def test_each_payload_goes_to_one_connection_in_turn(bare, task_group):
    first, _ = await connect(bare)
    second, _ = await connect(bare)
    ts = await card(bare)
    for socket in (first, second):
        click = start_click(bare, task_group, ts)
        envelope = await socket.receive_json()
        assert envelope["type"] == "interactive"
        assert envelope["accepts_response_payload"] is False
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        assert (await click)["acked"]
    await first.close()
    await second.close()


async def test_the_eleventh_connection_is_sent_away(bare):
    bare.sandbox.rates.enabled = False
    sockets = [(await connect(bare))[0] for _ in range(limits.SOCKET_CONNECTIONS)]
    opened = await bare.client.apps_connections_open(app_token=bare.sandbox.app_token)
    eleventh = await bare.http.ws_connect(opened["url"])
    assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
    for socket in [*sockets, eleventh]:
        await socket.close()


async def test_a_dropped_connection_fails_the_click_at_once(bare, task_group):
    socket, _ = await connect(bare)
    click = start_click(bare, task_group, await card(bare))
    await socket.receive_json()
    assert (await bare.do("sockets/drop"))["dropped"] == 1
    assert (await click)["error"] == "connection_lost"
    await socket.close()


async def test_connections_can_be_warned(bare):
    socket, _ = await connect(bare)
    await bare.do("sockets/drop", reason="warning")
    assert await socket.receive_json() == {
        "type": "disconnect",
        "reason": "warning",
        "debug_info": {"host": "sandbox"},
    }
    await socket.close()


async def test_a_silent_app_is_an_error_for_the_person(bare, task_group, monkeypatch):
    monkeypatch.setattr(limits, "ACK_SECONDS", 0.05)
    socket, _ = await connect(bare)
    click = start_click(bare, task_group, await card(bare))
    await socket.receive_json()
    assert (await click)["error"] == "operation_timeout"
    await socket.close()


async def clicked_payload(bare, task_group, ts):
    socket, _ = await connect(bare)
    click = start_click(bare, task_group, ts)
    envelope = await socket.receive_json()
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    await click
    await socket.close()
    return envelope["payload"]


async def test_a_trigger_opens_one_modal(bare, task_group):
    payload = await clicked_payload(bare, task_group, await card(bare))
    await bare.client.views_open(trigger_id=payload["trigger_id"], view=MODAL)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await bare.client.views_open(trigger_id=payload["trigger_id"], view=MODAL)


async def test_the_stack_is_three_high_and_hashes_guard_updates(bare):
    space = bare.sandbox.space
    opened = [await bare.client.views_push(trigger_id=space.triggers.give("U0DEV"), view=MODAL) for _ in range(3)]
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await bare.client.views_push(trigger_id=space.triggers.give("U0DEV"), view=MODAL)
    view = opened[-1]["view"]
    await bare.client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await bare.client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)
    assert len((await bare.look("views", user="U0DEV"))["views"]) == 3
    await bare.do("close", user="U0DEV", view_id=view["id"])
    assert len((await bare.look("views", user="U0DEV"))["views"]) == 2


async def test_a_response_url_answers_replaces_and_deletes(bare, task_group):
    ts = await card(bare)
    url = (await clicked_payload(bare, task_group, ts))["response_url"]
    await bare.http.post(url, json={"text": "only you"})
    [own] = (await bare.look("ephemerals", user="U0DEV"))["messages"]
    assert own["text"] == "only you"
    assert (await bare.look("ephemerals", user="U0SAM"))["messages"] == []
    await bare.http.post(url, json={"text": "for all", "response_type": "in_channel"})
    await bare.http.post(url, json={"text": "replaced", "replace_original": True})
    texts = [one["text"] for one in (await bare.look("messages", channel="C0RISK"))["messages"]]
    assert texts == ["replaced", "for all"]
    await bare.http.post(url, json={"delete_original": True})
    await bare.http.post(url, json={"text": "fifth"})
    sixth = await bare.http.post(url, json={"text": "sixth"})
    assert sixth.status == 404
    assert (await sixth.json())["error"] == "used_url"


async def test_foreign_hosts_and_origins_stay_outside(bare):
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        async with bare.http.get(f"{bare.sandbox.url}/sandbox/api/users", headers=headers) as answer:
            assert answer.status == 403
    async with bare.http.post(f"{bare.sandbox.url}/sandbox/api/home", data={"user": "U0SAM"}) as answer:
        assert answer.status == 400
    async with bare.http.get(f"{bare.sandbox.url}/") as page:
        assert page.status == 200
        assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")


async def test_watchers_see_every_change_and_waiters_wait(bare, task_group):
    watcher = await bare.http.ws_connect(f"{bare.sandbox.url}/sandbox/ws")
    assert (await watcher.receive_json())["type"] == "hello"
    waiting = task_group.create_task(bare.look("wait", channel="C0RISK", text="at last"))
    await bare.client.chat_postMessage(channel="C0RISK", text="at last")
    assert (await waiting)["message"]["text"] == "at last"
    change = await watcher.receive_json()
    assert change["type"] == "message.posted"
    assert change["message"]["text"] == "at last"
    assert (await bare.look("wait", channel="C0RISK", text="never", timeout="0.01"))["error"] == "timeout"
    await watcher.close()
