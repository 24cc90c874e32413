"""Time zones by the names that people write."""

from zoneinfo import ZoneInfo

_NONE = ("localtime", "Factory", "posixrules", "posix/", "right/")
"""Files beside the zones on many machines: a time that differs by machine, no time, or one that counts leap seconds."""


def zone(name: str) -> ZoneInfo | None:
    """The time zone of that name; None where there is none: ``Europe`` alone is a folder."""
    try:
        return None if name.startswith(_NONE) else ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
