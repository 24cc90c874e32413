"""Channels, their members and what was said in them, page by page."""

import base64

import pytest

from sandbox.server import Sandbox
from tests.scenario.sandbox.client import client_of
from tests.scenario.sandbox.refused import error_of, refused


@pytest.fixture
async def client(bare):
    bare.sandbox.rates.enabled = False
    return bare.client


async def say(client, *texts, **fields):
    return [(await client.chat_postMessage(channel="C0RISK", text=text, **fields))["ts"] for text in texts]


async def pages(method, key, **asked):
    """Every page until the last, as the names or texts on it."""
    found, cursor = [], ""
    while True:
        page = await method(**asked, cursor=cursor)
        found.append([one.get("text", one.get("name")) if isinstance(one, dict) else one for one in page[key]])
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            return found


async def test_lists_are_paged(client):
    names = await pages(client.conversations_list, "channels", limit=4)
    assert [len(page) for page in names] == [4, 3]
    assert len({name for page in names for name in page}) == 7
    assert await pages(client.conversations_members, "members", channel="C0RISK", limit=5) == [
        ["U0SAM", "U0LEA", "U0DEV", "U0MINA", "U0OLI"],
        ["U0BOT"],
    ]
    assert [len(page) for page in await pages(client.users_list, "members", limit=3)] == [3, 3]
    assert len((await client.users_list())["members"]) == 6


async def test_a_message_that_comes_in_between_shifts_no_page(client):
    await say(client, *"01234")
    first = await client.conversations_history(channel="C0RISK", limit=2)
    await say(client, "new")
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel="C0RISK", limit=2, cursor=cursor)
    texts = [[one["text"] for one in page["messages"]] for page in (first, second)]
    assert texts == [["4", "3"], ["2", "1"]]


async def test_history_goes_back_from_now_or_forward_from_a_moment(client):
    stamps = await say(client, *"01234")
    assert await pages(client.conversations_history, "messages", channel="C0RISK", limit=2) == [
        ["4", "3"],
        ["2", "1"],
        ["0"],
    ]
    forward = {"channel": "C0RISK", "limit": 2, "oldest": stamps[0]}
    assert await pages(client.conversations_history, "messages", **forward) == [["2", "1"], ["4", "3"]]
    exactly = {"oldest": stamps[1], "latest": stamps[1], "inclusive": True}
    assert await pages(client.conversations_history, "messages", channel="C0RISK", **exactly) == [["1"]]


async def test_every_page_of_a_thread_begins_with_its_first_message(client):
    [parent] = await say(client, "parent")
    replies = await say(client, *"0123", thread_ts=parent)
    thread = {"channel": "C0RISK", "ts": parent, "limit": 3}
    assert await pages(client.conversations_replies, "messages", **thread) == [
        ["parent", "0", "1"],
        ["parent", "2", "3"],
    ]
    by_reply = await client.conversations_replies(channel="C0RISK", ts=replies[0])
    assert [one["text"] for one in by_reply["messages"]] == ["parent", *"0123"]
    assert await error_of(client.conversations_replies(channel="C0RISK", ts="1.000001")) == "thread_not_found"


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"limit": -1}, "invalid_limit"),
        ({"limit": 1_001}, "invalid_limit"),
        ({"limit": "many"}, "invalid_limit"),
        ({"cursor": "nonsense"}, "invalid_cursor"),
        ({"cursor": base64.b64encode(b"offset:2").decode()}, "invalid_cursor"),
        ({"cursor": base64.b64encode(b"next_ts:x").decode()}, "invalid_cursor"),
        ({"oldest": "yesterday"}, "invalid_ts_oldest"),
        ({"oldest": "1", "latest": "today"}, "invalid_ts_latest"),
        ({"oldest": "nan"}, "invalid_ts_oldest"),
    ],
)
async def test_pages_that_do_not_exist(client, asked, error):
    asked = {"channel": "C0RISK", **asked}
    assert await error_of(client.api_call("conversations.history", http_verb="GET", params=asked)) == error


async def test_a_channel_is_known_by_its_id_and_counts_its_people_when_asked(client):
    assert "num_members" not in (await client.conversations_info(channel="C0RISK"))["channel"]
    counted = await client.conversations_info(channel="C0RISK", include_num_members=True)
    assert counted["channel"]["num_members"] == 6
    assert await error_of(client.conversations_info(channel="#agent-approvals-risk")) == "channel_not_found"


