"""What an evaluation may cost, worked out before it begins: nothing in CEL stops one that has begun.

No agent keeps everybody waiting: three thousand flights, each compared with each, cost five seconds. So lists and texts
are measured, and a condition that could take too long with them is not evaluated. A walk within a walk costs the
product of their lengths. ``map`` and ``filter`` copy the list that they make at every entry, so each counts as two
walks. What goes through a list by itself (``in``, ``sum``) is one more where it stands, and so is ``says``, which also
counts its characters itself. What goes through a text costs by the length of it.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from oversight.policy.conditions.expression.tree import (
    Call,
    Chain,
    Constant,
    Node,
    Number,
    Sign,
    Text,
    inner_nodes,
    is_walk,
    names_in,
)

STEPS = 40_000
"""What one part of a condition may cost; about 25 ms."""
ALL_STEPS = 120_000
"""What all conditions that are asked about one action may cost together."""
PATTERN = 200
"""Steps that it takes to compile a pattern, which the engine does anew each time."""
_WEIGHTS = {"all": 1, "exists": 1, "exists_one": 1, "filter": 2, "map": 2}
_SHORT = (Number, Text, Constant)
_PATTERN_CHARACTERS, _CHARACTERS, _COMPARED = 100, 1_000, 20_000
"""So many characters of a text are a step: to a pattern, to what looks through it or copies it, to a comparison."""
_VALUES = 20
"""So many values that ``map`` and ``filter`` copy are a step."""


class Sizes(Struct, frozen=True):
    """The longest list or map, and the longest text, of what conditions are shown of an action."""

    entries: int = 0
    characters: int = 0
    values: int = 0
    """How many values there are in all, those within others as well."""


class Part(Struct, frozen=True):
    """Something that is done once for each entry of each of the walks around it."""

    walks: int
    fixed: int = 1
    characters: int = 0
    """So many characters of a text are one step; 0 where it looks at none."""
    values: int = 0
    """So many values that are copied are one step; 0 where none is."""

    def steps(self, sizes: Sizes) -> int:
        """What it may cost."""
        steps = self.fixed
        steps += sizes.characters // self.characters if self.characters else 0
        steps += sizes.values // self.values if self.values else 0
        return int(sizes.entries**self.walks) * steps


def parts_of(tree: Node) -> tuple[Part, ...]:
    """What of an expression has to be measured for, because it is done again and again; nothing in most."""
    return tuple(part for part in _parts(tree, 0, frozenset()) if part.walks)


def steps_and_objection(parts: tuple[Part, ...], sizes: Sizes) -> tuple[int, str | None]:
    """What the parts may cost together, and why one of them alone costs too much, if it does."""
    total = 0
    for part in parts:
        steps = part.steps(sizes)
        total += steps
        if steps <= STEPS or (part.walks == 1 and not part.characters and not part.values):
            continue
        most = int((STEPS / max(part.fixed, 1)) ** (1 / part.walks))
        if sizes.entries > most and not part.values:
            return total, f"a list of {sizes.entries} is too long; it may have {most}"
        if part.values:
            return total, f"{sizes.values} values are too many to be copied for each of {sizes.entries} entries"
        text = f"a text of {sizes.characters} characters is too long"
        return total, f"{text} to go through for each of {sizes.entries} entries"
    return total, None


def sizes_of(values: Any) -> Sizes:
    """How large some values are."""
    entries = characters = total = 0
    rest = [values]
    while rest:
        value = rest.pop()
        total += 1
        kind = type(value)
        if kind is str:
            characters = max(characters, len(value))
        elif kind is dict:
            entries = max(entries, len(value))
            rest.extend(value.values())
        elif kind is list:
            entries = max(entries, len(value))
            rest.extend(value)
    return Sizes(entries, characters, total)


def _parts(node: Node, walks: int, bound: frozenset[str]) -> Iterator[Part]:
    if isinstance(node, Call) and is_walk(node):
        yield from _walked(node, walks, bound)
        return
    if isinstance(node, Call):
        yield from _called(node.name, walks)
    elif isinstance(node, Chain):
        yield from _joined(node, walks, bound)
    for inner in inner_nodes(node):
        yield from _parts(inner, walks, bound)


def _walked(node: Call, walks: int, bound: frozenset[str]) -> Iterator[Part]:
    assert node.of is not None
    yield from _parts(node.of, walks, bound)
    within = walks + _WEIGHTS[node.name]
    yield Part(within)
    inside = bound | names_in(node.arguments[0])
    for argument in node.arguments[1:]:
        yield from _parts(argument, within, inside)
    if node.name == "filter":
        yield Part(walks + 1, 0, values=_VALUES)
    elif node.name == "map" and _may_be_large(node.arguments[-1]):
        moves = names_in(node.arguments[-1]) <= inside
        yield Part(walks + 1 if moves else within, 0, values=_VALUES)


def _may_be_large(node: Node) -> bool:
    """Whether it may be a list or a map with much inside."""
    match node:
        case Number() | Text() | Constant() | Sign():
            return False
        case Call(name=name):
            return name in {"map", "filter", "dyn"}
        case Chain(rest=rest):
            return all(operator == "+" for operator, _ in rest)
        case _:
            return True


def _called(name: str, walks: int) -> Iterator[Part]:
    if name in {"says", "sum"}:
        yield Part(walks + 1 if walks else 0)
    elif name == "matches":
        yield Part(walks, PATTERN, _PATTERN_CHARACTERS)
    elif name in {"contains", "size", "string", "bytes", "double", "int", "uint"}:
        yield Part(walks, 1, _CHARACTERS)


def _joined(node: Chain, walks: int, bound: frozenset[str]) -> Iterator[Part]:
    """What goes through both sides. What differs from entry to entry is, all together, no longer than the payload."""
    left = node.first
    for operator, right in node.rest:
        if operator == "in":
            yield Part(walks + 1 if walks else 0)
        elif operator in {"==", "!=", "+"} and not isinstance(left, _SHORT) and not isinstance(right, _SHORT):
            moves = bool(bound & (names_in(left) | names_in(right)))
            characters = _CHARACTERS if operator == "+" else _COMPARED
            yield Part(walks if moves or not walks else walks + 1, 1, characters)
        left = right
