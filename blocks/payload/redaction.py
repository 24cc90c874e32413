"""Which JSON paths lead to what the policy keeps off every card."""

import re

from oversight.editing.redaction import redacts
from oversight.policy import CardHints

NO_HINTS = CardHints()

_STEP = re.compile(r"\.([A-Za-z_][A-Za-z0-9_]*)|\['((?:\\.|[^'\\])*)'\]", re.DOTALL)
"""A key in a JSON path, plain or quoted; see :mod:`oversight.exact_json.json_path`. Places in lists redact nothing."""


def redacts_json_path(hints: CardHints, path: str) -> bool:
    """Whether a value is kept off cards, by its JSON path such as ``$.payment[0].card_number``."""
    return redacts(hints, *path_keys(path))


def path_keys(path: str) -> tuple[str, ...]:
    """The keys of a JSON path; places in lists are none."""
    return tuple(plain or re.sub(r"\\(.)", r"\1", quoted) for plain, quoted in _STEP.findall(path))


def visible_path(hints: CardHints, path: str) -> str:
    """A JSON path as far as cards go: up to the first key whose value they hide."""
    keys: list[str] = []
    for step in _STEP.finditer(path):
        keys.append(step[1] or re.sub(r"\\(.)", r"\1", step[2]))
        if redacts(hints, *keys):
            return path[: step.end()]
    return path
