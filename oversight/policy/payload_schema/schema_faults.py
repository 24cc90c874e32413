"""What is wrong with the schemas of a policy file."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import jsonschema_rs
import rfc8785

from oversight.exact_json.canonical import canonical
from oversight.exact_json.walk import Path, value_at, walk
from oversight.policy.file.fault import PolicyFault
from oversight.policy.payload_schema.drafts import draft_of
from oversight.policy.payload_schema.effort import EndlessSchema
from oversight.policy.payload_schema.keyword_faults import keyword_faults
from oversight.policy.payload_schema.payload_schema import PayloadSchema

MOST_VISITS = 20_000
"""A part of a payload that is looked at more often is a schema gone wrong: 150 parts would take the time of all."""
_LOOKS = re.compile(r"\(\?<?[=!]|\\[1-9]|\(\?>|\(\?P=")


def schema_faults(raw: Any) -> Iterator[PolicyFault]:
    """What is wrong with the schema of each type, whatever else is wrong in the file."""
    types = raw.get("action_types") if isinstance(raw, dict) else None
    for name, section in types.items() if isinstance(types, dict) else ():
        schema = section.get("schema") if isinstance(section, dict) else None
        if isinstance(schema, dict):
            yield from _of_schema(schema, ("action_types", name, "schema"))


def _of_schema(schema: dict[str, Any], at: Path) -> Iterator[PolicyFault]:
    unread = [
        PolicyFault((*at, *path), "to YAML this is a date", "Put it in quotes")
        for path, value in walk(schema)
        if isinstance(value, date)
    ]
    if unread:
        yield from unread
        return
    try:
        canonical(schema)
    except (ValueError, rfc8785.CanonicalizationError) as error:
        yield PolicyFault(at, f"not a JSON Schema that can be used: {_line(error)}", "Write only what JSON has")
        return
    of_keywords = list(keyword_faults(schema, at))
    yield from of_keywords
    whole = _fault(schema, at) if draft_of(schema) else None
    if whole is not None and not any(whole.path[: len(fault.path)] == fault.path for fault in of_keywords):
        yield whole


def _fault(schema: dict[str, Any], at: Path) -> PolicyFault | None:
    try:
        visits = PayloadSchema(schema).visits
    except EndlessSchema:
        problem = "this schema refers to itself without going into the payload"
        return PolicyFault(at, problem, "Refer to it under properties or items")
    except jsonschema_rs.ValidationError as error:
        place = (*at, *error.instance_path)
        if place[-1] == "pattern" and _LOOKS.search(str(value_at(schema, error.instance_path))):
            problem = "this pattern looks around or back, which can take for ever"
            return PolicyFault(place, problem, "Write it without (?= (?! (?< and \\1")
        fix = "Write what this keyword takes" if error.instance_path else "Correct what it names"
        return PolicyFault(place, f"not a JSON Schema that can be used: {_line(error)}", fix)
    except (ValueError, RecursionError) as error:
        return PolicyFault(at, f"not a JSON Schema that can be used: {_line(error)}", "Correct what it names")
    if visits > MOST_VISITS:
        problem = f"this schema looks at each part of a payload up to {visits} times"
        return PolicyFault(
            at, problem, "Name a schema in fewer places of allOf, anyOf and oneOf, and write shorter enums"
        )
    return None


def _line(error: Exception) -> str:
    return str(error).partition("\n")[0]
