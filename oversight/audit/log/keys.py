"""Keys of signed notes, in the spelling of Go's ``sumdb/note`` that every tool around transparency logs reads."""

import hashlib
import re
from typing import Self

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey
from msgspec import Struct

from oversight.audit.log.spelling import Misspelled, base64_bytes, base64_text

ED25519 = 0x01
COSIGNATURE = 0x04
"""An Ed25519 key of a witness, which says with each signature when it signed."""
ML_DSA = 0x06
"""The same with ML-DSA-44, which holds out against quantum computers; a log may have one as well."""
SEED_BYTES = 32
PUBLIC_BYTES = {ED25519: 32, COSIGNATURE: 32, ML_DSA: 1312}
_NOT_UNDERSTOOD = {0x02: "ECDSA", 0x05: "RFC 6962 tree heads"}
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
        if len(public) != PUBLIC_BYTES[key_type]:
            raise BadKey(f"a public key of type {key_type} has {PUBLIC_BYTES[key_type]} bytes, not {len(public)}")
        key = cls(name, key_type, public)
        if key.key_id != key_id:
            raise BadKey(f"the id {key_id} does not belong to this name and key; was a character lost?")
        _public(key_type, public)
        return key

    @property
    def key_id(self) -> str:
        """Eight hexadecimal digits, by which a signature names its key."""
        return _key_id(self.name, self.key_type, self.public)

    def written(self) -> str:
        """The key as text."""
        return f"{self.name}+{self.key_id}+{base64_text(bytes([self.key_type]) + self.public)}"

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Whether the key made this signature of the message."""
        try:
            _public(self.key_type, self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class SigningKey:
    """The private half: ``PRIVATE+KEY+<name>+<key id>+<base64 of type and seed>``. It shows its name and no more."""

    def __init__(self, name: str, seed: bytes, key_type: int = ED25519) -> None:
        """From 32 bytes that nobody else knows; raises BadKey where the name cannot be one."""
        if len(seed) != SEED_BYTES:
            raise BadKey(f"a seed has {SEED_BYTES} bytes, not {len(seed)}")
        if not name.isprintable():
            raise BadKey("the name of a key that signs holds no character that cannot be seen")
        self._seed = seed
        self._key = _private(key_type, seed)
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
        return f"{_PRIVATE}{self.name}+{verifier.key_id}+{base64_text(bytes([verifier.key_type]) + self._seed)}"

    def sign(self, message: bytes) -> bytes:
        """The signature; with Ed25519 64 bytes, the same each time."""
        return self._key.sign(message)

    def __repr__(self) -> str:
        return f"SigningKey({self.name}+{self.verifier.key_id})"


def is_key_name(name: str) -> bool:
    """Whether a key may have this name: text that is not empty, without a space, plus or ASCII control character."""
    return bool(name) and not any(char == "+" or char < " " or char.isspace() or _is_half(char) for char in name)


def _is_half(char: str) -> bool:
    """Whether this is a lone surrogate, which no UTF-8 can be written of."""
    return "\ud800" <= char <= "\udfff"


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
        material = base64_bytes(encoded)
    except Misspelled as error:
        raise BadKey(f"the part after the second plus {error}") from error
    if not material:
        raise BadKey("the part after the second plus is empty")
    if material[0] not in PUBLIC_BYTES:
        which = _NOT_UNDERSTOOD.get(material[0], "unknown here")
        raise BadKey(
            f"keys of type {material[0]} ({which}) are not understood: Ed25519 is (types 1 and 4), and ML-DSA-44 (6)"
        )
    return _name(name), key_id, material[0], material[1:]


def _key_id(name: str, key_type: int, public: bytes) -> str:
    return hashlib.sha256(name.encode() + b"\n" + bytes([key_type]) + public).digest()[:4].hex()


def _public(key_type: int, public: bytes) -> Ed25519PublicKey | MLDSA44PublicKey:
    if key_type != ML_DSA:
        return Ed25519PublicKey.from_public_bytes(public)
    try:
        return MLDSA44PublicKey.from_public_bytes(public)
    except UnsupportedAlgorithm as error:
        raise BadKey("the cryptography on this machine has no ML-DSA-44 (type 6)") from error


def _private(key_type: int, seed: bytes) -> Ed25519PrivateKey | MLDSA44PrivateKey:
    if key_type != ML_DSA:
        return Ed25519PrivateKey.from_private_bytes(seed)
    try:
        return MLDSA44PrivateKey.from_seed_bytes(seed)
    except UnsupportedAlgorithm as error:
        raise BadKey("the cryptography on this machine has no ML-DSA-44 (type 6)") from error
