"""What conditions look at of an action's facts, read off their source.

Handing a large payload to CEL costs many times what a condition costs. So only the keys are handed over that some
condition names, and of a list that is only ever counted, only how long it is.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from msgspec import Struct

Keys = Mapping[str, bool]
"""The keys that are looked at, and whether each is only counted."""
Place = tuple[str, str | None]
"""A variable and one of its keys, or all of it."""


class Needs(Struct, frozen=True):
    """What some conditions look at, and whether they call functions of ours."""

    keys: Mapping[str, Keys | None]
    """By variable; None for all of it."""
    functions: frozenset[str] = frozenset()
    lengths: bool = False
    """Whether the longest list has to be known."""

    def first_of(self, places: AbstractSet[Place]) -> str | None:
        """The first of some places that is looked at, as it is written; None where none is."""
        for name, keys in self.keys.items():
            for variable, key in sorted(places, key=str):
                if variable == name and (keys is None or key is None or key in keys):
                    return name if key is None else f"{name}.{key}"
        return None


def needs_of(all_needs: Iterable[Needs]) -> Needs:
    """The needs of some conditions, taken together."""
    needs: dict[str, Keys | None] = {}
    functions: frozenset[str] = frozenset()
    lengths = False
    for all_need in all_needs:
        functions |= all_need.functions
        lengths = lengths or all_need.lengths
        for name, keys in all_need.keys.items():
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


def in_sight(value: Any, keys: Keys | None, hand: Callable[[Any], Any]) -> Any:
    """As much of a variable's value as is looked at, each part as it is handed over; a list has no keys."""
    if keys is None:
        return hand(value)
    if not isinstance(value, dict):
        return hand([] if type(value) is list else value)
    return {key: _counted(value[key]) if counted else hand(value[key]) for key, counted in keys.items() if key in value}


def _counted(value: Any) -> Any:
    """For a list or a map as many bytes as it has entries: that is as long, and takes no time to hand over."""
    return bytes(len(value)) if type(value) in (list, dict) else value
