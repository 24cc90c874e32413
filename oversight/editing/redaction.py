"""What the policy keeps off every card: values under redacted keys, wherever they are and however they are spelled."""

from collections.abc import Iterator
from functools import lru_cache

from oversight.exact_json.canonical import Json
from oversight.exact_json.folded_key import folded_key
from oversight.exact_json.walk import Path, walk
from oversight.policy import CardHints

REDACTED = "[redacted]"
NO_HINTS = CardHints()


def hides(hints: CardHints, path: Path) -> bool:
    """Whether the last key of this path hides its value, where no key above it does; positions in lists hide none."""
    if not hints.redact or not path or isinstance(path[-1], int):
        return False
    names, dotted = _names(hints.redact)
    if folded_key(path[-1]) in names:
        return True
    return dotted and ".".join([folded_key(step) for step in path if isinstance(step, str)]) in names


def redacts(hints: CardHints, path: Path) -> bool:
    """Whether a value at this path is kept off cards: named by its key, a key above it, or the path so far."""
    return bool(hints.redact) and any(hides(hints, path[:length]) for length in range(1, len(path) + 1))


def redacted(value: Json, hints: CardHints, path: Path = ()) -> Json:
    """The value with ``[redacted]`` instead of everything that is kept off cards."""
    if redacts(hints, path):
        return REDACTED
    return _redacted(value, hints, path) if hints.redact else value


def _redacted(value: Json, hints: CardHints, path: Path) -> Json:
    if isinstance(value, dict):
        return {
            key: REDACTED if hides(hints, here := (*path, key)) else _redacted(inner, hints, here)
            for key, inner in value.items()
        }
    return [_redacted(inner, hints, path) for inner in value] if isinstance(value, list) else value


def walk_visible(value: Json, hints: CardHints, path: Path = ()) -> Iterator[tuple[Path, Json, bool]]:
    """Every value with its path and whether cards hide it, in document order; nothing inside what they hide."""
    enter = (lambda below: not hides(hints, below)) if hints.redact else None
    return ((here, inner, hides(hints, here)) for here, inner in walk(value, path, enter))


def hidden_values(value: Json, hints: CardHints, path: Path = ()) -> Iterator[Json]:
    """Every value that ``[redacted]`` replaces, where no key above hides them all."""
    return (inner for _, inner, is_hidden in walk_visible(value, hints, path) if is_hidden)


@lru_cache(maxsize=256)
def _names(redact: tuple[str, ...]) -> tuple[frozenset[str], bool]:
    """The names to look for, and whether any of them is a path."""
    return frozenset(map(_folded_name, redact)), any("." in name for name in redact)


def _folded_name(name: str) -> str:
    return ".".join(map(folded_key, name.split(".")))
