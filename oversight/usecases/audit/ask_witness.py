"""A witness is asked to cosign the newest checkpoint; C2SP ``tlog-witness``."""

from typing import Protocol

from msgspec import Struct

from oversight.audit.log.keys import VerifierKey
from oversight.audit.log.note import BadNote, Signature, read_note
from oversight.audit.log.trust_policy import Witness, spelled
from oversight.audit.log.witnessing import BadAnswer, read_size, request_text, with_cosignatures
from oversight.audit.signing import Refused, refuse_behind_witness
from oversight.ports.audit import AuditLog, Cosignature, SignedCheckpoint

OK, CONFLICT = 200, 409
SIZE_TYPE = "text/x.tlog.size"
TRIES = 4
"""Requests at most for one checkpoint: other replicas ask the same witness meanwhile."""
_WHY_NOT = {
    400: "it does not understand the request",
    403: "it trusts none of the keys that sign this log: give it the log's public key",
    404: "it does not know this log: give it the log's name and public key",
    422: "the proof does not convince it, so it has seen another history of this log",
}


class WitnessSilent(Exception):
    """The witness gave no answer, and why."""


class Answer(Struct, frozen=True):
    """What a witness answered."""

    status: int
    content_type: str
    body: str


class WitnessLine(Protocol):
    """How a witness is reached."""

    async def add_checkpoint(self, request: str) -> Answer:
        """Its answer to this request; raises WitnessSilent."""


async def ask_witness(log: AuditLog, witness: Witness, line: WitnessLine) -> str | None:
    """Why the witness has not cosigned the newest checkpoint; None where it has, or where there is nothing to cosign.

    Where it knows more of the log than the database holds, nothing is signed any more. It is asked twice before that:
    whatever stands between it and us may answer for it once.
    """
    head = await log.head()
    newest = await log.newest_checkpoint(head.number)
    last = await log.newest_cosignature(head.number, key_text(witness.key))
    if head.refused is not None:
        return "nothing is signed any more"
    if newest is None or (last is not None and last.size >= newest.size):
        return None
    old_size, is_ahead = 0 if last is None else last.size, False
    for _ in range(TRIES):
        hashes = await log.consistency(newest.log, old_size, newest.size)
        answer = await line.add_checkpoint(request_text(old_size, hashes, newest.note))
        if answer.status != CONFLICT:
            return await _keep(log, witness, newest, answer)
        known = _known(answer, old_size)
        if isinstance(known, str):
            return known
        if known <= newest.size:
            old_size, is_ahead = known, False
        elif (refused := await _behind(log, newest, witness, known)) is None:
            return None  # another replica was there with what was signed since
        elif is_ahead:
            await log.refuse(newest.log, refused.why)
            return refused.why
        else:
            is_ahead = True
    return "others asked it all the time (409)"


def key_text(key: VerifierKey) -> str:
    """By what a witness is known in the database: its key's name and id."""
    return f"{key.name}+{key.key_id}"


async def _keep(log: AuditLog, witness: Witness, checkpoint: SignedCheckpoint, answer: Answer) -> str | None:
    if answer.status != OK:
        return f"{_WHY_NOT.get(answer.status, 'it does not cosign')} ({answer.status})"
    try:
        signature = _its_signature(checkpoint, witness.key, answer.body)
    except BadNote as error:
        return str(error)
    await log.cosign(checkpoint.log, key_text(witness.key), Cosignature(checkpoint.size, signature.line))
    return None


def _its_signature(checkpoint: SignedCheckpoint, key: VerifierKey, body: str) -> Signature:
    cosigned = read_note(with_cosignatures(checkpoint.note, body, [key]))
    return next(one for one in cosigned.signatures if (one.name, one.key_id) == (key.name, key.key_id))


def _known(answer: Answer, old_size: int) -> int | str:
    """How much of the log the witness knows by this conflict; or what is wrong with it."""
    if answer.content_type.partition(";")[0].strip().lower() != SIZE_TYPE:
        return "it answers 409 without saying what it knows"
    try:
        known = read_size(answer.body)
    except BadAnswer as error:
        return str(error)
    if known == old_size:
        return "it has cosigned another tree of this size, so it has seen another history of this log (409)"
    return known


async def _behind(log: AuditLog, checkpoint: SignedCheckpoint, witness: Witness, known: int) -> Refused | None:
    """Why the log cannot be what the witness knows; None where it has come so far by now, or is over."""
    now = await log.head()
    if now.number != checkpoint.log:
        return None
    return refuse_behind_witness(spelled(witness.name), known, now.size)
