"""What the app's manifest grants and enables; without a manifest everything is granted."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut that people can start: from anywhere (`global`) or on a message (`message`)."""

    callback_id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of an app manifest that the workspace enforces; None means no manifest, so no restriction."""

    bot_scopes: frozenset[str] | None = None
    commands: Mapping[str, str] | None = None
    shortcuts: tuple[Shortcut, ...] | None = None
    bot_events: frozenset[str] | None = None
    home_enabled: bool = True
    interactivity_enabled: bool = True
    messages_tab_enabled: bool = True
    messages_tab_read_only: bool = False
    metadata_events: frozenset[str] | None = None

    def subscribes_to_metadata(self, event: str, metadata_type: str) -> bool:
        """Whether the app gets events of this kind about metadata of this type."""
        named = self.metadata_events
        return self.subscribes(event) and (named is None or not named.isdisjoint({metadata_type, "*"}))

    def subscribes(self, event: str) -> bool:
        """Whether the app gets events of this kind."""
        return self.bot_events is None or event in self.bot_events


def read_manifest(path: Path) -> Manifest:
    """The manifest in this YAML or JSON file."""
    document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    features = document.get("features", {})
    settings = document.get("settings", {})
    app_home = features.get("app_home", {})
    subscriptions = settings.get("event_subscriptions", {})
    return Manifest(
        bot_scopes=frozenset(document.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        commands={one["command"]: one.get("description", "") for one in features.get("slash_commands", [])},
        shortcuts=tuple(
            Shortcut(one["callback_id"], one["name"], one["type"]) for one in features.get("shortcuts", [])
        ),
        bot_events=frozenset(subscriptions.get("bot_events", [])),
        metadata_events=frozenset(one["event_type"] for one in subscriptions.get("metadata_subscriptions", [])),
        home_enabled=bool(app_home.get("home_tab_enabled", False)),
        messages_tab_enabled=bool(app_home.get("messages_tab_enabled", False)),
        messages_tab_read_only=bool(app_home.get("messages_tab_read_only_enabled", False)),
        interactivity_enabled=bool(settings.get("interactivity", {}).get("is_enabled", False)),
    )
