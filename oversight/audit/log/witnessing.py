"""What is said between a log and a witness: ``add-checkpoint`` of the C2SP specification ``tlog-witness``."""

from collections.abc import Sequence

from msgspec import Struct

from oversight.audit.log.cosignature import is_cosigner
from oversight.audit.log.keys import VerifierKey
from oversight.audit.log.note import MOST_SIGNATURES, BadNote, Note, Signature, read_note, read_signature, signers_of
from oversight.audit.log.spelling import Misspelled, base64_text, number, proof_hashes, value_of

_OLD = "old"


class BadRequest(ValueError):
    """A text that is no ``add-checkpoint`` request, and why."""


class BadAnswer(BadNote):
    """A text that is no answer of a witness, and why."""


class Request(Struct, frozen=True):
    """A checkpoint, and the proof that it goes on from a tree of the old size."""

    old_size: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    """The signed note."""


def request_text(old_size: int, hashes: Sequence[bytes], checkpoint: str) -> str:
    """The request as text; also how a proof of consistency is written to a file."""
    lines = (f"{_OLD} {old_size}", *map(base64_text, hashes), "")
    return "".join(f"{line}\n" for line in lines) + checkpoint


def read_request(text: str) -> Request:
    """The request in this text; raises BadRequest."""
    head, found, checkpoint = text.partition("\n\n")
    first, *lines = head.split("\n")
    old = value_of(_OLD, first)
    if not found or old is None:
        raise BadRequest("it begins with the line old SIZE, and has an empty line before the checkpoint")
    try:
        old_size = number(old)
    except Misspelled as error:
        raise BadRequest(f"the old size {error}") from error
    if lines and old_size == 0:
        raise BadRequest("from a tree without leaves on there is nothing to prove, and it has a proof")
    try:
        return Request(old_size, proof_hashes(lines), checkpoint)
    except Misspelled as error:
        raise BadRequest(f"the proof {error}") from error


def read_size(text: str) -> int:
    """How many leaves the witness knows, as it answers with the status 409; raises BadAnswer."""
    line, end, rest = text.partition("\n")
    if not end or rest:
        raise BadAnswer("the witness's answer is not one line with a size")
    try:
        return number(line)
    except Misspelled as error:
        raise BadAnswer(f"the size in the witness's answer {error}") from error


def read_cosignatures(text: str) -> list[Signature]:
    """The signature lines in a witness's answer, of which nothing is verified yet; raises BadAnswer."""
    *lines, rest = text.split("\n")
    if rest or not lines:
        raise BadAnswer("the witness's answer is empty, or ends within a line")
    if len(lines) > MOST_SIGNATURES:
        raise BadAnswer(f"the witness's answer has {len(lines)} lines")
    try:
        return [read_signature(line) for line in lines]
    except BadNote as error:
        raise BadAnswer(f"in the witness's answer: {error}") from error


def with_cosignatures(note: str, answer: str, witnesses: Sequence[VerifierKey]) -> str:
    """The checkpoint with what these witnesses answered; raises BadNote.

    A newer signature stands in the place of an older one of the same key. Those of unknown keys are left out, and a
    wrong one of a known key refuses the whole answer.
    """
    checkpoint = read_note(note)
    new = Note(checkpoint.text, tuple(read_cosignatures(answer)))
    signers = signers_of(new, [key for key in witnesses if is_cosigner(key)])
    if not signers:
        raise BadAnswer("the witness's answer has no signature of a witness that is trusted")
    signed_by = {(key.name, key.key_id) for key in signers}
    added = {(one.name, one.key_id): one for one in new.signatures if (one.name, one.key_id) in signed_by}
    kept = tuple(one for one in checkpoint.signatures if (one.name, one.key_id) not in added)
    return Note(checkpoint.text, (*kept, *added.values())).written()
