"""The Web API, called with the real client: what it does, and what it refuses in Slack's own words."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox
from tests.scenario.sandbox.refused import error_of


async def test_the_app_learns_who_it_is(bare):
    said = await bare.client.auth_test()
    assert said["team_id"] == "T0SANDBOX"
    assert said["user_id"] == "U0BOT"
    assert (await bare.client.bots_info(bot=said["bot_id"]))["bot"]["user_id"] == "U0BOT"
    assert (await bare.client.team_info())["team"]["name"] == "Sandbox"


async def test_a_message_is_posted_updated_and_deleted(bare):
    posted = await bare.client.chat_postMessage(channel="#agent-approvals", text="one")
    ts, channel = posted["ts"], posted["channel"]
    assert channel == "C0APPROVALS"
    await bare.client.chat_update(channel=channel, ts=ts, text="two")
    history = await bare.client.conversations_history(channel=channel)
    assert [one["text"] for one in history["messages"]] == ["two"]
    await bare.client.chat_delete(channel=channel, ts=ts)
    assert (await bare.client.conversations_history(channel=channel))["messages"] == []
    assert await error_of(bare.client.chat_update(channel=channel, ts=ts, text="x")) == "message_not_found"


async def test_a_thread_has_its_parent_first_and_figures_on_it(bare):
    bare.sandbox.rates.enabled = False
    parent = await bare.client.chat_postMessage(channel="C0RISK", text="parent")
    for at in range(3):
        await bare.client.chat_postMessage(channel="C0RISK", text=f"reply {at}", thread_ts=parent["ts"])
    thread = await bare.client.conversations_replies(channel="C0RISK", ts=parent["ts"])
    assert [one["text"] for one in thread["messages"]] == ["parent", "reply 0", "reply 1", "reply 2"]
    [shown] = (await bare.client.conversations_history(channel="C0RISK"))["messages"]
    assert shown["reply_count"] == 3


async def test_history_is_paged_bounded_and_shows_metadata_when_asked(bare):
    bare.sandbox.rates.enabled = False
    metadata = {"event_type": "card", "event_payload": {"id": "a1"}}
    stamps = []
    for at in range(5):
        posted = await bare.client.chat_postMessage(channel="C0RISK", text=str(at), metadata=metadata)
        stamps.append(posted["ts"])
    first = await bare.client.conversations_history(channel="C0RISK", limit=2)
    assert [one["text"] for one in first["messages"]] == ["4", "3"]
    assert first["has_more"]
    assert "metadata" not in first["messages"][0]
    cursor = first["response_metadata"]["next_cursor"]
    second = await bare.client.conversations_history(
        channel="C0RISK", limit=2, cursor=cursor, include_all_metadata=True
    )
    assert [one["text"] for one in second["messages"]] == ["2", "1"]
    assert second["messages"][0]["metadata"] == metadata
    between = await bare.client.conversations_history(channel="C0RISK", oldest=stamps[1], latest=stamps[3])
    assert [one["text"] for one in between["messages"]] == ["2"]


async def test_channels_people_and_groups_are_found(bare):
    channels = (await bare.client.conversations_list())["channels"]
    assert {one["name"]: one["is_member"] for one in channels}["general"] is False
    assert len(channels) == 7
    assert "U0OLI" in (await bare.client.conversations_members(channel="C0EXEC"))["members"]
    sam = (await bare.client.users_lookupByEmail(email="SAM@sandbox.example"))["user"]
    assert sam["id"] == "U0SAM"
    assert sam["is_restricted"] is False
    groups = (await bare.client.usergroups_list(include_users=True))["usergroups"]
    assert {one["handle"]: one["users"] for one in groups} == {
        "support": ["U0SAM"],
        "fraud": ["U0DEV", "U0LEA"],
    }
    assert (await bare.client.usergroups_users_list(usergroup="S0FRAUD"))["users"] == ["U0DEV", "U0LEA"]


async def test_a_direct_message_is_opened_once(bare):
    first = await bare.client.conversations_open(users="U0SAM")
    again = await bare.client.conversations_open(users=["U0SAM"])
    assert first["channel"]["id"] == again["channel"]["id"]
    await bare.client.chat_postMessage(channel="U0SAM", text="hello")
    direct = await bare.look("messages", channel=first["channel"]["id"])
    assert [one["text"] for one in direct["messages"]] == ["hello"]


async def test_refusals_have_slacks_names(bare):
    client = bare.client
    assert await error_of(client.chat_postMessage(channel="C0NOWHERE", text="x")) == "channel_not_found"
    assert await error_of(client.chat_postMessage(channel="C0GENERAL", text="x")) == "not_in_channel"
    assert await error_of(client.api_call("chat.postMessage", json={"channel": "C0RISK"})) == "no_text"
    assert await error_of(client.conversations_history(channel="C0GENERAL")) == "not_in_channel"
    assert await error_of(client.users_info(user="U0NOBODY")) == "user_not_found"
    assert await error_of(client.users_lookupByEmail(email="no@no.no")) == "users_not_found"
    assert await error_of(client.api_call("chat.sing")) == "unknown_method"
    assert await error_of(client.views_update(view_id="V1", view={"type": "modal"})) == "not_found"
    said = await bare.do("say", user="U0SAM", channel="C0RISK", text="mine")
    ts = said["message"]["ts"]
    assert await error_of(client.chat_update(channel="C0RISK", ts=ts, text="x")) == "cant_update_message"
    await bare.do("channels", channel="C0EXEC", is_archived=True)
    assert await error_of(client.chat_postMessage(channel="C0EXEC", text="x")) == "is_archived"
    await bare.do("channels", channel="C0LEADS", bot_is_member=False)
    assert await error_of(client.chat_postMessage(channel="C0LEADS", text="x")) == "not_in_channel"
    stranger = AsyncWebClient("xoxb-1-2-3", base_url=client.base_url, session=bare.http)
    assert await error_of(stranger.auth_test()) == "invalid_auth"
    await bare.do("settings", revoked=True)
    assert await error_of(client.auth_test()) == "token_revoked"


async def test_invalid_blocks_name_pointer_and_rule(bare):
    header = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
    with pytest.raises(SlackApiError) as raised:
        await bare.client.chat_postMessage(channel="C0RISK", text="x", blocks=[header])
    assert raised.value.response["error"] == "invalid_blocks"
    [message] = raised.value.response["response_metadata"]["messages"]
    assert "/blocks/0/text/text" in message
    checked = await bare.http.post(f"{bare.sandbox.url}/api/blocks.validate", json={"blocks": [header]})
    [found] = (await checked.json())["errors"]
    assert found == {
        "code": "failed_constraint",
        "message": "must be less than 151 characters",
        "pointer": "/0/text/text",
        "constraint": {"type": "max_length", "expected": 150, "got": 151},
    }


async def test_rates_answer_429_for_that_method_alone(bare):
    for _ in range(3):
        await bare.client.chat_postMessage(channel="C0RISK", text="x")
    with pytest.raises(SlackApiError) as raised:
        await bare.client.chat_postMessage(channel="C0RISK", text="x")
    assert raised.value.response.status_code == 429
    assert raised.value.response["error"] == "ratelimited"
    assert int(raised.value.response.headers["Retry-After"]) >= 1
    await bare.client.chat_postMessage(channel="C0LEADS", text="x")
    await bare.client.conversations_history(channel="C0RISK")


async def test_faults_strike_so_many_times(bare):
    await bare.do("faults", method="chat.postMessage", error="internal_error", times=2)
    for _ in range(2):
        assert await error_of(bare.client.chat_postMessage(channel="C0RISK", text="x")) == "internal_error"
    await bare.client.chat_postMessage(channel="C0RISK", text="x")
    await bare.do("faults", method="chat.postMessage", error="fatal_error", after_effect=True)
    assert await error_of(bare.client.chat_postMessage(channel="C0RISK", text="landed")) == "fatal_error"
    texts = [one["text"] for one in (await bare.look("messages", channel="C0RISK"))["messages"]]
    assert texts == ["x", "landed"]


async def test_an_answer_can_be_lost_after_its_effect(bare):
    await bare.do("faults", method="chat.postMessage", drop=True, after_effect=True)
    client = AsyncWebClient(bare.sandbox.bot_token, base_url=bare.client.base_url, session=bare.http, retry_handlers=[])
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="C0RISK", text="landed")
    [message] = (await bare.look("messages", channel="C0RISK"))["messages"]
    assert message["text"] == "landed"


async def test_an_ordered_429_says_when_to_try_again(bare):
    await bare.do("faults", method="chat.postMessage", status=429, retry_after=7)
    with pytest.raises(SlackApiError) as raised:
        await bare.client.chat_postMessage(channel="C0RISK", text="x")
    assert raised.value.response["error"] == "ratelimited"
    assert raised.value.response.headers["Retry-After"] == "7"


async def test_the_manifest_grants_the_scopes(tmp_path):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("oauth_config: {scopes: {bot: [chat:write, users:read]}}\n")
    async with Sandbox(manifest_path=manifest) as sandbox:
        client = AsyncWebClient(sandbox.bot_token, base_url=f"{sandbox.url}/api/")
        await client.chat_postMessage(channel="C0RISK", text="x")
        assert "email" not in (await client.users_info(user="U0SAM"))["user"]["profile"]
        with pytest.raises(SlackApiError) as raised:
            await client.usergroups_list()
        assert raised.value.response["error"] == "missing_scope"
        assert raised.value.response["needed"] == "usergroups:read"
        home = {"type": "home", "blocks": []}
        assert await error_of(client.views_publish(user_id="U0SAM", view=home)) == "not_enabled"
