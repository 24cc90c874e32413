"""One way to call Slack: the answer as a dict, or a fault that says what is known of it."""

import asyncio
import re
from collections.abc import Awaitable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.slack.kit.answers import MAY_HAVE_WORKED, UNREADABLE

NO_ANSWER = "no_answer"
"""Slack was not reached, or did not answer in time."""
NOBODY = frozenset({"user_not_found", "user_not_visible", "users_not_found"})
"""What Slack answers where nobody here has the id or address that is looked up."""

_WORD = re.compile(r"[a-z0-9_]{1,60}")
_TOO_MANY_REQUESTS = 429
_SERVER_ERRORS = range(500, 600)
_REDIRECTS = 300
_DEFAULT_RETRY_AFTER = 30.0
_LONGEST_RETRY_AFTER = 300.0
"""The longest pause that is believed: a mistake of some proxy must not silence us for a day."""


class SlackFault(Exception):
    """Slack refused a call or did not answer it; `in_doubt` where the call may have taken effect."""

    def __init__(self, method: str, error: str, *, retry_after: float | None = None, in_doubt: bool = False) -> None:
        super().__init__(f"{method}: {error}")
        self.method = method
        self.error = error
        self.retry_after = retry_after
        self.in_doubt = in_doubt


async def answer(method: str, call: Awaitable[AsyncSlackResponse], seconds: float = 10) -> dict[str, Any]:
    """Slack's answer; raises SlackFault for whatever else came, or where nothing came in so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            response = await call
    except SlackApiError as error:
        raise _refused(method, error) from error
    except aiohttp.ClientConnectorError as error:
        raise SlackFault(method, NO_ANSWER) from error  # never sent
    except (TimeoutError, aiohttp.ClientError, OSError, *UNREADABLE) as error:
        raise SlackFault(method, NO_ANSWER, in_doubt=True) from error
    data = response.data
    return data if isinstance(data, dict) else {}


def slack_word(said: object) -> str | None:
    """Slack's name for what went wrong, where it has the form of one; whatever else may quote what was sent."""
    return said if isinstance(said, str) and _WORD.fullmatch(said) else None


def _refused(method: str, refusal: SlackApiError) -> SlackFault:
    # Where the body was no JSON, the SDK puts aiohttp's own response here, with other attributes.
    response = refusal.response
    status = getattr(response, "status_code", None) or getattr(response, "status", 200)
    data = getattr(response, "data", None)
    word = slack_word(data.get("error") if isinstance(data, dict) else None)
    error = word or f"http_{status}"
    if status == _TOO_MANY_REQUESTS or error in {"ratelimited", "rate_limited"}:
        return SlackFault(method, "ratelimited", retry_after=_retry_after(getattr(response, "headers", {})))
    # A page where Slack answers was written by somebody in between: whether Slack was asked is not known.
    a_page = word is None and status in range(_REDIRECTS)
    return SlackFault(method, error, in_doubt=a_page or status in _SERVER_ERRORS or error in MAY_HAVE_WORKED)


def _retry_after(headers: Any) -> float:
    lowered = {str(name).lower(): value for name, value in dict(headers).items()}
    given = lowered.get("retry-after", "")
    given = given[0] if isinstance(given, list) and given else given
    if not (isinstance(given, str) and given.isascii() and given.isdigit()):
        return _DEFAULT_RETRY_AFTER
    return min(float(given), _LONGEST_RETRY_AFTER)
