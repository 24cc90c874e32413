"""How calls are made: tokens, forms, JSON, pace; and the small methods."""

import asyncio
import json
from pathlib import Path

import pytest
import yaml
from slack_sdk import WebClient

from sandbox.manifest import Manifest
from sandbox.server import Sandbox
from tests.scenario.sandbox.client import client_of
from tests.scenario.sandbox.refused import error_of, refused

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
HEADER = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}


async def answer(bare, method, *, token=True, **request):
    headers = {"Authorization": f"Bearer {bare.sandbox.bot_token}"} if token else {}
    headers |= request.pop("headers", {})
    async with bare.http.post(f"{bare.sandbox.url}/api/{method}", headers=headers, **request) as said:
        return await said.json()


async def test_a_token_comes_in_the_header_or_the_body_and_never_in_the_address(bare):
    token = bare.sandbox.bot_token
    assert (await answer(bare, "auth.test", token=False, data={"token": token}))["ok"]
    assert (await answer(bare, "auth.test", token=False, json={"token": token}))["ok"]
    assert (await answer(bare, "auth.test", token=False, params={"token": token}))["error"] == "not_authed"


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        ({"data": b"{", "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ({"data": b"[]", "headers": {"Content-Type": "application/json"}}, "json_not_object"),
        ({"data": b'{"text": "\xff"}', "headers": {"Content-Type": "application/json"}}, "invalid_charset"),
        ({"data": b"<x/>", "headers": {"Content-Type": "application/xml"}}, "invalid_post_type"),
        ({"json": {"channel": ["C0RISK"], "text": "x"}}, "invalid_arguments"),
        ({"json": {"text": "x"}}, "invalid_arguments"),
    ],
)
async def test_bodies_that_are_not_arguments(bare, request_, error):
    assert (await answer(bare, "chat.postMessage", **request_))["error"] == error


async def test_methods_that_read_see_no_arguments_in_json(bare):
    asked = {"user": "U0SAM"}
    assert (await answer(bare, "users.info", json=asked))["error"] == "invalid_arguments"
    assert (await answer(bare, "users.info", data=asked))["user"]["id"] == "U0SAM"
    assert (await answer(bare, "users.info", params=asked))["user"]["id"] == "U0SAM"


async def test_api_test_echoes(bare):
    assert (await bare.client.api_test(foo="bar"))["args"] == {"foo": "bar"}
    assert await error_of(bare.client.api_test(error="my_error")) == "my_error"


async def test_a_bot_that_was_deactivated_may_do_nothing(bare):
    bare.sandbox.world.bot.deleted = True
    assert await error_of(bare.client.auth_test()) == "account_inactive"


async def test_blocks_messages_and_views_are_validated_one_at_a_time(bare):
    async def said(**asked):
        return await answer(bare, "blocks.validate", token=False, data={k: json.dumps(v) for k, v in asked.items()})

    divider = {"type": "divider"}
    title = {"type": "plain_text", "text": "Title"}
    assert (await said(blocks=[divider]))["ok"]
    assert (await said(message={"blocks": [divider]}))["ok"]
    assert (await said(view={"type": "modal", "title": title, "blocks": [divider]}))["ok"]
    wrong = await said(blocks=[HEADER])
    assert (wrong["error"], wrong["errors"][0]["pointer"]) == ("invalid_blocks", "/0/text/text")
    assert set(wrong["errors"][0]) == {"code", "message", "pointer", "constraint"}
    wrong = await said(message={"attachments": [{"blocks": [HEADER]}]})
    assert (wrong["error"], wrong["errors"][0]["pointer"]) == (
        "invalid_message",
        "/attachments/0/blocks/0/text/text",
    )
    assert (await said(view={"type": "modal", "blocks": [divider]}))["error"] == "invalid_view"
    assert (await said())["error"] == "invalid_arguments"
    assert (await said(blocks=[divider], message={}))["error"] == "invalid_arguments"


async def test_a_view_takes_no_external_id_of_another(bare):
    trigger = bare.sandbox.space.triggers.give
    title, divider = {"type": "plain_text", "text": "Title"}, {"type": "divider"}
    modal = {"type": "modal", "title": title, "blocks": [divider]}
    await bare.client.views_open(trigger_id=trigger("U0SAM"), view=modal | {"external_id": "one"})
    second = await bare.client.views_open(trigger_id=trigger("U0LEA"), view=modal | {"external_id": "two"})
    update = {"view_id": second["view"]["id"]}
    assert (
        await error_of(bare.client.views_update(**update, view=modal | {"external_id": "one"}))
        == "duplicate_external_id"
    )
    await bare.client.views_update(**update, view=modal | {"external_id": "two"})
    moved = await bare.client.views_update(external_id="two", view=modal | {"external_id": "three"})
    assert moved["view"]["id"] == second["view"]["id"]
    home = {"type": "home", "blocks": [divider], "external_id": "one"}
    assert await error_of(bare.client.views_publish(user_id="U0SAM", view=home)) == "duplicate_external_id"


