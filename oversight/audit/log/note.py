"""Signed notes: a text, an empty line, and a line for each signature; C2SP ``signed-note``."""

from collections.abc import Sequence

from msgspec import Struct

from oversight.audit.log.cosignature import cosign, cosignature_time, is_cosigner, verify_cosignature
from oversight.audit.log.keys import SigningKey, VerifierKey, is_key_name
from oversight.audit.log.spelling import Misspelled, base64_bytes, base64_text

DASH = "\N{EM DASH} "
MOST_BYTES = 1_000_000
MOST_SIGNATURES = 100
_ID_BYTES = 4


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
        return f"{DASH}{self.name} {base64_text(bytes.fromhex(self.key_id) + self.signature)}"


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
    try:
        length = len(written.encode())
    except UnicodeEncodeError as error:
        raise BadNote("it is not valid UTF-8") from error
    if length > MOST_BYTES:
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
        material = base64_bytes(encoded)
    except Misspelled as error:
        raise BadNote(f"the signature of {name} {error}") from error
    if len(material) <= _ID_BYTES:
        raise BadNote(f"the signature of {name} is cut off")
    return Signature(name, material[:_ID_BYTES].hex(), material[_ID_BYTES:])


def signed(text: str, keys: Sequence[SigningKey]) -> str:
    """The note of this text, signed with each key; ValueError with that of a witness, which signs with a time."""
    if any(is_cosigner(key.verifier) for key in keys):
        raise ValueError("the key of a witness signs with a time: see cosigned()")
    signatures = [Signature(key.name, key.verifier.key_id, key.sign(text.encode())) for key in keys]
    return Note(text, tuple(signatures)).written()


def cosigned(text: str, key: SigningKey, at: int) -> Signature:
    """The signature of a witness on a checkpoint's text at this second since 1970."""
    return Signature(key.name, key.verifier.key_id, cosign(text, key, at))


def cosigned_at(signature: Signature) -> int:
    """When a witness made this signature, in seconds since 1970."""
    return cosignature_time(signature.signature)


def opened(written: str, verifiers: Sequence[VerifierKey]) -> list[VerifierKey]:
    """Which of these keys signed it, at least one; raises BadNote.

    A signature of another key means nothing, one of a known key that does not verify refuses the whole note.
    """
    signers = signers_of(read_note(written), verifiers)
    if not signers:
        raise BadNote("it is signed by none of the keys that are trusted")
    return signers


def signers_of(note: Note, verifiers: Sequence[VerifierKey]) -> list[VerifierKey]:
    """Which of these keys signed the note, perhaps none; raises BadNote where a signature of one is not right."""
    known: dict[tuple[str, str], VerifierKey] = {}
    for key in verifiers:
        if known.setdefault((key.name, key.key_id), key) != key:
            raise BadNote(f"two of the keys that are trusted have the name {key.name} and the id {key.key_id}")
    signers: dict[VerifierKey, None] = {}
    for signature in note.signatures:
        signer = known.get((signature.name, signature.key_id))
        if signer is None:
            continue
        if not is_signed_by(signer, note.text, signature):
            raise BadNote(f"the signature of {signer.name} is not right for this text")
        signers[signer] = None
    return list(signers)


def is_signed_by(key: VerifierKey, text: str, signature: Signature) -> bool:
    """Whether this key made this signature of the text, whatever kind of key it is."""
    if is_cosigner(key):
        return verify_cosignature(key, text, signature.signature) is not None
    return key.verifies(text.encode(), signature.signature)
