"""Time zones by the names that people write."""

from zoneinfo import ZoneInfo

_NONE = ("localtime", "Factory", "posixrules", "posix/", "right/")
"""What stands beside the zones on many machines: another time on each, none, or one that counts leap seconds."""


def zone(name: str) -> ZoneInfo | None:
    """The time zone of that name; None where there is none. ``Europe`` is a folder to whoever looks it up."""
    try:
        return None if name.startswith(_NONE) else ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
