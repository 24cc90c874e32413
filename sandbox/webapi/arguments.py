"""What an app sends with a call: query, form or JSON, and a token that no address may carry."""

from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from sandbox.refusal import SlackRefusalError
from sandbox.strict_json import read_json

_BEARER: Final = "Bearer "
# Slack reads these from the query or a form alone; in a JSON body it does not see the arguments.
FORM_ONLY: Final = frozenset(
    {
        "bots.info",
        "chat.getPermalink",
        "conversations.history",
        "conversations.info",
        "conversations.list",
        "conversations.members",
        "conversations.replies",
        "files.info",
        "reactions.get",
        "team.info",
        "usergroups.list",
        "usergroups.users.list",
        "users.info",
        "users.list",
        "users.lookupByEmail",
    }
)


@dataclass(frozen=True, slots=True)
class Sent:
    """The token and the arguments of one request."""

    token: str
    arguments: dict[str, Any]


async def read_arguments(request: web.Request, method: str) -> Sent:
    """Query, then form or JSON, as one mapping; the token comes from the header or the body."""
    arguments: dict[str, Any] = dict(request.query)
    arguments.pop("token", None)
    if request.content_type == "application/json":
        body = await _json(request)
        if method in FORM_ONLY:
            body = {name: value for name, value in body.items() if name == "token"}
        arguments |= body
    elif request.can_read_body:
        arguments |= await _form(request)
    token = str(arguments.pop("token", ""))
    authorization = request.headers.get("Authorization", "")
    if authorization.startswith(_BEARER):
        token = authorization.removeprefix(_BEARER)
    return Sent(token.strip(), arguments)


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        body = read_json(await request.text() or "{}")
    except (UnicodeDecodeError, LookupError):
        raise SlackRefusalError("invalid_charset") from None
    except ValueError:
        raise SlackRefusalError("invalid_json") from None
    if not isinstance(body, dict):
        raise SlackRefusalError("json_not_object")
    return body


async def _form(request: web.Request) -> dict[str, str]:
    """The fields of a form; Slack takes no other kind of body."""
    if request.content_type not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        if await request.read():
            raise SlackRefusalError("invalid_post_type")
        return {}
    try:
        fields = await request.post()
    except (LookupError, ValueError):
        raise SlackRefusalError("invalid_form_data") from None
    return {name: value for name, value in fields.items() if isinstance(value, str)}
