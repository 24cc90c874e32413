"""What becomes of messages: their words, threads, edits and ends."""

import pytest

from sandbox import limits
from sandbox.server import Sandbox
from tests.scenario.sandbox.client import client_of
from tests.scenario.sandbox.refused import error_of

DIVIDER = {"type": "divider", "block_id": "line"}
METADATA = {"event_type": "card", "event_payload": {"id": "a1"}}


@pytest.fixture
async def client(bare):
    bare.sandbox.rates.enabled = False
    return bare.client


async def history(client, channel="C0RISK", **asked):
    return (await client.conversations_history(channel=channel, **asked))["messages"]


async def test_bare_characters_are_escaped_and_addresses_linked_once(client):
    text = "a < b & c &amp; <@U0SAM> <https://a.example|a> https://b.example/x?y=1."
    kept = "a &lt; b &amp; c &amp; <@U0SAM> <https://a.example|a> <https://b.example/x?y=1>."
    posted = await client.chat_postMessage(channel="C0RISK", text=text)
    assert posted["message"]["text"] == kept
    again = await client.chat_update(channel="C0RISK", ts=posted["ts"], text=kept)
    assert again["message"]["text"] == kept


async def test_what_a_person_writes_is_kept_as_their_client_sends_it(bare, client):
    await bare.do("say", user="U0SAM", channel="C0RISK", text="1 < 2 & https://a.example <@U0LEA>")
    [message] = await history(client)
    assert message["text"] == "1 &lt; 2 &amp; <https://a.example> <@U0LEA>"


async def test_addresses_stay_words_where_parsing_is_off(client):
    posted = await client.chat_postMessage(channel="C0RISK", text="https://b.example", parse="none")
    assert posted["message"]["text"] == "https://b.example"


async def test_a_long_new_text_is_cut_with_a_warning_and_a_long_edit_is_refused(client):
    posted = await client.chat_postMessage(channel="C0RISK", text="x" * (limits.MESSAGE_TEXT + 1))
    assert len(posted["message"]["text"]) == limits.MESSAGE_TEXT
    assert posted["response_metadata"]["warnings"] == ["message_truncated"]
    edit = {"channel": "C0RISK", "ts": posted["ts"]}
    assert await error_of(client.chat_update(**edit, text="x" * (limits.UPDATE_TEXT + 1))) == "msg_too_long"
    assert await error_of(client.chat_update(**edit, text="&" * 1_000)) == "msg_too_long"
    await client.chat_update(**edit, text="x" * limits.UPDATE_TEXT)


@pytest.mark.filterwarnings("ignore:The top-level `text`:UserWarning")  # the client's own advice
async def test_without_a_text_the_blocks_tell_it(client):
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "Refund *900*"}}
    posted = await client.chat_postMessage(channel="C0RISK", blocks=[section, DIVIDER])
    assert posted["message"]["text"] == "Refund *900*"
    posted = await client.chat_postMessage(channel="C0RISK", blocks=[DIVIDER])
    assert posted["message"]["text"] == "This content can't be displayed."


async def test_markdown_is_a_block_of_its_own_and_goes_with_nothing_else(client):
    posted = await client.api_call("chat.postMessage", json={"channel": "C0RISK", "markdown_text": "**bold**"})
    [block] = posted["message"]["blocks"]
    assert (block["type"], block["text"]) == ("markdown", "**bold**")
    both = client.api_call("chat.postMessage", json={"channel": "C0RISK", "markdown_text": "x", "text": "y"})
    assert await error_of(both) == "markdown_text_conflict"
    long = {"channel": "C0RISK", "markdown_text": "x" * (limits.MARKDOWN_TEXT + 1)}
    assert await error_of(client.api_call("chat.postMessage", json=long)) == "msg_too_long"


async def test_a_text_alone_takes_the_blocks_away_and_metadata_stays_until_it_is_emptied(client):
    posted = await client.chat_postMessage(channel="C0RISK", text="one", blocks=[DIVIDER], metadata=METADATA)
    edit = {"channel": "C0RISK", "ts": posted["ts"]}
    kept = (await client.chat_update(**edit, text="two", blocks=[DIVIDER]))["message"]
    assert (kept["blocks"], kept["metadata"]) == ([DIVIDER], METADATA)
    bare_text = (await client.chat_update(**edit, text="three", metadata={}))["message"]
    assert "blocks" not in bare_text
    assert "metadata" not in bare_text
    assert bare_text["edited"]["user"] == "U0BOT"


