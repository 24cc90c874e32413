"""What conditions may look at, and what is known of it before there is an action."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from oversight.action.risk import Risk
from oversight.policy.conditions.expression.kinds import ANY, MAP, MOMENT, TEXT, Kind, Known

_FRACTION = Known(Kind.NUMBER, between=(0, 1), is_plain=True)


def _with(**fields: Known) -> Known:
    return Known(Kind.MAP, fields, is_closed=True)


VARIABLES: Mapping[str, Known] = {
    "action": _with(
        type=TEXT,
        description=TEXT,
        risk=Known(Kind.TEXT, choices=tuple(map(str, Risk))),
        on_behalf_of=ANY,
        labels=Known(Kind.MAP, values=TEXT),
        at=MOMENT,
        confidence=_FRACTION,
        reasoning=TEXT,
    ),
    "payload": ANY,
    "context": MAP,
    "agent": _with(id=TEXT, name=TEXT, owner=ANY),
    "signals": Known(Kind.MAP, values=_FRACTION),
}
"""By variable; the payload of a type that has a schema is known better."""

TYPES = ("string", "double", "bool", "list", "map", "bytes", "null_type")
"""What ``type`` answers; a number is always a double."""
_CONSTANTS = {"True": "true", "False": "false", **dict.fromkeys(("None", "NULL", "Null", "nil", "undefined"), "null")}
"""What other languages call CEL's constants."""


def meant(name: str, variables: Iterable[str]) -> str:
    """What somebody may mean who writes a name that there is not, for the end of a sentence."""
    if name in _CONSTANTS:
        return f": write {_CONSTANTS[name]}"
    if name == "terms" or get_close_matches(name, variables, n=1):
        return ""
    return f": payload.{name}, or '{name}' for a text"
