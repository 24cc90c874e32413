"""How long the lists may be that a condition goes through, so that no agent keeps everybody waiting.

A walk within a walk asks once for each pair: three thousand flights cost five seconds, in which nobody else is served.
Nothing in CEL stops an evaluation that has begun, so lists are measured before it begins.
"""

import re
from typing import Any

from oversight.policy.terms import without_texts

STEPS = 40_000
"""What one condition may cost; about 25 ms."""

_STEP = re.compile(
    r"\.\s*(?P<walk>all|exists|exists_one|filter|map)\s*\(|(?P<opens>[(\[{])|(?P<closes>[)\]}])|\b(?P<found>in)\b"
)


def reach(source: str) -> int | None:
    """The longest list or map that the condition may meet; None where it only ever walks once."""
    depth = _depth(source)
    return None if depth < 2 else int(STEPS ** (1 / depth))  # noqa: PLR2004 - a walk within a walk


def _depth(source: str) -> int:
    """How many walks stand within each other; looking for something ``in`` a list is one."""
    deepest = 0
    walks: list[bool] = []
    for step in _STEP.finditer(without_texts(source)):
        if step["closes"]:
            if walks:
                walks.pop()
        elif step["found"]:
            deepest = max(deepest, sum(walks) + 1)
        else:
            walks.append(step["walk"] is not None)
            deepest = max(deepest, sum(walks))
    return deepest


def longest(values: Any) -> int:
    """The length of the longest list or map in a value."""
    most = 0
    rest = [values]
    while rest:
        each = rest.pop()
        if isinstance(each, dict):
            most = max(most, len(each))
            rest.extend(each.values())
        elif isinstance(each, list):
            most = max(most, len(each))
            rest.extend(each)
    return most
