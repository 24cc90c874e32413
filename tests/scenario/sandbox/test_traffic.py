"""The log of what went to the app and came from it."""

from sandbox.redaction import HIDDEN
from sandbox.traffic import KEPT
from tests.scenario.sandbox.line import line


async def entries(bare, **query):
    return (await bare.look("traffic", **query))["traffic"]


async def test_both_directions_are_kept_with_their_answers(bare):
    async with line(bare, lambda _payload: {"text": "Asked."}):
        await bare.do("command", user="U0SAM", channel="C0RISK", text="/ask me")
        await bare.client.chat_postMessage(channel="C0RISK", text="hello")
    opened, hello, command, post = await entries(bare)
    assert [opened["name"], hello["name"]] == ["apps.connections.open", "hello"]
    assert (command["direction"], command["transport"], command["name"]) == ("to_app", "socket_mode", "/ask")
    assert command["request"]["text"] == "me"
    assert command["response"] == {"text": "Asked."}
    assert command["ms"] >= 0
    assert (post["direction"], post["transport"], post["name"]) == ("from_app", "web_api", "chat.postMessage")
    assert post["request"] == {"channel": "C0RISK", "text": "hello"}
    assert post["response"]["message"]["text"] == "hello"
    assert post["status"] == 200


async def test_no_token_and_no_ticket_is_kept(bare):
    await bare.client.apps_connections_open(app_token=bare.sandbox.app_token)
    async with bare.http.get(f"{bare.sandbox.url}/api/auth.test?token=xoxb-sandbox-bot") as answer:
        assert answer.status == 200
    form = {"token": "xoxb-1-2-secret", "channel": "C0RISK", "blocks": "[]", "text": "mine is xoxp-1-abc"}
    async with bare.http.post(f"{bare.sandbox.url}/api/chat.postMessage", data=form) as answer:
        assert (await answer.json())["error"] == "invalid_auth"
    kept = await entries(bare)
    assert all(secret not in str(kept) for secret in ("xoxb-", "xapp-", "xoxp-"))
    assert f"ticket={HIDDEN}" in kept[0]["response"]["url"]
    assert kept[1]["request"]["token"] == kept[2]["request"]["token"] == HIDDEN
    assert kept[2]["request"]["blocks"] == []
    assert kept[2]["error"] == "invalid_auth"


async def test_watchers_see_it_live_and_can_ask_for_one(bare):
    watcher = await bare.http.ws_connect(f"{bare.sandbox.url}/sandbox/ws")
    assert (await watcher.receive_json())["type"] == "hello"
    await bare.client.auth_test()
    change = await watcher.receive_json()
    assert change["type"] == "traffic"
    assert change["entry"]["name"] == "auth.test"
    assert "request" not in change["entry"]
    whole = await bare.look(f"traffic/{change['entry']['n']}")
    assert whole["response"]["user_id"] == "U0BOT"
    assert (await bare.look("traffic/99"))["error"] == "no_such_entry"
    await watcher.close()


async def test_the_log_is_bounded_and_paged(bare):
    traffic = bare.sandbox.traffic
    for number in range(KEPT + 5):
        traffic.log(at=0.0, direction="to_app", transport="http", name=str(number), request={})
    told = await bare.look("traffic", after="0", limit="1000")
    assert len(told["traffic"]) == KEPT
    assert told["last"] == KEPT + 5
    assert [one["n"] for one in await entries(bare, after="502", limit="2")] == [504, 505]
    assert (await bare.look("traffic", after="x"))["error"] == "wrong_field"


async def test_a_refused_delivery_says_why(bare):
    await bare.do("command", user="U0SAM", channel="C0RISK", text="/ask")
    [command] = await entries(bare)
    assert command["error"] == "app_not_connected"
    assert command["response"] is None


async def test_over_http_the_transport_is_told(bare):
    await bare.do("settings", request_url=f"{bare.sandbox.url}/nowhere")
    await bare.do("shortcut", user="U0SAM", callback_id="mine")
    [shortcut] = await entries(bare)
    assert (shortcut["transport"], shortcut["name"]) == ("http", "shortcut")
    assert (shortcut["status"], shortcut["error"]) == (404, "http_404")


async def test_the_log_keeps_no_answer_of_any_size(bare):
    bare.sandbox.rates.enabled = False
    block = {"type": "section", "text": {"type": "plain_text", "text": "x" * 3000}}
    for _ in range(40):
        await bare.client.chat_postMessage(channel="C0APPROVALS", text="x", blocks=[block] * 3)
    await bare.client.conversations_history(channel="C0APPROVALS")
    entry = (await bare.look("traffic", limit="1"))["traffic"][0]
    assert entry["name"] == "conversations.history"
    assert "too many to show" in entry["response"]
    assert entry["error"] is None
