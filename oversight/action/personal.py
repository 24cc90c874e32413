"""Values that belong to a person, and may have to be forgotten: the audit log holds a commitment to each, and no more.

A commitment is a hash over a random salt and the value. Whoever has both can show that the value is the one; once the
salt is erased, nobody can find out which value it was, not even by trying every possible one.
"""

import hashlib
from typing import Any

from msgspec import Struct

from oversight.exact_json.canonical import Json, canonical, sha256
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path, value_at

ERASED = "[erased]"
"""What stands in a payload where a person's value was."""
SALT_BYTES = 16


class PersonalValue(Struct, frozen=True):
    """One value of an action's payload, and whose it is."""

    path: Path
    subject: str
    """Who it is about, as the payload names them; empty once it is erased."""
    salt: str
    """Hexadecimal; empty once it is erased."""

    def commitment(self, value: Json) -> str:
        """What the log holds instead of the value."""
        return f"sha256:{hashlib.sha256(bytes.fromhex(self.salt) + canonical(value)).hexdigest()}"


def commitments(payload: Json, personal: tuple[PersonalValue, ...]) -> dict[Path, str]:
    """The commitment to each personal value that the payload has, by its path; those that are erased have none."""
    found = {one.path: (one, value_at(payload, one.path, _ABSENT)) for one in personal if one.salt}
    return {path: one.commitment(value) for path, (one, value) in found.items() if value is not _ABSENT}


def salt_of(personal: tuple[PersonalValue, ...]) -> str | None:
    """What makes a digest of anything that repeats personal values unguessable; None where nothing is, or is any more.

    Made of all their salts, so it goes with the first of them.
    """
    if not personal or not all(one.salt for one in personal):
        return None
    return hashlib.sha256("".join(one.salt for one in personal).encode()).hexdigest()


def salted(digest: str, salt: str | None) -> str:
    """The digest as the log holds it: with the salt where there is one."""
    return digest if salt is None else sha256([salt, digest])


def by_json_path(by_path: dict[Path, str]) -> dict[str, str]:
    """The same, by paths as text."""
    return {json_path(path): commitment for path, commitment in by_path.items()}


def digest_in_log(payload: Json, digest: str, personal: tuple[PersonalValue, ...]) -> str:
    """The payload's digest as the log holds it: of the payload with commitments in place of what is personal.

    Where nothing is personal, and once anything is erased, that is the digest which the action has.
    """
    if not personal or not all(one.salt for one in personal):
        return digest
    return sha256(replaced(payload, commitments(payload, personal)))


def replaced(payload: Json, instead: dict[Path, str]) -> Json:
    """The payload with other values at these paths."""

    def rebuilt(value: Any, path: Path) -> Json:
        if path in instead:
            return instead[path]
        if isinstance(value, dict):
            return {key: rebuilt(inner, (*path, key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [rebuilt(inner, (*path, position)) for position, inner in enumerate(value)]
        return value

    return rebuilt(payload, ()) if instead else payload


_ABSENT = object()
