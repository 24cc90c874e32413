"""A leaf without what people wrote and without names: what a reader of the log sees who was not given more.

What is shown is listed, and everything else is left out. So a field that comes later, or a format that this page does
not know, shows nothing by accident. Left out on purpose: ``reason``, every name, and ``details.paths``, which repeats
keys of payloads. The identifiers of people and agents stay: without them nobody could tell who did what.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import orjson

from oversight.audit.halt_leaf import HaltLeaf
from oversight.audit.key_leaf import KeyLeaf
from oversight.audit.leaf import ActionLeaf
from oversight.audit.log_leaf import LogLeaf
from oversight.audit.policy_leaf import PolicyLeaf
from oversight.audit.standing_leaf import StandingLeaf
from oversight.exact_json.canonical import Json

Shape = Mapping[str, "Shape | None"]
"""The fields that are shown; None stands for a value that is shown as it is."""


def _whole(*names: str) -> dict[str, Shape | None]:
    return dict.fromkeys(names)


OF_ANY_FORMAT: Final[Shape] = MappingProxyType(_whole("format", "kind", "at"))
"""What is shown of a leaf whose format is not listed below."""
_ACTOR: Final[Shape] = MappingProxyType(_whole("kind", "id"))
_DETAILS: Final[Shape] = MappingProxyType(
    {
        **_whole("verdict", "patterns", "risk", "reversible", "rules", "ladder", "stages", "requesters", "standing"),
        "shadow": MappingProxyType(_whole("verdict", "tier")),
        **_whole(
            "vote", "removed", "draft", "reject_reason", "outcome", "sample", "finding", "severity", "failed", "version"
        ),
        **_whole("key", "answers", "checks", "signals", "trace", "workspace", "vouched_by", "checked_at", "shown"),
        **_whole("channel", "message", "probability", "also", "happened_at", "detected_at"),
        **_whole("from", "to", "tier", "stage", "next", "round", "people", "seconds", "until", "halt", "stood_seconds"),
    }
)
_STATE: Final[Shape] = MappingProxyType(
    _whole("status", "revision", "tier", "version", "payload_digest", "policy_hash", "deadline_at", "stage", "held")
)
SHOWN: Final[Mapping[int, Shape]] = MappingProxyType(
    {
        ActionLeaf.format: {
            **OF_ANY_FORMAT,
            **_whole("action_id", "action_type", "agent_id", "rule"),
            "actor": _ACTOR,
            "details": _DETAILS,
            "state": _STATE,
        },
        HaltLeaf.format: {
            **OF_ANY_FORMAT,
            **_whole("halt_id", "freezes", "began_at"),
            "actor": _ACTOR,
            "scope": MappingProxyType(_whole("kind", "of")),
        },
        StandingLeaf.format: {
            **OF_ANY_FORMAT,
            **_whole("standing_id", "agent_id", "action_type", "from_action", "condition_digest", "tier", "risk"),
            **_whole("grounds", "expires_at", "uses_at_most", "uses"),
            "actor": _ACTOR,
        },
        PolicyLeaf.format: {**OF_ANY_FORMAT, **_whole("policy_hash", "text_digest"), "actor": _ACTOR},
        KeyLeaf.format: {
            **OF_ANY_FORMAT,
            **_whole("agent_id", "owner", "action_types", "key", "ends_at"),
            "actor": _ACTOR,
        },
        LogLeaf.format: {
            **OF_ANY_FORMAT,
            **_whole("origin", "old_origin", "old_size", "old_root"),
            "actor": _ACTOR,
        },
    }
)
"""What is shown, by the format of the leaf."""
UNREADABLE: Final = b"null"
"""Instead of bytes that are no leaf: somebody changed what is stored."""


def without_values(stored: bytes) -> bytes:
    """The leaf as JSON with the fields alone that are listed here."""
    record = _read(stored)
    if record is None:
        return UNREADABLE
    number = record.get("format")
    known = SHOWN.get(number, OF_ANY_FORMAT) if type(number) is int else OF_ANY_FORMAT
    return orjson.dumps(_shown(record, known), option=orjson.OPT_SORT_KEYS)


def with_values(stored: bytes) -> bytes:
    """The leaf as it is stored, byte for byte: over these bytes the log is hashed."""
    return UNREADABLE if _read(stored) is None else stored


def _read(stored: bytes) -> dict[str, Json] | None:
    try:
        record = orjson.loads(stored)
    except orjson.JSONDecodeError:
        return None
    return record if isinstance(record, dict) else None


def _shown(record: dict[str, Json], known: Shape) -> dict[str, Json]:
    shown: dict[str, Json] = {}
    for name, value in record.items():
        if name not in known:
            continue
        inside = known[name]
        if inside is None:
            shown[name] = value
        elif isinstance(value, dict):
            shown[name] = _shown(value, inside)
    return shown
