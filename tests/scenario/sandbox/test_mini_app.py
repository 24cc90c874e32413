"""A foreign app's whole conversation, over Socket Mode and over signed HTTP."""


async def test_command_card_modal_with_errors_and_update(foreign_app):
    asked = await foreign_app.do("command", user="U0SAM", channel="agent-approvals", text="/ask please")
    assert asked["ok"]
    assert asked["acked"]
    assert asked["message"]["text"] == "Asked."
    [card] = (await foreign_app.look("messages", channel="C0APPROVALS"))["messages"]

    clicked = await foreign_app.do("click", user="U0SAM", channel="C0APPROVALS", ts=card["ts"], text="Reject")
    assert clicked["acked"], clicked
    assert clicked["ack_ms"] < 3000
    [view] = (await foreign_app.look("views", user="U0SAM"))["views"]

    short = await foreign_app.do("submit", user="U0SAM", view_id=view["id"], values={"reason": "no"})
    assert short["response_action"] == "errors"
    assert short["errors"] == {"why": "Say a little more."}
    [shown] = (await foreign_app.look("views", user="U0SAM"))["views"]
    assert shown["errors"] == {"why": "Say a little more."}

    values = {"why": {"reason": "Too expensive"}}
    sent = await foreign_app.do("submit", user="U0SAM", view_id=view["id"], values=values)
    assert sent["ok"], sent
    assert (await foreign_app.look("views", user="U0SAM"))["views"] == []
    [changed] = (await foreign_app.look("messages", channel="C0APPROVALS"))["messages"]
    assert changed["text"] == "Too expensive"
    assert changed["edited"]["user"] == "U0BOT"
    assert "blocks" not in changed


async def test_block_actions_has_slacks_shape(foreign_app):
    await foreign_app.do("command", user="U0LEA", channel="C0APPROVALS", text="/ask")
    [card] = (await foreign_app.look("messages", channel="C0APPROVALS"))["messages"]
    await foreign_app.do("click", user="U0LEA", channel="C0APPROVALS", ts=card["ts"], action_id="reject")
    [body] = foreign_app.seen
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
    assert body["response_url"].startswith(foreign_app.sandbox.url)
    assert body["is_enterprise_install"] is False


async def test_an_empty_required_field_never_reaches_the_app(foreign_app):
    await foreign_app.do("command", user="U0SAM", channel="C0APPROVALS", text="/ask")
    [card] = (await foreign_app.look("messages", channel="C0APPROVALS"))["messages"]
    await foreign_app.do("click", user="U0SAM", channel="C0APPROVALS", ts=card["ts"], text="Reject")
    [view] = (await foreign_app.look("views", user="U0SAM"))["views"]
    foreign_app.seen.clear()
    refused = await foreign_app.do("submit", user="U0SAM", view_id=view["id"], values={})
    assert refused["error"] == "incomplete"
    assert refused["errors"] == {"why": "Please complete this required field."}
    assert foreign_app.seen == []


async def test_closing_a_modal_tells_the_app_that_asked_for_it(foreign_app):
    await foreign_app.do("command", user="U0SAM", channel="C0APPROVALS", text="/ask")
    [card] = (await foreign_app.look("messages", channel="C0APPROVALS"))["messages"]
    await foreign_app.do("click", user="U0SAM", channel="C0APPROVALS", ts=card["ts"], text="Reject")
    [view] = (await foreign_app.look("views", user="U0SAM"))["views"]
    closed = await foreign_app.do("close", user="U0SAM", view_id=view["id"])
    assert closed["acked"]
    assert foreign_app.seen[-1]["type"] == "view_closed"
    assert foreign_app.seen[-1]["is_cleared"] is False


async def test_home_is_published_when_it_is_opened(foreign_app):
    opened = await foreign_app.do("home", user="U0MINA")
    assert opened["acked"]
    found = await foreign_app.look("wait", user="U0MINA", kind="home", text="Nothing waits")
    assert found["ok"]
    assert foreign_app.seen[0]["tab"] == "home"


async def test_a_stale_button_can_still_be_pressed(foreign_app):
    await foreign_app.do("command", user="U0SAM", channel="C0APPROVALS", text="/ask")
    [card] = (await foreign_app.look("messages", channel="C0APPROVALS"))["messages"]
    await foreign_app.client.chat_update(channel="C0APPROVALS", ts=card["ts"], text="Decided", blocks=[])
    gone = await foreign_app.do("click", user="U0SAM", channel="C0APPROVALS", ts=card["ts"], action_id="reject")
    assert gone["error"] == "no_such_element"
    late = await foreign_app.do(
        "click",
        user="U0SAM",
        channel="C0APPROVALS",
        ts=card["ts"],
        action_id="reject",
        value="42",
        stale=True,
    )
    assert late["acked"]
    assert foreign_app.seen[-1]["actions"][0]["value"] == "42"
