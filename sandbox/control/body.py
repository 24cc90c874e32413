"""Reading what a test or the page asks of the JSON API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.refusal import SlackRefusalError
from sandbox.strict_json import read_json

BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class Body:
    """The JSON object of one request."""

    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        """The field as a string; a request without it is refused."""
        value = self.optional(name)
        if not value:
            raise SlackRefusalError("missing_field", status=BAD_REQUEST, detail=f"Give {name}, a string.")
        return value

    def optional(self, name: str) -> str | None:
        """The field as a string, None when it was not given."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail=f"{name} must be a string.")
        return value

    def mapping(self, name: str) -> Mapping[str, Any]:
        """The field as an object, empty when it was not given."""
        value = self.fields.get(name) or {}
        if not isinstance(value, Mapping):
            raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail=f"{name} must be an object.")
        return value

    def number(self, name: str, default: float) -> float:
        """The field as a number."""
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail=f"{name} must be a number.")
        return value


async def read_body(request: web.Request) -> Body:
    """The request's JSON object; other content types are refused, so that no foreign page can post a form."""
    try:
        text = await request.text()
    except (UnicodeDecodeError, LookupError):
        raise SlackRefusalError("invalid_charset", status=BAD_REQUEST, detail="Send UTF-8.") from None
    if text and request.content_type != "application/json":
        raise SlackRefusalError("not_json", status=BAD_REQUEST, detail="Send application/json.")
    try:
        fields = read_json(text or "{}")
    except ValueError:
        raise SlackRefusalError("invalid_json", status=BAD_REQUEST, detail="The body is not JSON.") from None
    if not isinstance(fields, dict):
        raise SlackRefusalError("json_not_object", status=BAD_REQUEST, detail="Send a JSON object.")
    return Body(fields)
