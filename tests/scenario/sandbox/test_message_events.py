"""`message` events: what is said, changed and deleted where the app is, as far as it subscribes to it."""

from typing import Any

import pytest

from sandbox.manifest import Manifest, read_manifest
from tests.scenario.sandbox.line import line

META = {"event_type": "refund", "event_payload": {"id": "1"}}


@pytest.fixture
async def heard(bare):
    """The events of an app without a manifest, as they come."""
    bare.sandbox.install.manifest = Manifest()
    async with line(bare) as app:

        async def event():
            return (await app.next())["payload"]["event"]

        yield event


async def test_without_a_manifest_the_app_hears_what_is_said_where_it_is(bare, heard):
    await bare.client.conversations_open(users="U0SAM")
    group = (await bare.client.conversations_open(users="U0SAM,U0LEA"))["channel"]["id"]
    await bare.do("channels", channel="C0EXEC", is_private=True)
    for channel, kind in (("C0RISK", "channel"), ("C0EXEC", "group"), ("D0SAM", "im"), (group, "mpim")):
        said = await bare.do("say", user="sam", channel=channel, text="hello")
        assert said["acked"]
        event = await heard()
        assert (event["type"], event["channel"], event["channel_type"]) == ("message", channel, kind)
        assert (event["user"], event["text"], event["ts"]) == ("U0SAM", "hello", said["message"]["ts"])
        assert "subtype" not in event
    await bare.do("say", user="sam", channel="C0GENERAL", text="the app is not here")
    assert (await bare.do("say", user="sam", channel="C0RISK", text="last"))["ok"]
    assert (await heard())["text"] == "last"


async def test_the_apps_own_messages_come_with_its_bot_id(bare, heard):
    await bare.client.chat_postMessage(channel="C0RISK", text="mine")
    event = await heard()
    assert (event["type"], event["user"], event["bot_id"]) == ("message", "U0BOT", bare.sandbox.install.bot_id)
    await bare.client.chat_postEphemeral(channel="C0RISK", user="U0SAM", text="for one alone")
    await bare.client.chat_postMessage(channel="C0RISK", text="for all")
    assert (await heard())["text"] == "for all"


async def test_a_changed_message_comes_with_the_one_before(bare, heard):
    posted = await bare.client.chat_postMessage(channel="C0RISK", text="one")
    await heard()
    await bare.client.chat_update(channel="C0RISK", ts=posted["ts"], text="two")
    event = await heard()
    assert (event["subtype"], event["hidden"], event["channel_type"]) == ("message_changed", True, "channel")
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("two", "one")
    assert event["message"]["edited"]["user"] == "U0BOT"
    assert event["message"]["ts"] == event["previous_message"]["ts"] == posted["ts"] != event["ts"]


async def test_a_deleted_message_comes_as_its_timestamp(bare, heard):
    posted = await bare.client.chat_postMessage(channel="C0RISK", text="one")
    await heard()
    await bare.client.chat_delete(channel="C0RISK", ts=posted["ts"])
    event = await heard()
    assert (event["subtype"], event["hidden"], event["deleted_ts"]) == ("message_deleted", True, posted["ts"])
    assert event["previous_message"]["text"] == "one"


async def test_a_deleted_first_message_of_a_thread_is_changed_to_a_tombstone(bare, heard):
    posted = await bare.client.chat_postMessage(channel="C0RISK", text="one")
    reply = await bare.client.chat_postMessage(channel="C0RISK", text="reply", thread_ts=posted["ts"])
    assert [(await heard())["text"] for _ in range(2)] == ["one", "reply"]
    await bare.client.chat_delete(channel="C0RISK", ts=posted["ts"])
    event = await heard()
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    await bare.client.chat_delete(channel="C0RISK", ts=reply["ts"])
    assert (await heard())["deleted_ts"] == reply["ts"]
    await bare.client.chat_postMessage(channel="C0RISK", text="the tombstone went in silence")
    assert (await heard())["text"] == "the tombstone went in silence"


