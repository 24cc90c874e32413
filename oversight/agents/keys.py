"""Agents' keys: 160 random bits with a prefix to find them by and a checksum to catch typing slips.

``say_<8 characters>_<32 characters><6 characters>``: the first part is stored in clear and names the key, the second
is the secret, the last is a CRC-32 that lets scanners and us tell a real key from noise without a look-up. Only the
SHA-256 of the whole key is stored; with this much randomness a slow hash would protect nothing more.
"""

import base64
import hashlib
import zlib
from datetime import datetime

from msgspec import Struct

from oversight.action.action import Agent

SECRET_BYTES = 20
PREFIX_BYTES = 5
_SCHEME = "say"


class MintedKey(Struct, frozen=True):
    """A new key: ``text`` is shown once and never stored."""

    text: str
    prefix: str
    hash: str


class StoredKey(Struct, frozen=True):
    """What is remembered of a key."""

    prefix: str
    hash: str
    agent: Agent
    created_at: datetime
    expires_at: datetime | None = None
    """While rotating, the old key lives on until here."""
    revoked_at: datetime | None = None

    def is_live(self, now: datetime) -> bool:
        """Whether the key is accepted at this moment."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


def mint(random: bytes) -> MintedKey:
    """The key that these 25 random bytes make."""
    if len(random) != PREFIX_BYTES + SECRET_BYTES:
        raise ValueError(f"a key is made of {PREFIX_BYTES + SECRET_BYTES} random bytes")
    prefix, secret = _text(random[:PREFIX_BYTES]), _text(random[PREFIX_BYTES:])
    body = f"{_SCHEME}_{prefix}_{secret}"
    key = body + _checksum(body)
    return MintedKey(key, prefix, hash_key(key))


def prefix_of(key: str) -> str | None:
    """The prefix of a well-formed key with a right checksum, or None: then no look-up is needed."""
    scheme, _, rest = key.partition("_")
    prefix, _, secret = rest.partition("_")
    body, checksum = key[:-6], key[-6:]
    well_formed = scheme == _SCHEME and len(prefix) == 8 and len(secret) == 38  # noqa: PLR2004 - the format above
    return prefix if well_formed and key.isascii() and _checksum(body) == checksum else None


def prefix_in(words: str) -> str | None:
    """The prefix of the key in these words, which is known to be a real one: its checksum is not reckoned again."""
    parts = words.split("_", 2)
    return parts[1] if len(parts) == 3 else None  # noqa: PLR2004 - the format above


def hash_key(key: str) -> str:
    """What is stored instead of the key."""
    return hashlib.sha256(key.encode()).hexdigest()


def _text(random: bytes) -> str:
    return base64.b32encode(random).decode().lower()


def _checksum(body: str) -> str:
    return _text(zlib.crc32(body.encode()).to_bytes(4, "big"))[:6]
