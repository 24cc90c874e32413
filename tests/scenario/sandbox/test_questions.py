"""`GET /sandbox/api/…`: people and channels by whatever they are called, and what can be waited for."""

import pytest

from tests.scenario.sandbox.line import line

CHANNELS = ["C0APPROVALS", "agent-approvals", "#agent-approvals"]
SAMS = ["U0SAM", "sam", "@sam", "Sam Okafor", "@Sam Okafor", "sam okafor", "SAM"]


@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_question_names_a_channel_by_id_or_name(bare, channel):
    await bare.client.chat_postMessage(channel="C0APPROVALS", text="hello")
    assert [one["text"] for one in (await bare.look("messages", channel=channel))["messages"]] == ["hello"]
    assert (await bare.look("wait", channel=channel, text="hello"))["message"]["text"] == "hello"


@pytest.mark.parametrize("user", SAMS)
async def test_a_question_names_a_person_by_id_name_or_display_name(bare, user):
    await bare.client.chat_postEphemeral(channel="C0RISK", user="U0SAM", text="for Sam")
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    await bare.client.views_publish(user_id="U0SAM", view=view)
    assert [one["text"] for one in (await bare.look("ephemerals", user=user))["messages"]] == ["for Sam"]
    assert (await bare.look("home", user=user))["view"]["type"] == "home"
    assert (await bare.look("views", user=user))["views"] == []
    assert (await bare.look("wait", user=user, text="for Sam"))["ok"]
    assert (await bare.look("wait", user=user, kind="home"))["ok"]
    assert (await bare.do("say", user=user, channel="C0RISK", text="hello"))["message"]["user"] == "U0SAM"
    assert (await bare.do("users", user=user, is_restricted=True))["user"]["id"] == "U0SAM"


async def test_a_display_name_that_two_people_have_names_nobody(bare):
    bare.sandbox.world.users["U0OLI"].real_name = "Sam Okafor"
    assert (await bare.look("home", user="Sam Okafor"))["error"] == "user_not_found"
    assert (await bare.look("home", user="sam"))["ok"]


@pytest.mark.parametrize(
    ("what", "query", "error"),
    [
        ("messages", {"channel": "nowhere"}, "channel_not_found"),
        ("messages", {}, "missing_field"),
        ("home", {"user": "nobody"}, "user_not_found"),
        ("home", {}, "missing_field"),
        ("wait", {}, "missing_field"),
        ("wait", {"kind": "view"}, "missing_field"),
        ("wait", {"kind": "message", "user": "sam"}, "missing_field"),
        ("wait", {"kind": "weather", "user": "sam"}, "wrong_field"),
        ("wait", {"user": "nobody"}, "user_not_found"),
        ("wait", {"channel": "nowhere"}, "channel_not_found"),
        ("wait", {"channel": "agent-digest", "timeout": "soon"}, "wrong_field"),
    ],
)
async def test_a_question_that_cannot_be_answered_is_refused_at_once_and_says_why(bare, what, query, error):
    said = await bare.look(what, **query)
    assert (said["ok"], said["error"]) == (False, error)
    assert said["detail"]


async def test_waiting_in_vain_says_for_what(bare):
    said = await bare.look("wait", channel="#agent-digest", timeout="0.01")
    assert (said["error"], said["detail"]) == (
        "timeout",
        "No such message of #agent-digest within 0.01 s.",
    )
    said = await bare.look("wait", user="sam", kind="view", timeout="0.01")
    assert said["detail"] == "No such view of sam within 0.01 s."


async def test_waiting_for_a_connection_is_over_when_the_app_is_connected(bare):
    said = await bare.look("wait", kind="connection", timeout="0.01")
    assert (said["ok"], said["error"]) == (False, "timeout")
    assert said["detail"] == "No app has connected by Socket Mode within 0.01 s. Start it, then wait again."
    async with line(bare):
        said = await bare.look("wait", kind="connection")
        assert (said["ok"], said["connections"], said["transport"]) == (True, 1, "socket")


async def test_over_signed_http_there_is_no_connection_to_wait_for(bare):
    await bare.do("settings", request_url="http://127.0.0.1:9/slack/events")
    said = await bare.look("wait", kind="connection", timeout="60")
    assert (said["ok"], said["connections"], said["transport"]) == (True, 0, "http")
    assert "no connection to wait for" in said["detail"]


@pytest.mark.parametrize("group", ["S0FRAUD", "fraud", "@fraud"])
async def test_a_group_is_changed_and_disabled_by_id_or_handle(bare, group):
    changed = await bare.do("usergroups", usergroup=group, users=["sam", "@devi"])
    assert changed["usergroup"]["users"] == ["U0SAM", "U0DEV"]
    assert (await bare.do("usergroups", usergroup=group, users=["nobody"]))["error"] == "wrong_field"
    for odd in ("sam", 5, True, {"sam": 1}, ["sam", 5]):
        assert (await bare.do("usergroups", usergroup=group, users=odd))["error"] == "wrong_field"
    assert (await bare.do("usergroups", usergroup=group, deleted=True))["usergroup"]["date_delete"]
    assert "fraud" not in [one["handle"] for one in (await bare.client.usergroups_list())["usergroups"]]
    assert not (await bare.do("usergroups", usergroup=group, deleted=False))["usergroup"]["date_delete"]
