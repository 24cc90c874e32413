"""Slack's names as policies write them: channels, people and user groups, each with what to write instead of others."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from oversight.policy.unfit import Unfit

CHANNEL_PATTERN = r"^(#[^\s#\x00-\x1f]{1,80}|[CGD][A-Z0-9]{2,})$"
REVIEWER_PATTERN = r"^([UW][A-Z0-9]+|@[A-Za-z0-9._-]+)$"
USER_PATTERN = r"^[UW][A-Z0-9]+$"
FIND_PERSON = "In Slack open the person's profile, the menu ⋮, Copy member ID, and write that"
_FIND_GROUP = "Write the group's handle, as Slack shows it after @"


def _channel(text: str) -> str:
    if re.fullmatch(CHANNEL_PATTERN, text):
        return text
    raise Unfit(
        f"{text!r} is no channel; a channel is #name in quotes, or its id such as C0123ABCD",
        f'Write "#{text}"' if re.fullmatch(r"[\w.-]{1,80}", text) else 'Write for example "#approvals"',
    )


def _reviewer(text: str) -> str:
    if re.fullmatch(REVIEWER_PATTERN, text):
        return text
    problem = f"{_what(text)}; a reviewer is a member id such as U0123ABCD, or a user group such as @support"
    raise Unfit(problem, _find(text))


def _user_id(text: str) -> str:
    if re.fullmatch(USER_PATTERN, text):
        return text
    what = f"{text!r} is a user group" if text.startswith("@") else _what(text)
    raise Unfit(f"{what}; this is one person, by member id such as U0123ABCD", FIND_PERSON)


def _what(text: str) -> str:
    """What it looks like, for whoever wrote it."""
    if re.fullmatch(r"S[A-Z0-9]{5,}", text):
        return f"{text!r} is the id of a user group"
    if text.startswith("#") or re.fullmatch(r"[CGD][A-Z0-9]{7,}", text):
        return f"{text!r} is a channel"
    if re.fullmatch(r"<@[UW][A-Z0-9]+>", text) or re.fullmatch(r"[uw]0[a-z0-9]+", text):
        return f"{text!r} is a member id in another spelling"
    if re.search(r"[^@\s]@[^@\s]", text):
        return f"{text!r} is an e-mail address"
    return f"{text!r} is a name"


def _find(text: str) -> str:
    if (bare := text.strip("<@>").upper()) and re.fullmatch(r"<@[UW][A-Z0-9]+>|[uw]0[a-z0-9]+", text):
        return f"Write {bare}"
    if re.fullmatch(r"S[A-Z0-9]{5,}", text) or text.startswith("@"):
        return _FIND_GROUP
    return FIND_PERSON


Channel = Annotated[str, AfterValidator(_channel), Field(json_schema_extra={"pattern": CHANNEL_PATTERN})]
"""A Slack channel: ``#name``, or its id."""
Reviewer = Annotated[str, AfterValidator(_reviewer), Field(json_schema_extra={"pattern": REVIEWER_PATTERN})]
"""A Slack user id (``U…``) or a user group (``@handle``)."""
UserId = Annotated[str, AfterValidator(_user_id), Field(json_schema_extra={"pattern": USER_PATTERN})]
"""A Slack user id."""
