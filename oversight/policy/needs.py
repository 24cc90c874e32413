"""What conditions look at of an action's facts, read off their source.

Handing a large payload to CEL costs many times what a condition costs. So only the keys are handed over that some
condition names, and of a list that is only ever counted, only how long it is.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Keys = Mapping[str, bool]
"""The keys that are looked at, and whether each is only counted."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What some conditions look at, and whether they call functions of ours."""

    keys: Mapping[str, Keys | None]
    """By variable; None for all of it."""
    functions: frozenset[str] = frozenset()
    lengths: bool = False
    """Whether the longest list has to be known."""


def needs_of(all_needs: Iterable[Needs]) -> Needs:
    """The needs of some conditions, taken together."""
    needs: dict[str, Keys | None] = {}
    functions: frozenset[str] = frozenset()
    lengths = False
    for each in all_needs:
        functions |= each.functions
        lengths = lengths or each.lengths
        for name, keys in each.keys.items():
            known = needs.get(name, {})
            needs[name] = None if keys is None or known is None else _both(keys, known)
    return Needs(needs, functions, lengths)


def _both(one: Keys, other: Keys) -> Keys:
    return {key: one.get(key, True) and other.get(key, True) for key in (*one, *other)}


def keys_looked_at(variable: str, source: str) -> Keys | None:
    """The keys of the variable that an expression can see, or None where it may see all of it.

    Wherever the word stands it must be followed by a key; a word in a string literal only makes this more cautious.
    """
    mentions = re.findall(rf"(?<![\w.]){variable}\b", source)
    keys = re.findall(rf"(?<![\w.]){variable}\.([A-Za-z_]\w*)\b(?!\s*\()", source)
    if len(keys) != len(mentions):
        return None
    counted = [first or second for first, second in re.findall(_COUNTED.replace("variable", variable), source)]
    return {key: counted.count(key) == keys.count(key) for key in keys}


_COUNTED = (
    r"(?<![\w.])(?:size|has)\s*\(\s*variable\.([A-Za-z_]\w*)\s*\)"
    r"|(?<![\w.])variable\.([A-Za-z_]\w*)\s*\.\s*size\s*\(\s*\)"
)
"""Where a key is asked for no more than whether it is there, or how long."""


def in_sight(value: Any, keys: Keys | None) -> Any:
    """As much of a variable's value as is looked at."""
    if keys is None or not isinstance(value, dict):
        return value
    return {key: _counted(value[key]) if counted else value[key] for key, counted in keys.items() if key in value}


def _counted(value: Any) -> Any:
    return [None] * len(value) if type(value) is list else value
