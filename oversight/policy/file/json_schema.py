"""The shape of ``policy.yml`` as JSON Schema, so that editors complete, explain and underline."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from pydantic import TypeAdapter

from oversight.calendar.duration import duration_text
from oversight.policy.confidence import SIGNALS
from oversight.policy.file.document import PolicyDocument
from oversight.policy.file.entries import SPAN_PATTERN, TIERS

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The one that every editor reads; nothing newer is used."""

_SPANS = TypeAdapter(timedelta)


def policy_schema() -> dict[str, Any]:
    """Written from the same definitions that read the file. What it cannot say (CEL, sums, tiers), ``check`` does."""
    written: dict[str, Any] = _for_people(PolicyDocument.model_json_schema(by_alias=True))
    sections = written["properties"]
    sections["tiers"] = _by_name(sections["tiers"], TIERS)
    weighing = written["$defs"]["ConfidenceSection"]["properties"]
    for name in ("weights", "floors"):
        weighing[name] = _by_name(weighing[name], SIGNALS)
    return {"$schema": DIALECT, "title": "Sayso policy", **written}


def _by_name(mapping: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Each name as a key of its own: editors offer keys, and not the pattern that keys must match."""
    section = mapping["additionalProperties"]
    kept = {key: value for key, value in mapping.items() if key not in {"additionalProperties", "propertyNames"}}
    return {**kept, "properties": dict.fromkeys(names, section), "additionalProperties": False}


def _for_people(schema: Any) -> Any:
    """Without titles that only repeat names, and with defaults as one would write them."""
    match schema:
        case {"pattern": str(pattern), "default": str(default), **rest} if pattern == SPAN_PATTERN:
            return {**_for_people(rest), "pattern": pattern, "default": duration_text(_SPANS.validate_python(default))}
        case dict():
            return {
                key: _for_people(value) for key, value in schema.items() if not (key == "title" and type(value) is str)
            }
        case list():
            return [_for_people(inner) for inner in schema]
        case _:
            return schema
