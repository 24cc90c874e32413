"""One call of the Web API, with its arguments read as Slack reads them."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.refusal import SlackRefusalError
from sandbox.strict_json import read_json

_DEFAULT_PAGE = 100
_LARGEST_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Call:
    """A method's name and its arguments; form values are strings, JSON values are what they are."""

    method: str
    arguments: Mapping[str, Any]

    def text(self, name: str) -> str | None:
        """The argument as a string, None when it was not given."""
        value = self.arguments.get(name)
        if value is None:
            return None
        if not isinstance(value, str | int | float):
            raise SlackRefusalError("invalid_arguments", response_metadata=_must(name, "a string"))
        return str(value)

    def required(self, name: str) -> str:
        """The argument as a string."""
        value = self.text(name)
        if not value:
            message = f"[ERROR] missing required field: {name} [json-pointer:/{name}]"
            raise SlackRefusalError("invalid_arguments", response_metadata={"messages": [message]})
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """The argument as a boolean, however it was spelled."""
        value = self.arguments.get(name)
        return default if value is None else str(value).lower() in {"true", "1"}

    def structure(self, name: str, error: str = "invalid_arguments") -> Any:
        """The argument as JSON, which a form carries as a string."""
        value = self.arguments.get(name)
        if isinstance(value, str):
            try:
                return read_json(value) if value else None
            except ValueError:
                raise SlackRefusalError(error, response_metadata=_must(name, "valid JSON")) from None
        return value

    def objects(self, name: str, error: str) -> list[dict[str, Any]] | None:
        """The argument as a list of objects, None when it was not given."""
        value = self.structure(name, error)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise SlackRefusalError(error, response_metadata=_must(name, "an array of objects"))
        return value

    def limit(self, default: int = _DEFAULT_PAGE) -> int:
        """How many entries a page has at most."""
        try:
            limit = int(self.text("limit") or default)
        except ValueError:
            raise SlackRefusalError("invalid_limit") from None
        if not 1 <= limit <= _LARGEST_PAGE:
            raise SlackRefusalError("invalid_limit")
        return limit

    def cursor(self, kind: str) -> str | None:
        """What an earlier page of this kind ended with, None on the first page."""
        given = self.text("cursor")
        if not given:
            return None
        try:
            name, _, position = base64.b64decode(given, validate=True).decode().partition(":")
        except ValueError:
            raise SlackRefusalError("invalid_cursor") from None
        if name != kind or not (position.isascii() and position.isdigit()):
            raise SlackRefusalError("invalid_cursor")
        return position

    def page(self, total: int, default: int = _DEFAULT_PAGE) -> tuple[int, int, str]:
        """First and last index of the page asked for, and the cursor of the next one."""
        start = int(self.cursor("offset") or 0)
        end = min(start + self.limit(default), total)
        return start, end, cursor_after("offset", str(end)) if end < total else ""


def cursor_after(kind: str, position: str) -> str:
    """The cursor of the page after this position: opaque to apps, with characters that a URL must escape."""
    return base64.b64encode(f"{kind}:{position}".encode()).decode()


def _must(name: str, what: str) -> dict[str, list[str]]:
    return {"messages": [f"[ERROR] must provide {what} [json-pointer:/{name}]"]}
