"""The ways through a JSON value, without recursion: depth is the document's choice, the stack is ours.

Both go step by step: a caller that has enough stops, and pays for no more.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from oversight.exact_json.canonical import Json

Path = tuple[str | int, ...]
"""Where a value is: the keys and positions that lead to it. :mod:`~oversight.exact_json.json_path` spells it."""


def walk(root: Json, path: Path = (), enter: Callable[[Path], bool] | None = None) -> Iterator[tuple[Path, Json]]:
    """Every value with its path, in document order; nothing inside a list or object that ``enter`` refuses."""
    yield path, root
    stack = [(path, iter(_children(root)))] if enter is None or enter(path) else []
    while stack:
        above, rest = stack[-1]
        for step, value in rest:
            here = (*above, step)
            yield here, value
            if isinstance(value, dict | list) and (enter is None or enter(here)):
                stack.append((here, iter(_children(value))))
                break
        else:
            stack.pop()


def holds_values(value: Json) -> bool:
    """Whether it is a list or an object with something in it."""
    return isinstance(value, dict | list) and bool(value)


def levels(root: Json) -> Iterator[list[Json]]:
    """The values of each level, the root's first. Faster than :func:`walk` where no path is wanted."""
    level = [root]
    while level:
        yield level
        level = [
            inner
            for value in level
            if type(value) is dict or type(value) is list
            for inner in (value.values() if type(value) is dict else value)
        ]


def value_at(root: Json, path: Iterable[str | int], absent: Any = None) -> Any:
    """The value at this path, or ``absent`` where there is none."""
    value = root
    for step in path:
        is_position = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if not is_position and not (isinstance(value, dict) and step in value):
            return absent
        value = value[step]
    return value


def _children(value: Json) -> Iterable[tuple[str | int, Json]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()
