"""Mentions by Slack id, so that Slack shows names, and notifies people where a message is new."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from blocks.kit.message import Block
from blocks.kit.rich_text import part
from blocks.kit.text import escape, shorten, shown

NO_GROUPS: Mapping[str, str] = MappingProxyType({})
MOST = 20
NAME = 80

_USER = re.compile(r"[UW][A-Z0-9]{2,}")
_GROUP = re.compile(r"S[A-Z0-9]{2,}")


def mentions(reviewers: Sequence[str], groups: Mapping[str, str] = NO_GROUPS) -> str:
    """Mentions as mrkdwn; a user group whose Slack id is unknown is named by its handle and notifies nobody."""
    said = [_mention(reviewer, groups) for reviewer in reviewers[:MOST]]
    left = len(reviewers) - len(said)
    return " ".join([*said, f"and {left:,} more"] if left > 0 else said)


def _mention(reviewer: str, groups: Mapping[str, str]) -> str:
    if _USER.fullmatch(reviewer):
        return f"<@{reviewer}>"
    if _GROUP.fullmatch(groups.get(reviewer, "")):
        return f"<!subteam^{groups[reviewer]}>"
    return escape(shorten(shown(reviewer), NAME))


def mention_parts(reviewers: Sequence[str], groups: Mapping[str, str] = NO_GROUPS) -> list[Block]:
    """The reviewers' mentions as parts of a rich-text line."""
    parts: list[Block] = []
    for reviewer in reviewers[:MOST]:
        named = _mention_part(reviewer, groups)
        parts += [part(" "), named] if parts else [named]
    left = len(reviewers) - MOST
    return [*parts, part(f" and {left:,} more")] if left > 0 else parts


def _mention_part(reviewer: str, groups: Mapping[str, str]) -> Block:
    if _USER.fullmatch(reviewer):
        return {"type": "user", "user_id": reviewer}
    if _GROUP.fullmatch(groups.get(reviewer, "")):
        return {"type": "usergroup", "usergroup_id": groups[reviewer]}
    return part(shorten(shown(reviewer), NAME))
