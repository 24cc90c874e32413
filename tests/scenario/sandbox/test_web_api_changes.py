"""What an app may change besides messages: reactions, channels and their names, usergroups; and the events of each."""

import pytest

from sandbox.manifest import Manifest
from sandbox.server import Sandbox
from tests.scenario.sandbox.client import client_of
from tests.scenario.sandbox.line import line
from tests.scenario.sandbox.refused import error_of, refused


@pytest.fixture
async def client(bare):
    bare.sandbox.rates.enabled = False
    return bare.client


async def events(bare, *calls):
    """The events that these calls cause, in their order."""
    bare.sandbox.install.manifest = Manifest()
    async with line(bare) as app:
        found = []
        for call in calls:
            await call
            found.append((await app.next())["payload"]["event"])
    return found


async def test_reactions_are_read_and_taken_back(bare, client):
    posted = await client.chat_postMessage(channel="C0RISK", text="x")
    on = {"channel": "C0RISK", "timestamp": posted["ts"]}
    assert "reactions" not in (await client.reactions_get(**on))["message"]
    bare.sandbox.world.channels["C0RISK"].messages[posted["ts"]].reactions["eyes"] = ["U0SAM"]
    await client.reactions_add(**on, name="eyes")
    got = await client.reactions_get(**on, full=True)
    assert (got["type"], got["channel"], got["message"]["ts"]) == ("message", "C0RISK", posted["ts"])
    assert got["message"]["reactions"] == [{"name": "eyes", "users": ["U0SAM", "U0BOT"], "count": 2}]
    assert got["message"]["permalink"].endswith(f"/archives/C0RISK/p{posted['ts'].replace('.', '')}")
    await client.reactions_remove(**on, name="eyes")
    assert (await client.reactions_get(**on))["message"]["reactions"][0]["users"] == ["U0SAM"]
    assert await error_of(client.reactions_remove(**on, name="eyes")) == "no_reaction"
    assert await error_of(client.reactions_remove(**on, name="wave")) == "no_reaction"
    assert await error_of(client.reactions_remove(**on, name="Not A Name")) == "invalid_name"
    assert await error_of(client.reactions_get(channel="C0RISK", timestamp="1.1")) == "message_not_found"
    assert await error_of(client.reactions_get(channel="C0RISK", timestamp="x")) == "bad_timestamp"
    assert await error_of(client.api_call("reactions.get", data={"channel": "C0RISK"})) == "no_item_specified"


async def test_a_reaction_comes_as_an_event_and_so_does_its_end(bare, client):
    posted = await client.chat_postMessage(channel="C0RISK", text="x")
    on = {"channel": "C0RISK", "timestamp": posted["ts"]}
    added, removed = await events(
        bare, client.reactions_add(**on, name="eyes"), client.reactions_remove(**on, name="eyes")
    )
    item = {"type": "message", "channel": "C0RISK", "ts": posted["ts"]}
    assert (added["type"], added["reaction"], added["item"]) == ("reaction_added", "eyes", item)
    assert (removed["type"], removed["user"], removed["item_user"]) == ("reaction_removed", "U0BOT", "U0BOT")


