"""Keys of signed notes, in the spelling of Go's ``sumdb/note`` that every tool around transparency logs reads."""

import base64
import binascii
import hashlib
import re
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Struct

ED25519 = 0x01
COSIGNATURE = 0x04
"""An Ed25519 key of a witness, which says with each signature when it signed."""
KEY_BYTES = 32
_PRIVATE = "PRIVATE+KEY+"
_HEX = re.compile(r"[0-9a-f]{8}")


class BadKey(ValueError):
    """A text that is no key, and why."""


class VerifierKey(Struct, frozen=True):
    """The public half: ``<name>+<key id>+<base64 of type and key>``."""

    name: str
    key_type: int
    public: bytes

    @classmethod
    def read(cls, text: str) -> Self:
        """The key in this text; raises BadKey."""
        name, key_id, key_type, public = _parts(text)
        key = cls(name, key_type, public)
        if key.key_id != key_id:
            raise BadKey(f"the id {key_id} does not belong to this name and key; was a character lost?")
        return key

    @property
    def key_id(self) -> str:
        """Eight hexadecimal digits, by which a signature names its key."""
        return _key_id(self.name, self.key_type, self.public)

    def written(self) -> str:
        """The key as text."""
        return f"{self.name}+{self.key_id}+{_base64(bytes([self.key_type]) + self.public)}"

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Whether the key made this signature of the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class SigningKey:
    """The private half: ``PRIVATE+KEY+<name>+<key id>+<base64 of type and seed>``. It shows its name and no more."""

    def __init__(self, name: str, seed: bytes, key_type: int = ED25519) -> None:
        """From 32 bytes that nobody else knows; raises BadKey where the name cannot be one."""
        if len(seed) != KEY_BYTES:
            raise BadKey(f"a seed has {KEY_BYTES} bytes, not {len(seed)}")
        self._seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.name = _name(name)
        self.verifier = VerifierKey(name, key_type, self._key.public_key().public_bytes_raw())

    @classmethod
    def read(cls, text: str) -> Self:
        """The key in this text; raises BadKey, whose words never hold it."""
        if not text.startswith(_PRIVATE):
            raise BadKey(f"a signing key begins with {_PRIVATE}")
        name, key_id, key_type, seed = _parts(text.removeprefix(_PRIVATE))
        key = cls(name, seed, key_type)
        if key.verifier.key_id != key_id:
            raise BadKey(f"the id {key_id} does not belong to this name and key; was a character lost?")
        return key

    def written(self) -> str:
        """The key as text: a secret."""
        verifier = self.verifier
        return f"{_PRIVATE}{self.name}+{verifier.key_id}+{_base64(bytes([verifier.key_type]) + self._seed)}"

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes; the same each time."""
        return self._key.sign(message)

    def __repr__(self) -> str:
        return f"SigningKey({self.name}+{self.verifier.key_id})"


def is_key_name(name: str) -> bool:
    """Whether a key may have this name: not empty, no space, no plus, no control character."""
    return bool(name) and "+" not in name and name.isprintable() and not any(map(str.isspace, name))


def _name(name: str) -> str:
    if not is_key_name(name):
        raise BadKey("a key's name is not empty and holds no space, plus or control character")
    return name


def _parts(text: str) -> tuple[str, str, int, bytes]:
    name, _, rest = text.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    if not _HEX.fullmatch(key_id):
        raise BadKey("a key is written as name+id+base64, its id eight hexadecimal digits")
    try:
        material = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadKey("the part after the second plus is no base64") from error
    if len(material) != 1 + KEY_BYTES or material[0] not in (ED25519, COSIGNATURE):
        raise BadKey("only Ed25519 keys are understood (types 1 and 4)")
    return _name(name), key_id, material[0], material[1:]


def _key_id(name: str, key_type: int, public: bytes) -> str:
    return hashlib.sha256(name.encode() + b"\n" + bytes([key_type]) + public).digest()[:4].hex()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
