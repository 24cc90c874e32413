"""Numbers and bytes as the texts of a log spell them: each in one way only, so that no character is free to change."""

import base64
import binascii
import re
from collections.abc import Sequence

from oversight.audit.log.merkle import EMPTY_ROOT

MOST_HASHES = 63
"""Hashes in the longest proof: a tree has no more levels."""
LARGEST = 2**63 - 1
"""The largest size, index or time."""
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


class Misspelled(ValueError):
    """A number or bytes that are not written in the one way, and why."""


def value_of(word: str, line: str) -> str | None:
    """What stands behind this word and one space; None where the line does not begin so."""
    first, space, value = line.partition(" ")
    return value if first == word and space else None


def number(text: str) -> int:
    """The number, decimal and without leading zeros; raises Misspelled."""
    if not _NUMBER.fullmatch(text) or int(text) > LARGEST:
        raise Misspelled(f"is no number as it is written here: {text[:40]!r}")
    return int(text)


def base64_text(data: bytes) -> str:
    """The bytes in base64, with padding."""
    return base64.b64encode(data).decode()


def base64_bytes(text: str) -> bytes:
    """The bytes that were written in base64; raises Misspelled."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Misspelled("is no base64") from error
    if base64_text(data) != text:
        raise Misspelled("is base64 that is not written in the one way")
    return data


def hash_bytes(text: str) -> bytes:
    """The hash that was written in base64; raises Misspelled."""
    data = base64_bytes(text)
    if len(data) != len(EMPTY_ROOT):
        raise Misspelled(f"is no hash: it has {len(data)} bytes, not {len(EMPTY_ROOT)}")
    return data


def proof_hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    """The hashes of a proof, a line each; raises Misspelled."""
    if len(lines) > MOST_HASHES:
        raise Misspelled(f"has {len(lines)} hashes, and no proof has more than {MOST_HASHES}")
    found: list[bytes] = []
    for position, line in enumerate(lines, start=1):
        try:
            found.append(hash_bytes(line))
        except Misspelled as error:
            raise Misspelled(f"has a hash, number {position}, that {error}") from error
    return tuple(found)
