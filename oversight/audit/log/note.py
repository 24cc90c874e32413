"""Signed notes: a text, an empty line, and a line for each signature; C2SP ``signed-note``."""

import base64
import binascii
from collections.abc import Sequence

from msgspec import Struct

from oversight.audit.log.keys import COSIGNATURE, SigningKey, VerifierKey, is_key_name

DASH = "\N{EM DASH} "
MOST_BYTES = 1_000_000
MOST_SIGNATURES = 100
_ID_BYTES = 4
_TIME_BYTES = 8


class BadNote(ValueError):
    """A text that is no note, or one that cannot be believed, and why."""


class Signature(Struct, frozen=True):
    """One signature line."""

    name: str
    key_id: str
    signature: bytes

    @property
    def line(self) -> str:
        """The line, without its end."""
        encoded = base64.b64encode(bytes.fromhex(self.key_id) + self.signature).decode()
        return f"{DASH}{self.name} {encoded}"


class Note(Struct, frozen=True):
    """A text and its signatures, of which nothing is verified yet."""

    text: str
    """With its last line's end."""
    signatures: tuple[Signature, ...]

    def written(self) -> str:
        """The note as text."""
        return f"{self.text}\n" + "".join(f"{signature.line}\n" for signature in self.signatures)


def read_note(written: str) -> Note:
    """The note in this text; raises BadNote."""
    if len(written.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise BadNote("it is too long for a note")
    if any(char < " " and char != "\n" for char in written):
        raise BadNote("it holds a control character")
    text, found, lines = written.rpartition("\n\n")
    if not found or not lines.endswith("\n"):
        raise BadNote("it does not end with an empty line and signatures")
    signed_lines = lines[:-1].split("\n")
    if len(signed_lines) > MOST_SIGNATURES:
        raise BadNote("it has too many signatures")
    return Note(f"{text}\n", tuple(map(read_signature, signed_lines)))


def read_signature(line: str) -> Signature:
    """The signature in this line; raises BadNote."""
    name, _, encoded = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not is_key_name(name):
        raise BadNote("a signature line begins with a dash and the key's name")
    try:
        material = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote(f"the signature of {name} is no base64") from error
    if len(material) <= _ID_BYTES or base64.b64encode(material).decode() != encoded:
        raise BadNote(f"the signature of {name} is cut off, or not written in the one way")
    return Signature(name, material[:_ID_BYTES].hex(), material[_ID_BYTES:])


def signed(text: str, keys: Sequence[SigningKey]) -> str:
    """The note of this text, signed with each key."""
    signatures = [Signature(key.name, key.verifier.key_id, key.sign(text.encode())) for key in keys]
    return Note(text, tuple(signatures)).written()


def opened(written: str, verifiers: Sequence[VerifierKey]) -> list[VerifierKey]:
    """Which of these keys signed it, at least one; raises BadNote.

    A signature of another key means nothing, one of a known key that does not verify refuses the whole note.
    """
    note = read_note(written)
    known = {(key.name, key.key_id): key for key in verifiers}
    signers: list[VerifierKey] = []
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None or key in signers:
            continue
        if not is_signed_by(key, note.text, signature):
            raise BadNote(f"the signature of {key.name} is not right for this text")
        signers.append(key)
    if not signers:
        raise BadNote("it is signed by none of the keys that are trusted")
    return signers


def is_signed_by(key: VerifierKey, text: str, signature: Signature) -> bool:
    """Whether this key made this signature of the text, whatever kind of key it is."""
    if key.key_type != COSIGNATURE:
        return key.verifies(text.encode(), signature.signature)
    if len(signature.signature) <= _TIME_BYTES:
        return False
    at = int.from_bytes(signature.signature[:_TIME_BYTES], "big")
    return key.verifies(cosigned_text(text, at).encode(), signature.signature[_TIME_BYTES:])


def cosigned_text(text: str, at: int) -> str:
    """What a witness signs: when, in seconds since 1970, and the whole text; C2SP ``tlog-cosignature``."""
    return f"cosignature/v1\ntime {at}\n{text}"


def cosigned(text: str, key: SigningKey, at: int) -> Signature:
    """The signature of a witness at this second."""
    stamped = at.to_bytes(_TIME_BYTES, "big") + key.sign(cosigned_text(text, at).encode())
    return Signature(key.name, key.verifier.key_id, stamped)


def cosigned_at(signature: Signature) -> int:
    """When a witness made this signature, in seconds since 1970."""
    return int.from_bytes(signature.signature[:_TIME_BYTES], "big")
