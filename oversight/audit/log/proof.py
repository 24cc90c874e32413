"""A proof that one leaf is in the log, to be checked offline and without us; C2SP ``tlog-proof``.

The leaf itself travels in the proof as its extra data, so that one file says what happened and proves it.
"""

from collections.abc import Sequence

from msgspec import Struct

from oversight.audit.log.checkpoint import Checkpoint, checkpoint_of
from oversight.audit.log.keys import VerifierKey
from oversight.audit.log.merkle import hash_leaf, verify_inclusion
from oversight.audit.log.note import BadNote, read_note
from oversight.audit.log.spelling import Misspelled, base64_bytes, base64_text, number, proof_hashes, value_of
from oversight.audit.log.trust_policy import TrustPolicy, judge

FIRST_LINE = "c2sp.org/tlog-proof@v1"
_EXTRA = "extra"
_INDEX = "index"


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
        extra = [] if self.extra is None else [f"{_EXTRA} {base64_text(self.extra)}"]
        lines = [FIRST_LINE, *extra, f"{_INDEX} {self.index}", *map(base64_text, self.hashes), ""]
        return "".join(f"{line}\n" for line in lines) + self.checkpoint


class Proven(Struct, frozen=True):
    """The leaf is in the log, and the policy believes the checkpoint that says so."""

    checkpoint: Checkpoint
    logs: tuple[VerifierKey, ...]
    """The keys of the log that signed it."""
    witnesses: tuple[str, ...]
    """Which witnesses cosigned it, by their names in the policy."""


class Unproven(Struct, frozen=True):
    """Nothing is proved, and why."""

    why: str


def read_proof(text: str) -> Proof:
    """The proof in this text; raises BadProof."""
    head, found, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not found or lines.pop(0) != FIRST_LINE:
        raise BadProof(f"a proof begins with {FIRST_LINE}, and has an empty line before its checkpoint")
    carried = value_of(_EXTRA, lines[0]) if lines else None
    try:
        extra = None if carried is None else base64_bytes(carried)
    except Misspelled as error:
        raise BadProof(f"what the proof carries {error}") from error
    place, *nodes = lines[carried is not None :] or [""]
    written = value_of(_INDEX, place)
    if written is None:
        raise BadProof("the line with the index of the leaf is missing")
    try:
        index = number(written)
    except Misspelled as error:
        raise BadProof(f"the index of the leaf {error}") from error
    try:
        return Proof(index, proof_hashes(nodes), checkpoint, extra)
    except Misspelled as error:
        raise BadProof(f"the proof {error}") from error


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


def verified(
    proof: Proof, leaf: bytes | None, policy: TrustPolicy, known_logs: Sequence[VerifierKey] = ()
) -> Proven | Unproven:
    """What the proof shows of this leaf, else of the one that travels along, to somebody with this policy.

    ``known_logs`` are keys of logs that are trusted beside those in the policy.
    """
    try:
        checkpoint = proved(proof, leaf)
        judgement = judge(policy, proof.checkpoint, known_logs)
    except (BadProof, BadNote) as error:
        return Unproven(str(error))
    if judgement.why_not is not None:
        return Unproven(judgement.why_not)
    return Proven(checkpoint, judgement.logs, judgement.witnesses)