async def test_a_reaction_is_added_once_under_a_name_that_exists(bare):
    posted = await bare.client.chat_postMessage(channel="C0RISK", text="x")
    on = {"channel": "C0RISK", "timestamp": posted["ts"]}
    await bare.client.reactions_add(**on, name="white_check_mark")
    [shown] = (await bare.client.conversations_history(channel="C0RISK"))["messages"]
    assert shown["reactions"] == [{"name": "white_check_mark", "users": ["U0BOT"], "count": 1}]
    assert await error_of(bare.client.reactions_add(**on, name=":white_check_mark:")) == "already_reacted"
    assert await error_of(bare.client.reactions_add(**on, name="Not A Name")) == "invalid_name"
    assert await error_of(bare.client.reactions_add(**(on | {"timestamp": "x"}), name="eyes")) == "bad_timestamp"
    assert await error_of(bare.client.reactions_add(**(on | {"timestamp": "1.1"}), name="eyes")) == "message_not_found"
    bare_call = bare.client.api_call("reactions.add", data={"name": "eyes"})
    assert await error_of(bare_call) == "no_item_specified"
    await bare.do("channels", channel="C0RISK", is_archived=True)
    assert await error_of(bare.client.reactions_add(**on, name="eyes")) == "is_archived"


async def test_strangers_show_no_address_and_groups_count_when_asked(bare):
    await bare.do("users", user="U0MINA", is_stranger=True, team_id="T0OTHER")
    assert "email" not in (await bare.client.users_info(user="U0MINA"))["user"]["profile"]
    assert await error_of(bare.client.users_lookupByEmail(email="mina@sandbox.example")) == "users_not_found"
    [group, _] = (await bare.client.usergroups_list())["usergroups"]
    assert not {"user_count", "users"} & set(group)
    [_, group] = (await bare.client.usergroups_list(include_count=True, include_users=True))["usergroups"]
    assert (group["user_count"], group["users"]) == (2, ["U0DEV", "U0LEA"])
    assert await error_of(bare.client.usergroups_users_list(usergroup="S0NONE")) == "no_such_subteam"
    assert await error_of(bare.client.bots_info(bot="B0NONE")) == "bot_not_found"


async def test_without_a_manifest_every_scope_that_an_app_may_ask_for_is_granted_and_said(bare):
    bare.sandbox.install.manifest = Manifest()
    said = await bare.client.auth_test()
    granted = set(said.headers["X-OAuth-Scopes"].split(","))
    asked = set(yaml.safe_load(MANIFEST.read_text())["oauth_config"]["scopes"]["bot"])
    assert asked <= granted
    assert {"reactions:read", "channels:manage", "usergroups:write"} <= granted


async def test_of_a_deactivated_person_little_is_told(bare):
    await bare.do("users", user="U0OLI", deleted=True, is_restricted=True)
    gone = (await bare.client.users_info(user="U0OLI"))["user"]
    assert gone["deleted"] is True
    assert gone["profile"]["real_name"] == "Oliver Quist"
    assert not {"is_restricted", "is_admin", "is_stranger", "tz", "real_name"} & set(gone)


async def test_the_synchronous_client_is_served_too(bare):
    client = WebClient(bare.sandbox.bot_token, base_url=f"{bare.sandbox.url}/api/")
    posted = await asyncio.to_thread(client.chat_postMessage, channel="C0RISK", text="x", blocks=[{"type": "divider"}])
    assert (posted["ok"], posted["channel"]) == (True, "C0RISK")
    found = await asyncio.to_thread(client.conversations_history, channel="C0RISK", limit=1)
    assert found["messages"][0]["ts"] == posted["ts"]
    uploaded = await asyncio.to_thread(client.files_upload_v2, channel="C0RISK", filename="a.txt", content="words")
    assert uploaded["file"]["size"] == len("words")


async def test_one_pace_for_a_channel_however_it_is_named(bare):
    for name in ("C0RISK", "#agent-approvals-risk", "agent-approvals-risk"):
        await bare.client.chat_postMessage(channel=name, text="x")
    said = await refused(bare.client.chat_postMessage(channel="C0RISK", text="x"))
    assert (said.status_code, said["error"]) == (429, "ratelimited")
    direct = (await bare.client.conversations_open(users="U0SAM"))["channel"]["id"]
    for name in ("U0SAM", direct, "U0SAM"):
        await bare.client.chat_postMessage(channel=name, text="x")
    assert await error_of(bare.client.chat_postMessage(channel=direct, text="x")) == "ratelimited"


async def test_the_real_manifest_grants_what_the_bot_calls():
    async with Sandbox(manifest_path=MANIFEST) as sandbox, client_of(sandbox) as client:
        await client.chat_postMessage(channel="U0SAM", text="x")
        said = await refused(client.team_info())
        upload = await refused(client.files_getUploadURLExternal(filename="a.txt", length=1))
    assert (said["error"], said["needed"]) == ("missing_scope", "team:read")
    assert (upload["error"], upload["needed"]) == ("missing_scope", "files:write")
