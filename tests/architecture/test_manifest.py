"""The Slack app asks for what the code uses, and for nothing else."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from bot.slack.manifest import manifest as http_manifest
from tests.architecture.slack_use import fields_read, methods_called, registered
from tests.architecture.source import PROJECT

SCHEMA = PROJECT.parent / "shared" / "data" / "slack_manifest.schema.json"

NOTHING: frozenset[str] = frozenset()
READ_CHANNELS = frozenset({"channels:read", "groups:read"})
READ_HISTORY = frozenset({"channels:history", "groups:history"})
SCOPES_OF = {
    "apps.connections.open": NOTHING,  # by the app-level token
    "auth.test": NOTHING,
    "bots.info": frozenset({"users:read"}),
    "chat.delete": frozenset({"chat:write"}),
    "chat.getPermalink": NOTHING,
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.history": READ_HISTORY,
    "conversations.info": READ_CHANNELS,
    "conversations.list": READ_CHANNELS,
    "conversations.members": READ_CHANNELS,
    "conversations.open": frozenset({"im:write"}),
    "conversations.replies": READ_HISTORY,
    "files.completeUploadExternal": frozenset({"files:write"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    "reactions.add": frozenset({"reactions:write"}),
    "team.info": frozenset({"team:read"}),
    "usergroups.list": frozenset({"usergroups:read"}),
    "usergroups.users.list": frozenset({"usergroups:read"}),
    "users.conversations": READ_CHANNELS,
    "users.info": frozenset({"users:read"}),
    "users.list": frozenset({"users:read"}),
    "users.lookupByEmail": frozenset({"users:read.email"}),
    "views.open": NOTHING,
    "views.publish": NOTHING,
    "views.push": NOTHING,
    "views.update": NOTHING,
}
SCOPES_OF_EVENT = {"app_mention": "app_mentions:read"}

# Slack leaves fields out of what it answers where the scope is missing; these are read.
SCOPES_OF_FIELD = {"email": "users:read.email"}


@pytest.fixture
def manifest():
    return yaml.safe_load((PROJECT / "manifest.yml").read_text())


@pytest.mark.skipif(not SCHEMA.exists(), reason=f"Slack's manifest schema is not at {SCHEMA}")
def test_the_manifest_is_valid_against_slack_s_schema(manifest):
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text())).validate(manifest)


def test_the_scan_knows_every_method_that_the_code_calls():
    called = methods_called()
    assert {"chat.postMessage", "chat.update"} <= called, "the scan no longer sees how cards are sent"
    assert not called - SCOPES_OF.keys(), "say in SCOPES_OF which scopes these methods need"


def test_the_scan_sees_the_fields_that_are_read():
    assert SCOPES_OF_FIELD.keys() <= fields_read(), "the scan no longer sees what is read of Slack's answers"


def test_each_scope_is_needed_and_each_needed_scope_is_asked_for(manifest):
    settings, features = manifest["settings"], manifest["features"]
    needed = {scope for method in methods_called() for scope in SCOPES_OF.get(method, NOTHING)}
    needed |= {
        SCOPES_OF_EVENT[event] for event in settings["event_subscriptions"]["bot_events"] if event in SCOPES_OF_EVENT
    }
    needed |= {"commands"} if features["slash_commands"] or features["shortcuts"] else set()
    needed |= {SCOPES_OF_FIELD[field] for field in fields_read() if field in SCOPES_OF_FIELD}
    asked = manifest["oauth_config"]["scopes"]["bot"]
    assert sorted(asked) == asked
    assert needed - set(asked) == set(), "the code calls Slack without asking for these scopes"
    assert set(asked) - needed == set(), "no call, event, command or field needs these scopes"


@pytest.mark.parametrize(
    ("kinds", "part"),
    [
        (["event"], lambda it: it["settings"]["event_subscriptions"]["bot_events"]),
        (["command"], lambda it: [command["command"] for command in it["features"]["slash_commands"]]),
        (
            ["shortcut", "global_shortcut", "message_shortcut"],
            lambda it: [shortcut["callback_id"] for shortcut in it["features"]["shortcuts"]],
        ),
    ],
    ids=["events", "commands", "shortcuts"],
)
def test_what_slack_sends_is_what_the_code_listens_for(manifest, kinds, part):
    listened_for, unread = registered(*kinds)
    assert not unread, "register with a constant, so that the manifest can be compared"
    assert listened_for == set(part(manifest))


def test_over_http_slack_knows_where_clicks_events_commands_and_options_go():
    settings = http_manifest(http_url="https://sayso.example.com/")["settings"]
    endpoint = "https://sayso.example.com/slack/events"
    assert settings["interactivity"]["request_url"] == endpoint
    assert settings["interactivity"]["message_menu_options_url"] == endpoint
    assert settings["event_subscriptions"]["request_url"] == endpoint
    if SCHEMA.exists():
        validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text()))
        validator.validate(http_manifest(http_url="https://sayso.example.com"))


def test_interactivity_and_the_home_tab_are_on(manifest):
    assert manifest["settings"]["interactivity"]["is_enabled"]
    assert manifest["features"]["app_home"]["home_tab_enabled"]
    assert manifest["settings"]["socket_mode_enabled"]
    assert not manifest["settings"]["org_deploy_enabled"]
    assert not manifest["settings"]["token_rotation_enabled"]
