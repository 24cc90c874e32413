"""How much a reviewer had to write: the characters to insert, delete or replace (Levenshtein's distance).

A library that counts this weighs 12 MB installed; these lines do it exactly, for texts as long as people edit by hand.
"""

from collections import defaultdict
from collections.abc import Iterable

from oversight.action.decision import FieldChange
from oversight.exact_json.canonical import Json, canonical

LONGEST = 20_000
"""Characters between the first and the last difference of two texts that are still compared: some 0.1 s."""


def edit_distance(changes: Iterable[FieldChange]) -> int | None:
    """Over all changed values together; None where one of them is too long to compare."""
    total = 0
    for change in changes:
        distance = text_distance(_text(change.before), _text(change.after))
        if distance is None:
            return None
        total += distance
    return total


def text_distance(one: str, other: str) -> int | None:
    """The fewest insertions, deletions and replacements that make one text the other; None where they are too long.

    Myers, "A fast bit-vector algorithm for approximate string matching" (1999), in Hyyrö's form (2003): a column of the
    table is two numbers, whose bits say where it rises and where it falls.
    """
    start = _alike(one, other)
    one, other = one[start:], other[start:]
    end = _alike(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    if not one or not other:
        return len(one) + len(other)
    if max(len(one), len(other)) > LONGEST:
        return None
    positions: defaultdict[str, int] = defaultdict(int)
    for position, character in enumerate(one):
        positions[character] |= 1 << position
    every, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    rises, falls, distance = every, 0, len(one)
    for character in other:
        same = positions.get(character, 0)
        diagonal = (((same & rises) + rises) ^ rises) | same | falls
        along_rises, along_falls = falls | ~(diagonal | rises) & every, rises & diagonal
        distance += bool(along_rises & last) - bool(along_falls & last)
        along_rises = (along_rises << 1 | 1) & every
        rises = (along_falls << 1 | ~(diagonal | along_rises)) & every
        falls = along_rises & diagonal
    return distance


def _alike(one: str, other: str) -> int:
    """How many characters from the beginning on are the same in both."""
    differing = (position for position, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs)
    return next(differing, min(len(one), len(other)))


def _text(value: Json) -> str:
    """As a person would type it; nothing for what is not there, which a null is like."""
    if value is None:
        return ""
    return value if isinstance(value, str) else canonical(value).decode()
