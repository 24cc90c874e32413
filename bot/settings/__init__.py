"""What the operator sets: read once at start, validated whole, seen only by the wiring."""

from bot.settings.settings import PREFIX, Settings, Transport

__all__ = ["PREFIX", "Settings", "Transport"]
