"""Whether a payload meets a standing approval's condition: only if CEL says exactly true."""

from functools import lru_cache
from typing import Any

from oversight.exact_json.canonical import Json
from oversight.policy.conditions.engine import cel

KNOWN = 4096
"""How many compiled conditions are kept."""
_LOOKS_AT = frozenset({"payload", "string"})
"""The payload, and CEL's name for the kind of a text."""


def seen_by_conditions(payload: Json) -> "cel.Context | None":
    """The payload as CEL sees it, handed over once for any number of conditions; None where it cannot take it."""
    try:
        return cel.Context({"payload": payload})
    except (ValueError, OverflowError):
        return None


def meets(condition: str, seen: "cel.Context | None") -> bool:
    """Whether the condition is exactly true of it."""
    program = _compiled(condition)
    if program is None or seen is None:
        return False
    try:
        return program.execute(seen) is True
    except Exception:  # noqa: BLE001 - whatever goes wrong inside CEL releases nothing
        return False


def lets_through(condition: str, payload: Json) -> bool:
    """Whether the condition is exactly true of this payload."""
    return meets(condition, seen_by_conditions(payload))


@lru_cache(KNOWN)
def _compiled(condition: str) -> Any:
    """The compiled condition; None where it does not compile, or looks at anything but the payload."""
    try:
        program = cel.compile(condition)
    except ValueError:
        return None
    return program if "payload" in program.variables() and _LOOKS_AT.issuperset(program.variables()) else None
