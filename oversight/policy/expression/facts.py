"""What conditions may look at, and what is known of it before there is an action."""

from collections.abc import Mapping

from oversight.policy.expression.kinds import ANY, MAP, MOMENT, TEXT, Kind, Known
from oversight.risk import Risk

_FRACTION = Known(Kind.NUMBER, is_plain=True)


def _with(**fields: Known) -> Known:
    return Known(Kind.MAP, fields, is_closed=True)


VARIABLES: Mapping[str, Known] = {
    "action": _with(
        type=TEXT,
        description=TEXT,
        risk=Known(Kind.TEXT, choices=tuple(map(str, Risk))),
        on_behalf_of=ANY,
        labels=MAP,
        at=MOMENT,
        confidence=_FRACTION,
        reasoning=TEXT,
    ),
    "payload": ANY,
    "context": MAP,
    "agent": _with(id=TEXT, name=TEXT, owner=ANY),
    "signals": MAP,
}
"""By variable; the payload of a type that has a schema is known better."""

TYPES = ("string", "double", "bool", "list", "map", "bytes", "null_type")
"""What ``type`` answers; a number is always a double."""
