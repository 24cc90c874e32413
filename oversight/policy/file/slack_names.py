"""Slack's names as policies write them: channels, people and user groups, each with what to write instead of others."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from oversight.policy.file.unfit import Unfit

CHANNEL_PATTERN = r"^(#[^\s#\x00-\x1f]{1,80}|[CGD][A-Z0-9]{2,})$"
REVIEWER_PATTERN = r"^([UW][A-Z0-9]+|@[A-Za-z0-9._-]+)$"
USER_PATTERN = r"^[UW][A-Z0-9]+$"
FIND_PERSON = "In Slack open the person's profile, the menu ⋮, Copy member ID, and write that"
_FIND_GROUP = "Write the group's handle, as Slack shows it after @"


_EVERYBODY = frozenset({"@here", "@channel", "@everyone"})
_WITHIN = re.compile(
    r"<[@#!](?:subteam\^)?([A-Z0-9]+)(?:\|[^>]*)?>|https?://\S+/(?:team|archives)/([A-Z0-9]+)\S*"
    r"|@?([UWCGDS]0[A-Z0-9]+)|([uwcgds]0[a-z0-9]+)"
)
"""An id of Slack's, as mentions, links and people write it."""


def _channel(text: str) -> str:
    if re.fullmatch(CHANNEL_PATTERN, text):
        return text
    name, found = text.strip("# ").lower(), _id_within(text)
    if found[:1] in {"C", "G", "D"}:
        fix = f"Write {found}"
    elif not found and re.fullmatch(r"[\w.-]{1,80}", name):
        fix = f'Write "#{name}"'
    else:
        fix = 'Write for example "#approvals"'
    raise Unfit(f"{text!r} is no channel; a channel is #name in quotes, or its id such as C0123ABCD", fix)


def _reviewer(text: str) -> str:
    is_group = text.startswith("@") and text not in _EVERYBODY and not _id_within(text)
    if re.fullmatch(REVIEWER_PATTERN, text) and (is_group or not text.startswith("@")):
        return text
    problem = f"{_what(text)}; a reviewer is a member id such as U0123ABCD, or a user group such as @support"
    raise Unfit(problem, _find(text, _FIND_GROUP))


def _user_id(text: str) -> str:
    if re.fullmatch(USER_PATTERN, text):
        return text
    is_group = text.startswith("@") and not _id_within(text)
    what = f"{text!r} is a user group" if is_group else _what(text)
    raise Unfit(f"{what}; this is one person, by member id such as U0123ABCD", _find(text, FIND_PERSON))


def _id_within(text: str) -> str:
    """The id that stands there in another spelling; nothing where none does."""
    found = _WITHIN.fullmatch(text.strip(" "))
    return next(filter(None, found.groups())).upper() if found else ""


def _what(text: str) -> str:
    """What it looks like, for whoever wrote it."""
    found = _id_within(text)
    if text in _EVERYBODY:
        return f"{text!r} is everybody in a channel"
    if found[:1] == "S" or re.fullmatch(r"S[A-Z0-9]{5,}", text):
        return f"{text!r} is the id of a user group"
    if found[:1] in {"U", "W"}:
        return f"{text!r} is a member id in another spelling"
    if found or text.startswith("#") or re.fullmatch(r"[CGD][A-Z0-9]{7,}", text):
        return f"{text!r} is a channel"
    if re.search(r"[^@\s]@[^@\s]", text):
        return f"{text!r} is an e-mail address"
    return f"{text!r} is a name" if text.strip() else f"{text!r} names nobody"


def _find(text: str, group: str) -> str:
    found = _id_within(text)
    if found[:1] in {"U", "W"}:
        return f"Write {found}"
    if found[:1] == "S" or re.fullmatch(r"S[A-Z0-9]{5,}", text) or text.startswith("@"):
        return group
    return FIND_PERSON


Channel = Annotated[str, AfterValidator(_channel), Field(json_schema_extra={"pattern": CHANNEL_PATTERN})]
"""A Slack channel: ``#name``, or its id."""
Reviewer = Annotated[str, AfterValidator(_reviewer), Field(json_schema_extra={"pattern": REVIEWER_PATTERN})]
"""A Slack user id (``U…``) or a user group (``@handle``)."""
UserId = Annotated[str, AfterValidator(_user_id), Field(json_schema_extra={"pattern": USER_PATTERN})]
"""A Slack user id."""
