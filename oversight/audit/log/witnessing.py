"""What is said between a log and a witness: ``add-checkpoint`` of the C2SP specification ``tlog-witness``."""

import base64
import binascii
import re
from collections.abc import Sequence

from msgspec import Struct

from oversight.audit.log.note import BadNote, Signature, read_signature

HASH = 32
MOST_HASHES = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


class BadRequest(ValueError):
    """A text that is no ``add-checkpoint`` request, and why."""


class Request(Struct, frozen=True):
    """A checkpoint, and the proof that it goes on from a tree of the old size."""

    old_size: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    """The signed note."""


def request_text(old_size: int, hashes: Sequence[bytes], checkpoint: str) -> str:
    """The request as text; also how a proof of consistency is written to a file."""
    lines = (f"old {old_size}", *(base64.b64encode(node).decode() for node in hashes), "")
    return "".join(f"{line}\n" for line in lines) + checkpoint


def read_request(text: str) -> Request:
    """The request in this text; raises BadRequest."""
    head, found, checkpoint = text.partition("\n\n")
    first, *lines = head.split("\n")
    old = _OLD.fullmatch(first)
    if not found or old is None:
        raise BadRequest("it begins with the line old SIZE, and has an empty line before the checkpoint")
    try:
        hashes = tuple(base64.b64decode(line, validate=True) for line in lines)
    except (binascii.Error, ValueError) as error:
        raise BadRequest("a line of the proof is no base64") from error
    if len(hashes) > MOST_HASHES or any(len(node) != HASH for node in hashes):
        raise BadRequest("a hash of the proof has not 32 bytes, or there are too many")
    return Request(int(old[1]), hashes, checkpoint)


def read_cosignatures(text: str) -> list[Signature]:
    """The signature lines in a witness's answer, of which nothing is verified yet; raises BadNote."""
    if text and not text.endswith("\n"):
        raise BadNote("the witness's answer ends within a line")
    return [read_signature(line) for line in text.split("\n")[:-1]]
