"""What a witness signs: when, and which head of a log; C2SP ``tlog-cosignature``, with Ed25519 and with ML-DSA-44."""

from oversight.audit.log.keys import COSIGNATURE, ML_DSA, SigningKey, VerifierKey
from oversight.audit.log.spelling import LARGEST, Misspelled, hash_bytes, number

TIME_BYTES = 8
_LABEL = b"subtree/v1\n\0"
_LONGEST_NAME = 255


def is_cosigner(key: VerifierKey) -> bool:
    """Whether this is a key that says with each signature when it was made."""
    return key.key_type in (COSIGNATURE, ML_DSA)


def cosign(text: str, key: SigningKey, at: int) -> bytes:
    """The cosignature of a checkpoint's text at this second since 1970; ValueError where there can be none."""
    if not is_cosigner(key.verifier) or not 0 <= at <= LARGEST:
        raise ValueError("a cosignature needs the key of a witness (type 4 or 6), and a time since 1970")
    try:
        message = _message(key.verifier, text, at)
    except Misspelled as error:
        raise ValueError(f"there is no checkpoint to cosign: a part of it {error}") from error
    return at.to_bytes(TIME_BYTES, "big") + key.sign(message)


def verify_cosignature(key: VerifierKey, text: str, signature: bytes) -> int | None:
    """When the key cosigned this text, in seconds since 1970; None where it did not.

    An ML-DSA-44 key says nothing of extension lines.
    """
    at = cosignature_time(signature)
    if not is_cosigner(key) or at > LARGEST:
        return None
    try:
        message = _message(key, text, at)
    except ValueError:
        return None
    return at if key.verifies(message, signature[TIME_BYTES:]) else None


def cosignature_time(signature: bytes) -> int:
    """When a cosignature says that it was made, in seconds since 1970."""
    return int.from_bytes(signature[:TIME_BYTES], "big")


def _message(key: VerifierKey, text: str, at: int) -> bytes:
    if key.key_type == COSIGNATURE:
        return f"cosignature/v1\ntime {at}\n{text}".encode()
    origin, size, root, *_ = [*text.split("\n"), "", ""]
    if not origin:
        raise Misspelled("is no checkpoint: it has no origin")
    return b"".join(
        (_LABEL, _short(key.name), _uint64(at), _short(origin), _uint64(0), _uint64(number(size)), hash_bytes(root))
    )


def _short(name: str) -> bytes:
    data = name.encode()
    if len(data) > _LONGEST_NAME:
        raise Misspelled(f"is too long for a name: {len(data)} bytes, and {_LONGEST_NAME} fit")
    return bytes([len(data)]) + data


def _uint64(value: int) -> bytes:
    return value.to_bytes(8, "big")