async def test_private_channels_are_there_for_their_members_only(bare, client):
    await bare.do("channels", channel="C0RISK", is_private=True)
    names = [one["name"] for one in (await client.conversations_list(types="private_channel"))["channels"]]
    assert names == ["agent-approvals-risk"]
    await bare.do("channels", channel="C0RISK", bot_is_member=False)
    assert (await client.conversations_list(types="private_channel"))["channels"] == []
    for call in (
        client.conversations_info(channel="C0RISK"),
        client.conversations_history(channel="C0RISK"),
        client.conversations_members(channel="C0RISK"),
        client.conversations_join(channel="C0RISK"),
        client.conversations_open(channel="C0RISK"),
        client.chat_postMessage(channel="C0RISK", text="x"),
    ):
        assert await error_of(call) == "channel_not_found"


async def test_a_public_channel_is_joined(bare, client):
    assert (await client.conversations_join(channel="C0GENERAL"))["channel"]["is_member"] is True
    again = await client.conversations_join(channel="C0GENERAL")
    assert again["warning"] == "already_in_channel"
    await client.chat_postMessage(channel="C0GENERAL", text="hello")
    direct = (await client.conversations_open(users="U0SAM"))["channel"]["id"]
    assert await error_of(client.conversations_join(channel=direct)) == "method_not_supported_for_channel_type"
    await bare.do("channels", channel="C0EXEC", is_archived=True)
    assert await error_of(client.conversations_join(channel="C0EXEC")) == "is_archived"


async def test_direct_messages_are_opened_with_one_and_with_several(client):
    asked = client.conversations_open(users="U0SAM", prevent_creation=True)
    assert await error_of(asked) == "channel_not_found"
    one = await client.conversations_open(users="U0SAM", return_im=True)
    assert one["channel"]["user"] == "U0SAM"
    again = await client.conversations_open(channel=one["channel"]["id"])
    assert again["already_open"] is True
    group = await client.conversations_open(users=["U0SAM", "U0LEA"], return_im=True)
    assert (group["channel"]["name"], group["channel"]["is_mpim"]) == ("mpdm-sam--lea-1", True)
    same = await client.conversations_open(users="U0LEA,U0SAM")
    assert (same["channel"]["id"], same["no_op"]) == (group["channel"]["id"], True)
    await client.chat_postMessage(channel=group["channel"]["id"], text="to both")
    kinds = await client.conversations_list(types="im,mpim")
    assert [one["id"] for one in kinds["channels"]] == [one["channel"]["id"], group["channel"]["id"]]


async def test_whom_no_direct_message_can_be_opened_with(bare, client):
    await bare.do("users", user="U0OLI", deleted=True)
    for users, error in {
        "": "users_list_not_supplied",
        "U0NOBODY": "user_not_found",
        "U0SAM,U0NOBODY": "user_not_found",
        "U0OLI": "user_disabled",
        "U0BOT": "cannot_dm_bot",
        ",".join(f"U{at}" for at in range(9)): "too_many_users",
    }.items():
        assert await error_of(client.conversations_open(users=users)) == error
    assert await error_of(client.conversations_open(channel="C0RISK")) == "method_not_supported_for_channel_type"


async def test_each_kind_of_conversation_needs_its_own_scope(tmp_path):
    manifest = tmp_path / "manifest.yml"
    granted = "channels:history, channels:read, chat:write, im:write"
    manifest.write_text(
        f"features: {{app_home: {{messages_tab_enabled: true}}}}\noauth_config: {{scopes: {{bot: [{granted}]}}}}\n"
    )
    async with Sandbox(manifest_path=manifest, rate_limits=False) as sandbox, client_of(sandbox) as client:
        await client.conversations_history(channel="C0RISK")
        await client.conversations_info(channel="C0RISK")
        sandbox.world.channels["C0RISK"].is_private = True
        direct = (await client.conversations_open(users="U0SAM"))["channel"]["id"]
        await client.chat_postMessage(channel=direct, text="x")
        for call, needed in {
            client.conversations_history(channel="C0RISK"): "groups:history",
            client.conversations_replies(channel=direct, ts="1.000001"): "im:history",
            client.conversations_info(channel="C0RISK"): "groups:read",
            client.conversations_members(channel=direct): "im:read",
            client.conversations_list(types="public_channel,private_channel"): "groups:read",
            client.conversations_open(users="U0SAM,U0LEA"): "mpim:write",
            client.conversations_join(channel="C0GENERAL"): "channels:join",
            client.reactions_add(channel="C0RISK", timestamp="1.000001", name="eyes"): "reactions:write",
        }.items():
            said = await refused(call)
            assert (said["error"], said["needed"]) == ("missing_scope", needed)
            assert said["provided"] == granted.replace(" ", "")
            assert said.headers["X-OAuth-Scopes"] == granted.replace(" ", "")