async def test_a_channel_is_made_posted_to_and_renamed(bare, client):
    made = (await client.conversations_create(name="refunds-2026"))["channel"]
    assert (made["name"], made["is_private"], made["is_member"], made["creator"]) == (
        "refunds-2026",
        False,
        True,
        "U0BOT",
    )
    await client.chat_postMessage(channel="#refunds-2026", text="hello")
    renamed = (await client.conversations_rename(channel=made["id"], name="refunds_old"))["channel"]
    assert (renamed["id"], renamed["name"], renamed["previous_names"]) == (made["id"], "refunds_old", ["refunds-2026"])
    assert (await bare.look("messages", channel="refunds_old"))["messages"][0]["text"] == "hello"
    assert (await client.conversations_rename(channel=made["id"], name="refunds_old"))["ok"]
    private = (await client.conversations_create(name="secret", is_private=True))["channel"]
    assert private["is_private"] is True
    assert await error_of(client.conversations_rename(channel="C0RISK", name="mine-now")) == "not_authorized"
    assert await error_of(client.conversations_rename(channel="C0GENERAL", name="mine-now")) == "not_in_channel"
    assert await error_of(client.conversations_rename(channel="C0NONE", name="x")) == "channel_not_found"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("Refunds", "invalid_name_specials"),
        ("re funds", "invalid_name_specials"),
        ("re.funds", "invalid_name_specials"),
        ("#refunds", "invalid_name_specials"),
        ("refunds!", "invalid_name_specials"),
        ("ÄRGER", "invalid_name_specials"),
        ("-_-", "invalid_name_punctuation"),
        ("agent-approvals", "name_taken"),
        ("general", "name_taken"),
        ("here", "name_taken"),
    ],
)
async def test_a_name_that_no_channel_may_have_is_refused(client, name, error):
    own = (await client.conversations_create(name="own"))["channel"]["id"]
    assert await error_of(client.conversations_create(name=name)) == error
    assert await error_of(client.conversations_rename(channel=own, name=name)) == error


async def test_names_of_every_script_are_taken_and_those_of_archived_channels_stay_taken(bare, client):
    for name in ("x" * 80, "返金", "ärger-1", "a_b", "0"):
        assert (await client.conversations_create(name=name))["channel"]["name"] == name
    await bare.do("channels", channel="C0EXEC", is_archived=True)
    assert await error_of(client.conversations_create(name="agent-approvals-exec")) == "name_taken"


async def test_channels_made_joined_and_renamed_come_as_events(bare, client):
    created, joined = await events(
        bare, client.conversations_create(name="one"), client.conversations_join(channel="C0GENERAL")
    )
    assert (created["type"], created["channel"]["name"], created["channel"]["creator"]) == (
        "channel_created",
        "one",
        "U0BOT",
    )
    assert (joined["type"], joined["user"], joined["channel"]) == ("member_joined_channel", "U0BOT", "C0GENERAL")
    private = (await client.conversations_create(name="two", is_private=True))["channel"]["id"]
    public_name, private_name = await events(
        bare,
        client.conversations_rename(channel=created["channel"]["id"], name="three"),
        client.conversations_rename(channel=private, name="four"),
    )
    assert (public_name["type"], public_name["channel"]["name"]) == ("channel_rename", "three")
    assert (private_name["type"], private_name["channel"]["name"]) == ("group_rename", "four")


async def test_a_group_is_disabled_and_enabled(client):
    gone = (await client.usergroups_disable(usergroup="S0FRAUD", include_count=True))["usergroup"]
    assert gone["date_delete"] > 0
    assert gone["user_count"] == 2
    assert [one["handle"] for one in (await client.usergroups_list())["usergroups"]] == ["support"]
    assert len((await client.usergroups_list(include_disabled=True))["usergroups"]) == 2
    assert await error_of(client.usergroups_users_list(usergroup="S0FRAUD")) == "no_such_subteam"
    back = (await client.usergroups_enable(usergroup="S0FRAUD"))["usergroup"]
    assert back["date_delete"] == 0
    assert (await client.usergroups_users_list(usergroup="S0FRAUD"))["users"] == ["U0DEV", "U0LEA"]
    assert await error_of(client.usergroups_disable(usergroup="S0NONE")) == "no_such_subteam"


async def test_a_group_is_renamed_but_to_nothing_that_another_has(client):
    changed = await client.usergroups_update(usergroup="S0FRAUD", name="Risk", handle="@risk", description="Fraud too")
    group = changed["usergroup"]
    assert (group["name"], group["handle"], group["description"]) == ("Risk", "risk", "Fraud too")
    assert group["date_update"] > 0
    assert await error_of(client.usergroups_update(usergroup="S0FRAUD", handle="support")) == "handle_already_exists"
    assert await error_of(client.usergroups_update(usergroup="S0FRAUD", name="Support")) == "name_already_exists"
    assert (await client.usergroups_update(usergroup="S0FRAUD", name="Risk"))["usergroup"]["handle"] == "risk"


