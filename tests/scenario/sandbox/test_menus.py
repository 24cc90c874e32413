"""Menus whose options the app knows, and inputs that tell the app at once."""

import pytest

from tests.scenario.sandbox.line import line

ADA = {"text": {"type": "plain_text", "text": "Ada"}, "value": "ada"}
BOB = {"text": {"type": "plain_text", "text": "Bob"}, "value": "bob"}
MENU = {"type": "external_select", "action_id": "who", "min_query_length": 2}
CARD = [{"type": "actions", "block_id": "people", "elements": [MENU]}]
PLACE = {"user": "U0SAM", "channel": "C0RISK", "action_id": "who"}


def modal(*blocks):
    title, submit = ({"type": "plain_text", "text": words} for words in ("Who?", "Send"))
    return {"type": "modal", "title": title, "submit": submit, "blocks": list(blocks)}


def field(element, **more):
    return {
        "type": "input",
        "block_id": "field",
        "label": {"type": "plain_text", "text": "F"},
        "element": element,
        **more,
    }


async def opened(bare, view):
    trigger = bare.sandbox.space.triggers.give("U0SAM")
    return (await bare.client.views_open(trigger_id=trigger, view=view))["view"]["id"]


async def card(bare):
    return (await bare.client.chat_postMessage(channel="C0RISK", text="Who?", blocks=CARD))["ts"]


async def test_what_is_typed_is_asked_and_only_what_was_offered_can_be_picked(bare):
    async with line(bare, lambda payload: {"options": [ADA]} if payload["type"] == "block_suggestion" else None) as app:
        ts = await card(bare)
        early = await bare.do("click", **PLACE, ts=ts, value="ada")
        assert early["error"] == "no_such_option"
        offered = await bare.do("suggest", **PLACE, ts=ts, value="ad")
        assert offered["options"] == [ADA]
        asked = (await app.next())["payload"]
        assert (asked["type"], asked["value"], asked["action_id"]) == ("block_suggestion", "ad", "who")
        assert asked["block_id"] == "people"
        assert asked["container"] == {
            "type": "message",
            "message_ts": ts,
            "channel_id": "C0RISK",
            "is_ephemeral": False,
        }
        assert asked["message"]["ts"] == ts
        assert (await bare.do("click", **PLACE, ts=ts, value=ADA))["acked"]
        assert (await app.next())["payload"]["actions"][0]["selected_option"] == ADA
        assert (await bare.do("click", **PLACE, ts=ts, value=BOB))["error"] == "no_such_option"


async def test_too_short_a_query_is_not_asked(bare):
    ts = await card(bare)
    offered = await bare.do("suggest", **PLACE, ts=ts, value="a")
    assert offered["ok"]
    assert offered["asked"] is False


async def test_groups_are_offered_in_a_modal_and_sent_with_it(bare):
    group = {"label": {"type": "plain_text", "text": "Staff"}, "options": [ADA, BOB]}

    def answer(payload):
        return {"option_groups": [group]} if payload["type"] == "block_suggestion" else None

    async with line(bare, answer) as app:
        view_id = await opened(bare, modal(field(MENU)))
        offered = await bare.do("suggest", user="U0SAM", view_id=view_id, action_id="who", value="any")
        assert offered["option_groups"] == [group]
        assert (await app.next())["payload"]["view"]["id"] == view_id
        sent = await bare.do("submit", user="U0SAM", view_id=view_id, values={"who": "bob"})
        assert sent["ok"], sent
        values = (await app.next())["payload"]["view"]["state"]["values"]
        assert values["field"]["who"]["selected_option"] == BOB


@pytest.mark.parametrize(
    "answer",
    [
        {"options": [{"text": "Ada", "value": "ada"}]},
        {"options": [{**ADA, "value": str(number)} for number in range(101)]},
        {"options": "all"},
        {"option_groups": [{"options": [ADA]}]},
    ],
)
async def test_options_that_slack_refuses_are_not_shown(bare, answer):
    async with line(bare, lambda _payload: answer):
        offered = await bare.do("suggest", **PLACE, ts=await card(bare), value="any")
        assert offered["error"] == "invalid_options"
        assert offered["options"] == offered["option_groups"] == []


async def test_an_input_tells_the_app_at_once_only_where_its_block_says_so(bare):
    entry = {"type": "plain_text_input", "action_id": "note"}
    async with line(bare) as app:
        quiet = await opened(bare, modal(field(entry)))
        refused = await bare.do("click", user="U0SAM", view_id=quiet, action_id="note", value="x")
        assert refused["error"] == "no_dispatch_action"
        await bare.do("close", user="U0SAM", view_id=quiet)
        telling = await opened(bare, modal(field(entry, dispatch_action=True)))
        assert (await bare.do("click", user="U0SAM", view_id=telling, action_id="note", value="x"))["acked"]
        assert (await app.next())["payload"]["actions"][0]["value"] == "x"


async def test_a_channel_chosen_in_a_modal_comes_with_a_response_url(bare):
    chooser = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    async with line(bare) as app:
        view_id = await opened(bare, modal(field(chooser)))
        assert (await bare.do("submit", user="U0SAM", view_id=view_id, values={"where": "C0RISK"}))["ok"]
        [given] = (await app.next())["payload"]["response_urls"]
        assert (given["block_id"], given["action_id"], given["channel_id"]) == ("field", "where", "C0RISK")
        await bare.http.post(given["response_url"], json={"text": "for all", "response_type": "in_channel"})
        assert (await bare.look("wait", channel="C0RISK", text="for all"))["ok"]
