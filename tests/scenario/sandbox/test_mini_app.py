"""A foreign app's whole conversation, over Socket Mode and over signed HTTP."""


async def test_command_card_modal_with_errors_and_update(desk):
    asked = await desk.do("command", user="U0SAM", channel="agent-approvals", text="/ask please")
    assert asked["ok"]
    assert asked["acked"]
    assert asked["message"]["text"] == "Asked."
    [card] = (await desk.look("messages", channel="C0APPROVALS"))["messages"]

    clicked = await desk.do("click", user="U0SAM", channel="C0APPROVALS", ts=card["ts"], text="Reject")
    assert clicked["acked"], clicked
    assert clicked["ack_ms"] < 3000
    [view] = (await desk.look("views", user="U0SAM"))["views"]

    short = await desk.do("submit", user="U0SAM", view_id=view["id"], values={"reason": "no"})
    assert short["response_action"] == "errors"
    assert short["errors"] == {"why": "Say a little more."}
    [shown] = (await desk.look("views", user="U0SAM"))["views"]
    assert shown["errors"] == {"why": "Say a little more."}

    values = {"why": {"reason": "Too expensive"}}
    sent = await desk.do("submit", user="U0SAM", view_id=view["id"], values=values)
    assert sent["ok"], sent
    assert (await desk.look("views", user="U0SAM"))["views"] == []
    [changed] = (await desk.look("messages", channel="C0APPROVALS"))["messages"]
    assert changed["text"] == "Too expensive"
    assert changed["edited"]["user"] == "U0BOT"
    assert "blocks" not in changed


async def test_block_actions_has_slacks_shape(desk):
    await desk.do("command", user="U0LEA", channel="C0APPROVALS", text="/ask")
    [card] = (await desk.look("messages", channel="C0APPROVALS"))["messages"]
    await desk.do("click", user="U0LEA", channel="C0APPROVALS", ts=card["ts"], action_id="reject")
    [body] = desk.seen
    assert body["user"] == {"id": "U0LEA", "username": "lea", "name": "lea", "team_id": "T0SANDBOX"}
    assert body["team"] == {"id": "T0SANDBOX", "domain": "sandbox"}
    assert body["container"] == {
        "type": "message",
        "message_ts": card["ts"],
        "channel_id": "C0APPROVALS",
        "is_ephemeral": False,
    }
    [action] = body["actions"]
    assert action["value"] == "42"
    assert action["type"] == "button"
    assert action["block_id"] == card["blocks"][0]["block_id"]
    assert body["response_url"].startswith(desk.sandbox.url)
    assert body["is_enterprise_install"] is False


async def test_an_empty_required_field_never_reaches_the_app(desk):
    await desk.do("command", user="U0SAM", channel="C0APPROVALS", text="/ask")
    [card] = (await desk.look("messages", channel="C0APPROVALS"))["messages"]
    await desk.do("click", user="U0SAM", channel="C0APPROVALS", ts=card["ts"], text="Reject")
    [view] = (await desk.look("views", user="U0SAM"))["views"]
    desk.seen.clear()
    refused = await desk.do("submit", user="U0SAM", view_id=view["id"], values={})
    assert refused["error"] == "incomplete"
    assert refused["errors"] == {"why": "Please complete this required field."}
    assert desk.seen == []


async def test_closing_a_modal_tells_the_app_that_asked_for_it(desk):
    await desk.do("command", user="U0SAM", channel="C0APPROVALS", text="/ask")
    [card] = (await desk.look("messages", channel="C0APPROVALS"))["messages"]
    await desk.do("click", user="U0SAM", channel="C0APPROVALS", ts=card["ts"], text="Reject")
    [view] = (await desk.look("views", user="U0SAM"))["views"]
    closed = await desk.do("close", user="U0SAM", view_id=view["id"])
    assert closed["acked"]
    assert desk.seen[-1]["type"] == "view_closed"
    assert desk.seen[-1]["is_cleared"] is False


async def test_home_is_published_when_it_is_opened(desk):
    opened = await desk.do("home", user="U0MINA")
    assert opened["acked"]
    found = await desk.look("wait", user="U0MINA", kind="home", text="Nothing waits")
    assert found["ok"]
    assert desk.seen[0]["tab"] == "home"


async def test_a_stale_button_can_still_be_pressed(desk):
    await desk.do("command", user="U0SAM", channel="C0APPROVALS", text="/ask")
    [card] = (await desk.look("messages", channel="C0APPROVALS"))["messages"]
    await desk.client.chat_update(channel="C0APPROVALS", ts=card["ts"], text="Decided", blocks=[])
    gone = await desk.do("click", user="U0SAM", channel="C0APPROVALS", ts=card["ts"], action_id="reject")
    assert gone["error"] == "no_such_element"
    late = await desk.do(
        "click",
        user="U0SAM",
        channel="C0APPROVALS",
        ts=card["ts"],
        action_id="reject",
        value="42",
        stale=True,
    )
    assert late["acked"]
    assert desk.seen[-1]["actions"][0]["value"] == "42"