async def test_attachments_are_numbered_and_their_buttons_can_be_pressed(bare):
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    part = {"text": "old style", "blocks": [{"type": "actions", "elements": [button]}]}
    posted = await bare.client.chat_postMessage(channel="C0RISK", text="x", attachments=[part, {"text": "more"}])
    kept = posted["message"]["attachments"]
    assert [one["id"] for one in kept] == [1, 2]
    assert kept[0]["blocks"][0]["elements"][0]["action_id"]
    clicked = await bare.do("click", user="U0SAM", channel="C0RISK", ts=posted["ts"], text="Go")
    assert clicked["error"] == "app_not_connected"


async def test_a_broadcast_reply_stands_in_the_thread_and_in_the_channel(client):
    parent = await client.chat_postMessage(channel="C0RISK", text="parent")
    reply = {"channel": "C0RISK", "thread_ts": parent["ts"]}
    loud = await client.chat_postMessage(**reply, text="loud", reply_broadcast=True)
    quiet = await client.chat_postMessage(**reply, text="quiet")
    assert loud["message"]["subtype"] == "thread_broadcast"
    assert [one["text"] for one in await history(client)] == ["loud", "parent"]
    edit = {"channel": "C0RISK", "ts": quiet["ts"], "reply_broadcast": True}
    assert await error_of(client.chat_update(**edit, text="other words")) == "no_dual_broadcast_content_update"
    await client.chat_update(**edit, text="quiet")
    assert [one["text"] for one in await history(client)] == ["quiet", "loud", "parent"]
    first = {"channel": "C0RISK", "ts": parent["ts"], "reply_broadcast": True}
    assert await error_of(client.chat_update(**first, text="parent")) == "cant_broadcast_message"


async def test_a_reply_to_a_reply_joins_its_thread_and_a_reply_to_nothing_is_refused(client):
    parent = await client.chat_postMessage(channel="C0RISK", text="parent")
    reply = await client.chat_postMessage(channel="C0RISK", text="reply", thread_ts=parent["ts"])
    deeper = await client.chat_postMessage(channel="C0RISK", text="deeper", thread_ts=reply["ts"])
    assert deeper["message"]["thread_ts"] == parent["ts"]
    assert deeper["message"]["parent_user_id"] == "U0BOT"
    nothing = client.chat_postMessage(channel="C0RISK", text="x", thread_ts="1.000001")
    assert await error_of(nothing) == "thread_not_found"
    nonsense = client.chat_postMessage(channel="C0RISK", text="x", thread_ts="yesterday")
    assert await error_of(nonsense) == "invalid_thread_ts"


async def test_a_deleted_parent_leaves_a_tombstone_until_its_last_reply_goes(client):
    parent = await client.chat_postMessage(channel="C0RISK", text="parent", metadata=METADATA)
    reply = await client.chat_postMessage(channel="C0RISK", text="reply", thread_ts=parent["ts"])
    await client.chat_delete(channel="C0RISK", ts=parent["ts"])
    [tombstone] = await history(client, include_all_metadata=True)
    assert (tombstone["subtype"], tombstone["text"]) == ("tombstone", "This message was deleted.")
    assert "metadata" not in tombstone
    edit = {"channel": "C0RISK", "ts": parent["ts"]}
    assert await error_of(client.chat_update(**edit, text="x")) == "message_not_found"
    assert await error_of(client.chat_delete(**edit)) == "message_not_found"
    await client.chat_delete(channel="C0RISK", ts=reply["ts"])
    assert await history(client) == []


async def test_an_ephemeral_is_for_one_member_and_cannot_be_touched_again(bare, client):
    posted = await client.chat_postEphemeral(channel="C0RISK", user="U0SAM", text="psst")
    assert (await bare.look("ephemerals", user="U0SAM"))["messages"][0]["text"] == "psst"
    assert await history(client) == []
    ts = posted["message_ts"]
    assert await error_of(client.chat_update(channel="C0RISK", ts=ts, text="x")) == "message_not_found"
    assert await error_of(client.chat_delete(channel="C0RISK", ts=ts)) == "message_not_found"
    assert await error_of(client.chat_getPermalink(channel="C0RISK", message_ts=ts)) == "message_not_found"
    bare.sandbox.world.channels["C0RISK"].members.remove("U0OLI")
    for user in ("U0OLI", "U0NOBODY"):
        stray = client.chat_postEphemeral(channel="C0RISK", user=user, text="x")
        assert await error_of(stray) == "user_not_in_channel"


