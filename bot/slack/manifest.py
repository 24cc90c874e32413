"""The Slack app's manifest: what the app may do and how Slack reaches it."""

from pathlib import Path
from typing import Any

import yaml

from bot.shipped_files import shipped_file


def manifest_path() -> Path:
    """Where the manifest's file is."""
    return shipped_file("manifest.yml")


def manifest(*, http_url: str | None = None) -> dict[str, Any]:
    """The manifest for Socket Mode, or for signed HTTP under a public base URL."""
    document: dict[str, Any] = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    if http_url is not None:
        endpoint = http_url.rstrip("/") + "/slack/events"
        settings = document["settings"]
        settings["socket_mode_enabled"] = False
        settings["interactivity"]["request_url"] = endpoint
        settings["interactivity"]["message_menu_options_url"] = endpoint
        settings["event_subscriptions"]["request_url"] = endpoint
        for command in document["features"].get("slash_commands", []):
            command["url"] = endpoint
    return document


def bot_scopes() -> frozenset[str]:
    """The bot scopes that the app asks for."""
    return frozenset(manifest()["oauth_config"]["scopes"]["bot"])
