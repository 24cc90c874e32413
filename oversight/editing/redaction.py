"""What the policy keeps off every card: values under redacted keys, wherever they stand and however they are cased."""

from collections.abc import Iterator
from functools import lru_cache

from oversight.exact_json.canonical import Json
from oversight.policy import CardHints

REDACTED = "[redacted]"


def redacts(hints: CardHints, *path: str) -> bool:
    """Whether a value under these keys is kept off cards: named by its key, a key above it, or the path so far."""
    return bool(hints.redact) and any(redacts_step(hints, path[:depth], key) for depth, key in enumerate(path))


def redacts_step(hints: CardHints, above: tuple[str, ...], key: str) -> bool:
    """Whether this key hides its value, where no key above it does."""
    if not hints.redact:
        return False
    names, dotted = _names(hints.redact)
    return key.casefold() in names or (dotted and ".".join((*above, key)).casefold() in names)


def redacted(value: Json, hints: CardHints, *path: str) -> Json:
    """The value with ``[redacted]`` in every place that is kept off cards."""
    if redacts(hints, *path):
        return REDACTED
    return _redacted(value, hints, path) if hints.redact else value


def _redacted(value: Json, hints: CardHints, path: tuple[str, ...]) -> Json:
    if isinstance(value, dict):
        return {
            key: REDACTED if redacts_step(hints, path, key) else _redacted(inner, hints, (*path, key))
            for key, inner in value.items()
        }
    return [_redacted(inner, hints, path) for inner in value] if isinstance(value, list) else value


def hidden_values(value: Json, hints: CardHints, *path: str) -> Iterator[Json]:
    """Every value that ``[redacted]`` stands for."""
    if redacts(hints, *path):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from hidden_values(inner, hints, *path, key)
    elif isinstance(value, list):
        for inner in value:
            yield from hidden_values(inner, hints, *path)


@lru_cache(maxsize=256)
def _names(redact: tuple[str, ...]) -> tuple[frozenset[str], bool]:
    """The names to look for, and whether any of them is a path."""
    return frozenset(name.casefold() for name in redact), any("." in name for name in redact)
