"""How long the lists may be that a condition goes through, so that no agent keeps everybody waiting.

A walk within a walk asks once for each pair: three thousand flights cost five seconds, in which nobody else is served.
Nothing in CEL stops an evaluation that has begun, so lists are measured before it begins. ``matches`` counts like a
walk because the engine compiles the pattern anew each time, which costs as much as hundreds of comparisons. ``map`` and
``filter`` copy the list that they make at every entry, so each of them counts as a walk within a walk.
"""

import re
from typing import Any

from oversight.policy.terms import without_texts

STEPS = 40_000
"""What one condition may cost; about 25 ms."""

_STEP = re.compile(
    r"\.\s*(?P<walk>all|exists|exists_one|filter|map)\s*\("
    r"|(?P<goes>\b(?:in\b|(?:says|sum|matches)\s*(?=\()))|(?P<opens>[(\[{])|(?P<closes>[)\]}])"
)

_WEIGHTS = {"all": 1, "exists": 1, "exists_one": 1, "filter": 2, "map": 2}


def reach(source: str) -> int | None:
    """The longest list or map that the condition may meet; None where it only ever walks once."""
    depth = _depth(source)
    return None if depth < 2 else int(STEPS ** (1 / depth))  # noqa: PLR2004 - a walk within a walk


def _depth(source: str) -> int:
    """How many walks stand within each other. What goes through a list or a text by itself is one, where it stands."""
    deepest = 0
    walks: list[int] = []
    for step in _STEP.finditer(without_texts(source)):
        if step["closes"]:
            if walks:
                walks.pop()
        elif step["goes"]:
            deepest = max(deepest, sum(walks) + 1)
        else:
            walks.append(_WEIGHTS.get(step["walk"], 0))
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