async def test_metadata_is_kept_and_told_when_it_is_set_changed_and_taken_away(bare, heard):
    posted = await bare.client.chat_postMessage(channel="C0RISK", text="one", metadata=META)
    changed = META | {"event_payload": {"id": "2"}}
    told: dict[str, Any] = {}
    await bare.client.chat_update(channel="C0RISK", ts=posted["ts"], text="two", metadata=changed)
    [kept] = (await bare.client.conversations_history(channel="C0RISK", include_all_metadata=True))["messages"]
    assert kept["metadata"] == changed
    [plain] = (await bare.client.conversations_history(channel="C0RISK"))["messages"]
    assert "metadata" not in plain
    [reply] = (await bare.client.conversations_replies(channel="C0RISK", ts=posted["ts"], include_all_metadata=True))[
        "messages"
    ]
    assert reply["metadata"] == changed
    await bare.client.chat_update(channel="C0RISK", ts=posted["ts"], text="three")
    await bare.client.chat_update(channel="C0RISK", ts=posted["ts"], text="four", metadata={})
    while len(told) < 3:
        event = await heard()
        if event["type"] != "message":
            told[event["type"]] = event
    assert told["message_metadata_posted"]["metadata"] == META
    assert told["message_metadata_updated"]["previous_metadata"] == META
    assert told["message_metadata_updated"]["metadata"] == changed
    assert told["message_metadata_deleted"]["previous_metadata"] == changed
    assert {event["message_ts"] for event in told.values()} == {posted["ts"]}


async def test_with_a_manifest_the_app_hears_only_what_it_subscribes_to(bare, tmp_path):
    path = tmp_path / "manifest.yml"
    path.write_text(
        "oauth_config: {scopes: {bot: [chat:write]}}\n"
        "settings: {event_subscriptions: {bot_events: [message.groups, message_metadata_posted],"
        " metadata_subscriptions: [{app_id: A0SAYSO, event_type: refund}]}}\n"
    )
    bare.sandbox.install.manifest = read_manifest(path)
    await bare.do("channels", channel="C0EXEC", is_private=True)
    async with line(bare) as app:
        await bare.do("say", user="sam", channel="C0RISK", text="public <@U0BOT>")
        posted = await bare.client.chat_postMessage(channel="C0RISK", text="x", metadata=META)
        await bare.client.chat_update(channel="C0RISK", ts=posted["ts"], text="y", metadata={})
        other = META | {"event_type": "another"}
        await bare.client.chat_postMessage(channel="C0RISK", text="x", metadata=other)
        await bare.do("say", user="sam", channel="C0EXEC", text="private")
        kinds = [(await app.next())["payload"]["event"]["type"] for _ in range(2)]
    assert kinds == ["message_metadata_posted", "message"]


async def test_what_a_person_says_stands_though_the_app_takes_nothing(bare):
    said = await bare.do("say", user="sam", channel="C0RISK", text="hello <@U0BOT>")
    assert (said["ok"], said["acked"], said["error"]) == (True, False, "app_not_connected")


@pytest.mark.parametrize("tab", ["messages_tab_read_only_enabled: true, messages_tab_enabled: true", "home_tab: 1"])
async def test_an_app_whose_messages_tab_is_closed_is_written_to_by_nobody(bare, tmp_path, tab):
    path = tmp_path / "manifest.yml"
    path.write_text(f"features: {{app_home: {{{tab}}}}}\n")
    await bare.client.conversations_open(users="U0SAM")
    assert (await bare.look("status"))["takes_messages"] is True
    bare.sandbox.install.manifest = read_manifest(path)
    assert (await bare.look("status"))["takes_messages"] is False
    said = await bare.do("say", user="sam", channel="D0SAM", text="hello")
    assert said["error"] == "restricted_action_read_only_channel"
    assert said["detail"] == "Sending messages to this app has been turned off."
