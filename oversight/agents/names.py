"""What an agent may be called and which action types its key may cover, so that its name means one thing everywhere."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from oversight.action.action import matches

LONGEST = 64
RESERVED = frozenset(
    {
        *("agent", "all", "sayso", "everything", "human", "none", "operator", "policy", "timeout", "type"),
        *("anybody", "anyone", "everybody", "everyone", "nobody", "somebody", "someone"),
        *("i", "me", "they", "us", "we", "you"),
    }
)
"""Words that commands and cards use for somebody or something else."""
OF_IDS = ("agt_", "act_", "say_")

_NAME = re.compile(r"[^\W_](?:[\w.-]*\w)?")
_SCOPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}\*?|\*")


def name_problem(
    name: str, taken: Iterable[str] = (), *, what: str = "agent", example: str = "refund-bot"
) -> str | None:
    """Why nobody new may be called so, in a sentence; None where they may. ``taken`` are the names that there are."""
    if not _NAME.fullmatch(name) or len(name) > LONGEST or unicodedata.normalize("NFKC", name) != name:
        return (
            f"“{name}” cannot be typed as one word. Name the {what} with up to {LONGEST} letters, digits, dots, "
            f"hyphens and underscores, such as {example}."
        )
    if name.casefold() in RESERVED or name.casefold().startswith(OF_IDS):
        return f"“{name}” means something else in commands and on cards. Name the {what} for what it does: {example}."
    alike = next((other for other in taken if other != name and other.casefold() == name.casefold()), None)
    if alike is not None:
        return f"“{name}” differs from “{alike}” in capitals alone. Choose another name."
    return None


def scope_problem(scope: str) -> str | None:
    """Why no action type can ever fit the scope, in a sentence; None where one may."""
    if _SCOPE.fullmatch(scope):
        return None
    return (
        f"“{scope}” can fit no action type. Write a whole type (refund.issue), its beginning with one * at the end "
        "(refund.*), or * for all."
    )


def scope_doubt(scope: str, types: Iterable[str]) -> str | None:
    """A sentence that says that the scope fits none of these types, and which ones were perhaps meant; else None."""
    known = sorted(types)
    if scope == "*" or any(matches(scope, kind) for kind in known):
        return None
    meant = get_close_matches(scope.removesuffix("*"), known, n=2) or known[:5]
    listed = f" Known: {', '.join(meant)}." if meant else ""
    return f"“{scope}” fits no type of the present policy, so such actions go to people as unknown ones.{listed}"
