"""What is shown of traffic: everything but what would let the reader call in the app's name."""

import re
from typing import Any, Final

HIDDEN: Final = "[hidden]"
_SECRET_NAMES: Final = frozenset({"token", "app_token", "client_secret", "authorization"})
_SECRET_WORDS: Final = re.compile(r"\b(?:xox[a-z]|xapp|xwfp)-[\w-]+|(?<=ticket=)[\w-]+")


def redacted(value: Any) -> Any:
    """A copy of this JSON in which tokens and Socket Mode tickets are hidden."""
    if isinstance(value, dict):
        return {
            name: HIDDEN if name.lower() in _SECRET_NAMES and isinstance(entry, str) else redacted(entry)
            for name, entry in value.items()
        }
    if isinstance(value, list):
        return [redacted(entry) for entry in value]
    return _SECRET_WORDS.sub(HIDDEN, value) if isinstance(value, str) else value