async def test_messages_of_others_and_in_archives_stay_as_they_are(bare, client):
    ts = (await bare.do("say", user="U0SAM", channel="C0RISK", text="mine"))["message"]["ts"]
    assert await error_of(client.chat_delete(channel="C0RISK", ts=ts)) == "cant_delete_message"
    posted = await client.chat_postMessage(channel="C0RISK", text="x")
    await bare.do("channels", channel="C0RISK", is_archived=True)
    edit = {"channel": "C0RISK", "ts": posted["ts"]}
    assert await error_of(client.chat_update(**edit, text="y")) == "is_inactive"
    assert await error_of(client.chat_postEphemeral(channel="C0RISK", user="U0SAM", text="y")) == "is_archived"


async def test_a_message_is_changed_by_its_channels_id_never_by_a_name(client):
    posted = await client.chat_postMessage(channel="U0SAM", text="x")
    assert posted["channel"] == "D0SAM"
    for name in ("U0SAM", "#agent-approvals-risk"):
        assert await error_of(client.chat_update(channel=name, ts=posted["ts"], text="y")) == "channel_not_found"
    await client.chat_update(channel="D0SAM", ts=posted["ts"], text="y")


async def test_an_old_message_cannot_be_changed_where_the_workspace_says_so(bare, client):
    posted = await client.chat_postMessage(channel="C0RISK", text="x")
    edit = {"channel": "C0RISK", "ts": posted["ts"], "text": "y"}
    bare.sandbox.world.edit_window = 60
    await client.chat_update(**edit)
    bare.sandbox.world.edit_window = 0
    assert await error_of(client.chat_update(**edit)) == "edit_window_closed"


async def test_the_link_to_a_reply_names_its_thread(bare, client):
    parent = await client.chat_postMessage(channel="C0RISK", text="parent")
    reply = await client.chat_postMessage(channel="C0RISK", text="reply", thread_ts=parent["ts"])
    link = (await client.chat_getPermalink(channel="C0RISK", message_ts=reply["ts"]))["permalink"]
    bare_ts = reply["ts"].replace(".", "")
    assert link == f"{bare.sandbox.url}/archives/C0RISK/p{bare_ts}?thread_ts={parent['ts']}&cid=C0RISK"
    async with bare.http.get(link) as page:
        assert page.status == 200


async def test_whom_the_bot_cannot_write_to(bare, client):
    await bare.do("users", user="U0OLI", deleted=True)
    assert await error_of(client.chat_postMessage(channel="U0OLI", text="x")) == "user_disabled"
    assert await error_of(client.chat_postMessage(channel="U0BOT", text="x")) == "cannot_dm_bot"


async def test_too_much_and_too_odd_is_refused(client):
    parts = [{"text": "x"}] * (limits.MESSAGE_ATTACHMENTS + 1)
    assert (
        await error_of(client.chat_postMessage(channel="C0RISK", text="x", attachments=parts)) == "too_many_attachments"
    )
    section = {"type": "section", "text": {"type": "plain_text", "text": "x" * limits.TEXT}}
    long = client.chat_postMessage(channel="C0RISK", text="x", blocks=[section] * 5)
    assert await error_of(long) == "msg_blocks_too_long"
    odd = client.chat_postMessage(channel="C0RISK", text="x", metadata={"event_payload": {}})
    assert await error_of(odd) == "invalid_metadata_format"
    for blocks in ("[{", '{"type": "divider"}', "[1]"):
        form = {"channel": "C0RISK", "text": "x", "blocks": blocks}
        assert await error_of(client.api_call("chat.postMessage", data=form)) == "invalid_blocks_format"


async def test_a_form_says_the_same_as_json(client):
    form = {"channel": "C0RISK", "text": "x", "blocks": '[{"type": "divider", "block_id": "line"}]', "mrkdwn": "true"}
    posted = await client.api_call("chat.postMessage", data=form)
    assert posted["message"]["blocks"] == [DIVIDER]


async def test_the_manifest_closes_the_messages_tab_and_opens_public_channels(tmp_path):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(
        "features: {app_home: {messages_tab_enabled: false}}\n"
        "oauth_config: {scopes: {bot: [chat:write, chat:write.public]}}\n"
    )
    async with Sandbox(manifest_path=manifest) as sandbox, client_of(sandbox) as client:
        assert await error_of(client.chat_postMessage(channel="U0SAM", text="x")) == "messages_tab_disabled"
        assert (await client.chat_postMessage(channel="#general", text="x"))["channel"] == "C0GENERAL"
