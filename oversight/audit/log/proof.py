"""A proof that one leaf is in the log, to be checked offline and without us; C2SP ``tlog-proof``.

The leaf itself travels in the proof as its extra data, so that one file says what happened and proves it.
"""

import base64
import binascii
import re

from msgspec import Struct

from oversight.audit.log.checkpoint import Checkpoint, checkpoint_of
from oversight.audit.log.merkle import hash_leaf, verify_inclusion
from oversight.audit.log.note import BadNote, read_note

FIRST_LINE = "c2sp.org/tlog-proof@v1"
HASH = 32
MOST_HASHES = 63
_EXTRA = re.compile(r"extra (\S*)")
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


class BadProof(ValueError):
    """A text that is no proof, or one that proves nothing, and why."""


class Proof(Struct, frozen=True):
    """Where a leaf is, the hashes that lead from it to the root, and the signed checkpoint with that root."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    """The signed note."""
    extra: bytes | None = None
    """The leaf, where it travels along."""

    def written(self) -> str:
        """The proof as text."""
        extra = [] if self.extra is None else [f"extra {_base64(self.extra)}"]
        lines = [FIRST_LINE, *extra, f"index {self.index}", *map(_base64, self.hashes), ""]
        return "".join(f"{line}\n" for line in lines) + self.checkpoint


def read_proof(text: str) -> Proof:
    """The proof in this text; raises BadProof."""
    head, found, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not found or lines.pop(0) != FIRST_LINE:
        raise BadProof(f"a proof begins with {FIRST_LINE}, and has an empty line before its checkpoint")
    carried = _EXTRA.fullmatch(lines[0]) if lines else None
    extra = None
    if carried is not None:
        extra = _bytes(carried[1])
        lines.pop(0)
    index = _INDEX.fullmatch(lines.pop(0)) if lines else None
    if index is None:
        raise BadProof("the line with the index of the leaf is missing or not written in the one way")
    hashes = tuple(map(_bytes, lines))
    if len(hashes) > MOST_HASHES or any(len(node) != HASH for node in hashes):
        raise BadProof("a hash of the proof has not 32 bytes, or there are too many")
    return Proof(int(index[1]), hashes, checkpoint, extra)


def proved(proof: Proof, leaf: bytes | None = None) -> Checkpoint:
    """The checkpoint under which the leaf, else the one that travels along, is in the log; raises BadProof.

    The checkpoint's signatures are not looked at here.
    """
    leaf = proof.extra if leaf is None else leaf
    if leaf is None:
        raise BadProof("it does not carry the leaf that it is about")
    try:
        checkpoint = checkpoint_of(read_note(proof.checkpoint).text)
    except BadNote as error:
        raise BadProof(f"its checkpoint is none: {error}") from error
    if not verify_inclusion(proof.index, checkpoint.size, hash_leaf(leaf), proof.hashes, checkpoint.root):
        raise BadProof(f"the leaf is not at index {proof.index} of the log with {checkpoint.size} leaves")
    return checkpoint


def _bytes(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadProof("a line is no base64") from error
    if _base64(data) != text:
        raise BadProof("a line of base64 is not written in the one way")
    return data


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