async def test_the_members_of_a_group_are_replaced(bare, client):
    changed = await client.usergroups_users_update(usergroup="S0FRAUD", users=["U0SAM", "U0LEA", "U0SAM"])
    assert changed["usergroup"]["users"] == ["U0SAM", "U0LEA"]
    form = {"usergroup": "S0FRAUD", "users": "U0MINA, U0OLI"}
    assert (await client.api_call("usergroups.users.update", data=form))["usergroup"]["users"] == ["U0MINA", "U0OLI"]
    for users, error in ((" ,", "no_users_provided"), ("U0NONE", "invalid_users"), ("U0BOT", "invalid_users")):
        assert await error_of(client.usergroups_users_update(usergroup="S0FRAUD", users=users)) == error
    await bare.do("users", user="oliver", is_ultra_restricted=True)
    asked = client.usergroups_users_update(usergroup="S0FRAUD", users="U0OLI")
    assert await error_of(asked) == "single_channel_guests_cannot_be_added"
    assert (await client.usergroups_users_list(usergroup="S0FRAUD"))["users"] == ["U0MINA", "U0OLI"]


async def test_a_changed_group_comes_as_events(bare, client):
    bare.sandbox.install.manifest = Manifest()
    async with line(bare) as app:
        await client.usergroups_users_update(usergroup="S0FRAUD", users="U0LEA,U0SAM")
        updated, members = [(await app.next())["payload"]["event"] for _ in range(2)]
        await client.usergroups_disable(usergroup="S0FRAUD")
        disabled = (await app.next())["payload"]["event"]
    assert (updated["type"], updated["subteam"]["users"]) == ("subteam_updated", ["U0LEA", "U0SAM"])
    assert (members["type"], members["added_users"], members["removed_users"]) == (
        "subteam_members_changed",
        ["U0SAM"],
        ["U0DEV"],
    )
    assert (members["added_users_count"], members["subteam_id"]) == (1, "S0FRAUD")
    assert disabled["subteam"]["date_delete"] > 0


@pytest.mark.parametrize(
    ("method", "arguments", "needed"),
    [
        ("reactions.get", {"channel": "C0RISK", "timestamp": "1.1"}, "reactions:read"),
        ("reactions.remove", {"channel": "C0RISK", "timestamp": "1.1", "name": "eyes"}, "reactions:write"),
        ("conversations.create", {"name": "x"}, "channels:manage,groups:write"),
        ("conversations.rename", {"channel": "C0RISK", "name": "x"}, "channels:manage,groups:write"),
        ("usergroups.disable", {"usergroup": "S0FRAUD"}, "usergroups:write"),
        ("usergroups.users.update", {"usergroup": "S0FRAUD", "users": "U0SAM"}, "usergroups:write"),
    ],
)
async def test_each_change_needs_its_scope(tmp_path, method, arguments, needed):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("oauth_config: {scopes: {bot: [chat:write]}}\n")
    async with Sandbox(manifest_path=manifest) as sandbox, client_of(sandbox) as client:
        said = await refused(client.api_call(method, data=arguments))
    assert (said["error"], said["needed"]) == ("missing_scope", needed)


async def test_private_channels_need_a_scope_of_their_own(tmp_path):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("oauth_config: {scopes: {bot: [channels:manage]}}\n")
    async with Sandbox(manifest_path=manifest) as sandbox, client_of(sandbox) as client:
        assert (await client.conversations_create(name="public"))["ok"]
        said = await refused(client.conversations_create(name="private", is_private=True))
    assert (said["error"], said["needed"]) == ("missing_scope", "groups:write")
