"""The formats that are checked, in every draft, and what to write instead of those that say nothing of a text."""

from collections.abc import Mapping
from difflib import get_close_matches

import jsonschema_rs

FORMATS = frozenset(
    {
        *("date", "date-time", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6"),
        *("uri", "uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer"),
        *("relative-json-pointer", "regex"),
    }
)
EMAIL = jsonschema_rs.EmailOptions(allow_display_text=False)
"""An address alone, and no name before it."""
_INSTEAD: Mapping[str, str] = {
    **dict.fromkeys(("int32", "int64", "uint32", "uint64", "integer"), "Write type: integer, with minimum and maximum"),
    **dict.fromkeys(("float", "double", "decimal", "number", "money"), "Write type: number, with minimum and maximum"),
    **dict.fromkeys(("byte", "base64", "binary"), "Write a pattern: ^[A-Za-z0-9+/]*={0,2}$"),
    **dict.fromkeys(("unix-time", "unixtime", "epoch"), "Write type: integer, with minimum and maximum"),
    "password": "Remove it; card.redact hides a value",
    "url": "Write uri",
    "datetime": "Write date-time",
    "timestamp": "Write date-time",
    "ip": "Write anyOf: [{format: ipv4}, {format: ipv6}]",
    "guid": "Write uuid",
    "mail": "Write email",
    "phone": "Write a pattern",
    "host-name": "Write hostname",
    "ip-address": "Write ipv4",
}


def instead_of_format(name: str) -> str:
    """What to write for a format that is not checked."""
    if name in _INSTEAD:
        return _INSTEAD[name]
    close = get_close_matches(name.lower(), FORMATS, n=1)
    return f"Write {close[0]}" if close else f"Write a pattern, or one of {', '.join(sorted(FORMATS))}"


def _checker(name: str) -> "jsonschema_rs.Validator":
    return jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True, email_options=EMAIL)


CHECKERS = {name: _checker(name).is_valid for name in sorted(FORMATS)}
"""By format: older drafts know fewer by themselves."""
