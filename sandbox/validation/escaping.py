"""How long Slack counts a text: after `&`, `<` and `>` are escaped, wherever they are not already markup."""

import re
from typing import Final

_ENTITY: Final = re.compile(r"&(?:amp|lt|gt);")
_MARKUP: Final = re.compile(r"<(?:[@#!]|[a-z][a-z\d+.-]*:)[^<>]*>", re.IGNORECASE)
"""Mentions, dates and links: in mrkdwn their brackets are syntax and stay as they are."""


def escaped_length(text: str, *, plain: bool) -> int:
    """The length of a text once Slack has escaped what is not escaped yet."""
    ampersands = text.count("&")
    if ampersands:
        ampersands -= len(_ENTITY.findall(text))
    loose = text if plain or "<" not in text else _MARKUP.sub("", text)
    return len(text) + 4 * ampersands + 3 * (loose.count("<") + loose.count(">"))
