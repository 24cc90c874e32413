"""What is wrong with a payload, told without what cards hide of it.

The words of a schema quote no value. Some quote keys, though, and the keys inside a hidden value are hidden, too.
"""

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from oversight.action.refusal import Detail, Refusal
from oversight.editing.redaction import hides, redacts
from oversight.exact_json.json_path import json_path, read_json_path
from oversight.exact_json.walk import Path
from oversight.policy import CardHints

HIDDEN_FAULT: Final = "what is hidden here does not fit"
QUOTES_NO_KEY: Final = "[value] "
"""How the words of a schema begin where they are about the value itself."""


def visible_steps(hints: CardHints, path: Path) -> Path:
    """A path as far as cards go: up to the first key whose value they hide."""
    hidden = (length for length in range(1, len(path) + 1) if hides(hints, path[:length]))
    return path[: next(hidden, len(path))]


def masked(refusal: Refusal, hints: CardHints) -> Refusal:
    """The refusal as a reviewer may read it: no path goes into a hidden value, and no words quote a key of one."""
    return replace(refusal, details=tuple(dict.fromkeys(_masked(detail, hints) for detail in refusal.details)))


def masked_words(details: Iterable[Detail], hints: CardHints) -> tuple[Detail, ...]:
    """The same for the agent whose payload it is: the paths stay whole, the words quote nothing hidden."""
    return tuple(replace(detail, problem=HIDDEN_FAULT) if _quotes(detail, hints) else detail for detail in details)


def _masked(detail: Detail, hints: CardHints) -> Detail:
    if detail.path is None:
        return detail
    path = read_json_path(detail.path)
    visible = visible_steps(hints, path)
    if visible != path or _quotes(detail, hints):
        return Detail(HIDDEN_FAULT, json_path(visible))
    return detail


def _quotes(detail: Detail, hints: CardHints) -> bool:
    """Whether the words may quote something of a hidden value."""
    is_hidden = detail.path is not None and redacts(hints, read_json_path(detail.path))
    return is_hidden and not detail.problem.startswith(QUOTES_NO_KEY)
